import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { pins } from '../../src/cli/init/pins.ts';
import { openRunner } from '../support/runner-steps.ts';

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
const commit = 'd'.repeat(40);
const runner = await openRunner({ signer: { workflowRef: 'acme/sealwright/.github/workflows/provenance.yml@refs/tags/v0.1.0', commit } });
after(runner.close);

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: unknown;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: {
    readonly workflow_call?: { readonly inputs: Readonly<Record<string, { readonly type: string }>>; readonly outputs: Readonly<Record<string, unknown>> };
  };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflowOf = (name: string): Workflow => parseYaml(readFileSync(join(folder, name), 'utf8')) as Workflow;
const scriptOf = (name: string, job: string, step: string): string => {
  const script = workflowOf(name).jobs[job]?.steps.find((one) => one.id === step || one.name === step)?.run;
  assert.ok(script !== undefined, `${name} has a step ${step}`);
  return script;
};
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

test('every workflow of ours asks for no more than it needs, and takes others by commit', () => {
  for (const name of readdirSync(folder)) {
    const { permissions, jobs } = workflowOf(name);
    assert.deepEqual(permissions, {}, name);
    for (const [key, job] of Object.entries(jobs)) {
      assert.ok(job.permissions !== undefined, `${name} ${key}`);
      // Who may sign as us runs no code of a caller, and who runs it may write nothing.
      const builds = job.steps.some((one) => one.run?.includes('$SCRIPT') === true);
      if (builds) assert.deepEqual(job.permissions, { contents: 'read' }, `${name} ${key}`);
      for (const { uses, with: given, run } of job.steps) {
        assert.ok(run === undefined || !run.includes('${{'), `${name} ${key}: an expression in a script`);
        if (uses === undefined || uses.startsWith('./')) continue;
        assert.match(uses, /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/, `${name} ${key}`);
        if (uses.startsWith('actions/checkout@')) {
          assert.equal(uses, `actions/checkout@${pins.checkout.commit}`);
          assert.equal(given?.['persist-credentials'], false, `${name} ${key}`);
        }
        if (uses.startsWith('actions/setup-node@')) assert.equal(uses, `actions/setup-node@${pins.setupNode.commit}`);
      }
    }
  }
});

test('callers of the SLSA generic generator find its inputs and outputs', () => {
  const call = workflowOf('provenance.yml').on.workflow_call;
  const inputs = [
    'base64-subjects',
    'base64-subjects-as-file',
    'upload-assets',
    'upload-tag-name',
    'provenance-name',
    'attestation-name',
    'draft-release',
    'private-repository',
    'continue-on-error',
    'compile-generator',
  ];
  assert.deepEqual(Object.keys(call?.inputs ?? {}).toSorted(), inputs.toSorted());
  // As there: a text takes what callers give as a boolean too, and not the other way round.
  assert.equal(call?.inputs['draft-release']?.type, 'string');
  assert.deepEqual(Object.keys(call?.outputs ?? {}).toSorted(), ['attestation-name', 'outcome', 'provenance-name', 'release-id']);
});

test('a called workflow finds its own commit by its token, and shows the token to nobody', async () => {
  for (const name of ['provenance.yml', 'build.yml']) {
    const found = await runner.script(scriptOf(name, 'sign', 'self'));
    assert.equal(found.code, 0, found.log);
    assert.deepEqual(found.outputs, { repository: 'acme/sealwright', commit });
    // The one line that says the token tells the runner to hide it.
    assert.ok(
      found.log.split('\n').every((line) => !line.includes('eyJ') || line.startsWith('::add-mask::')),
      found.log,
    );
    const refused = await runner.script(scriptOf(name, 'sign', 'self'), { env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' } });
    assert.notEqual(refused.code, 0);
    assert.deepEqual(refused.outputs, {});
  }
});

test('nothing is signed on a machine that is not GitHub’s, by the word of the token', async () => {
  const own = await openRunner({ runner: 'self-hosted', signer: { workflowRef: 'acme/sealwright/.github/workflows/build.yml@refs/tags/v0.1.0', commit } });
  try {
    for (const name of ['provenance.yml', 'build.yml']) {
      const refused = await own.script(scriptOf(name, 'sign', 'self'));
      assert.notEqual(refused.code, 0);
      assert.deepEqual(refused.outputs, {});
      assert.match(refused.log, /::error::what this workflow says is signed on a machine of GitHub's alone/);
    }
  } finally {
    await own.close();
  }
});

test('names of provenance are names of files, and commits of no release are told', async () => {
  for (const name of ['provenance.yml', 'build.yml']) {
    // Whether the artifact is what was built is asked below.
    const script = scriptOf(name, 'sign', 'asked').replace(/^cd built\n.*$/m, '');
    const files = { '.sealwright/dist/action/provenance.cjs': '' };
    const list = { HAS_LIST: 'true' };
    for (const ok of ['', 'lens.intoto.jsonl', 'a-b_c.1+x.intoto.jsonl'])
      assert.equal((await runner.script(script, { files, env: { ...list, NAME: ok } })).outputs['name'], ok);
    for (const bad of ['lens.json', '../x.intoto.jsonl', '-x.intoto.jsonl', 'a b.intoto.jsonl', 'x.intoto.jsonl\ny=z'])
      assert.deepEqual((await runner.script(script, { files, env: { ...list, NAME: bad } })).outputs, {}, bad);
    assert.match((await runner.script(script, { env: { ...list, NAME: '' } })).log, /::error::this commit of the workflow is of no release/);
  }
});

test('what a caller may give a workflow that signs is held to its form', async () => {
  const script = scriptOf('provenance.yml', 'sign', 'asked');
  const files = { '.sealwright/dist/action/provenance.cjs': '' };
  const asked = async (env: Readonly<Record<string, string>>) =>
    await runner.script(script, { files, env: { NAME: '', TAG: '', DRAFT: '', HAS_LIST: 'true', HANDLE: '', ...env } });
  for (const tag of ['', 'v1.2.3', 'lens@1.2.3', 'release/2026-06', '1.0+x']) assert.equal((await asked({ TAG: tag })).code, 0, tag);
  for (const tag of ['-R=evil/repo', '--help', '.x', 'v 1', 'v1\nx=y', '$(id)', 'v1;id', '`id`', 'v1#label']) {
    const refused = await asked({ TAG: tag });
    assert.notEqual(refused.code, 0, tag);
    assert.deepEqual(refused.outputs, {}, tag);
  }
  for (const draft of ['', 'true', 'false']) assert.equal((await asked({ DRAFT: draft })).code, 0, draft);
  // What is not understood would make a release public.
  for (const draft of ['True', 'yes', '1', 'true\nfalse', 'true --repo=evil/repo']) assert.notEqual((await asked({ DRAFT: draft })).code, 0, draft);
  assert.match((await asked({ HAS_LIST: 'false' })).log, /::error::base64-subjects is empty/);
});

const handleOf = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

test('a list of subjects that is a file is the very file whose digest the caller gives', async () => {
  const script = scriptOf('provenance.yml', 'sign', 'asked');
  const files = { '.sealwright/dist/action/provenance.cjs': '' };
  const asked = async (handle: string, env: Readonly<Record<string, string>> = {}) =>
    await runner.script(script, { files, env: { NAME: '', TAG: '', DRAFT: '', HAS_LIST: 'false', HANDLE: handle, ...env } });
  const plain = `${sha256('one')}  lens.tgz\n${sha256('two')}  lens.zip\n`;
  const text = `${Buffer.from(plain).toString('base64')}\n`;
  const sound = { artifact_name: 'digests.txt-1f2e3d', filename: 'digests.txt', sha256: sha256(text) };
  const read = await asked(handleOf(sound));
  assert.equal(read.code, 0, read.log);
  assert.deepEqual(read.outputs, { artifact: sound.artifact_name, file: sound.filename, sha256: sound.sha256, name: '' });
  const hostile: readonly unknown[] = [
    'no JSON',
    '',
    [],
    { ...sound, sha256: undefined },
    { ...sound, sha256: sound.sha256.toUpperCase() },
    { ...sound, sha256: `${sound.sha256}\nfile=x` },
    { ...sound, filename: '../../../etc/passwd' },
    { ...sound, filename: '-d' },
    { ...sound, filename: '' },
    { ...sound, filename: 'a\nsha256=x' },
    { ...sound, artifact_name: '*' },
    { ...sound, artifact_name: 'a/b' },
    { ...sound, artifact_name: { a: 1 } },
    `${JSON.stringify(sound)}${JSON.stringify(sound)}`,
  ];
  for (const value of hostile) {
    const refused = await asked(handleOf(value));
    assert.notEqual(refused.code, 0, JSON.stringify(value));
    assert.deepEqual(refused.outputs, {}, JSON.stringify(value));
  }
  assert.notEqual((await asked('%%%')).code, 0);
  assert.match((await asked(handleOf(sound), { HAS_LIST: 'true' })).log, /exclude each other/);

  const check = scriptOf('provenance.yml', 'sign', 'list');
  const env = { FILE: sound.filename, SHA256: sound.sha256 };
  const got = await runner.script(check, { files: { '../temp/sealwright-subjects/digests.txt': text }, env });
  assert.equal(got.code, 0, got.log);
  const signed = await runner.action('provenance', { checksums: got.outputs['path'] ?? '' }, { workspace: got.workspace });
  assert.equal(signed.code, 0, signed.log);
  assert.equal(signed.outputs['bundles'], 'multiple.intoto.jsonl');
  const { payload } = (JSON.parse(readFileSync(join(got.workspace, 'multiple.intoto.jsonl'), 'utf8')) as { dsseEnvelope: { payload: string } }).dsseEnvelope;
  assert.deepEqual(
    (JSON.parse(Buffer.from(payload, 'base64').toString()) as { subject: readonly { name: string }[] }).subject.map(({ name }) => name),
    ['lens.tgz', 'lens.zip'],
  );
  for (const other of [`${text} `, 'another', '']) {
    const swapped = await runner.script(check, { files: { '../temp/sealwright-subjects/digests.txt': other }, env });
    assert.notEqual(swapped.code, 0);
    assert.deepEqual(swapped.outputs, {});
  }
  const broken = { files: { '../temp/sealwright-subjects/digests.txt': '%%%' }, env: { ...env, SHA256: sha256('%%%') } };
  assert.deepEqual((await runner.script(check, broken)).outputs, {});
});

test('hostile lists of subjects are refused or signed as they are, and no file of theirs is touched', async () => {
  const line = (name: string, digest = sha256('one')): string => `${digest}  ${name}\n`;
  const rows: readonly { readonly what: string; readonly list: string | Uint8Array; readonly names?: readonly string[]; readonly bundle?: string }[] = [
    { what: 'no list', list: 'no list' },
    { what: 'bytes that are no text', list: Buffer.of(0xff, 0xfe, 0, 1) },
    { what: 'one name for two', list: line('a') + line('a', sha256('two')) },
    { what: 'a weak digest', list: line('a', 'd'.repeat(32)) },
    { what: 'a digest that is none', list: line('a', 'x'.repeat(64)) },
    { what: 'the null byte', list: line('a\0b'), names: ['a\0b'], bundle: 'multiple.intoto.jsonl' },
    { what: 'folders', list: line('../../etc/passwd'), names: ['../../etc/passwd'], bundle: 'passwd.intoto.jsonl' },
    { what: 'an absolute path', list: line('/root/.ssh/id'), names: ['/root/.ssh/id'], bundle: 'id.intoto.jsonl' },
    { what: 'an option', list: line('--bundle=/tmp/x'), names: ['--bundle=/tmp/x'], bundle: 'x.intoto.jsonl' },
    { what: 'a command', list: line('$(touch gone)'), names: ['$(touch gone)'], bundle: 'multiple.intoto.jsonl' },
    { what: 'a workflow command', list: line('::set-output name=a::b'), names: ['::set-output name=a::b'], bundle: 'multiple.intoto.jsonl' },
    { what: 'lines in a name', list: `\\${line('a\\nbundles=/etc/passwd')}`, names: ['a\nbundles=/etc/passwd'], bundle: 'passwd.intoto.jsonl' },
  ];
  for (const { what, list, names, bundle } of rows) {
    const ran = await runner.action('provenance', { 'base64-subjects': Buffer.from(list).toString('base64'), 'allow-public-log': 'false' });
    const left = readdirSync(ran.workspace);
    if (names === undefined) {
      assert.notEqual(ran.code, 0, what);
      assert.deepEqual([ran.outputs['bundles'] ?? '', left], ['', []], what);
      continue;
    }
    assert.equal(ran.code, 0, `${what}: ${ran.log}`);
    assert.deepEqual([ran.outputs, left], [{ bundles: bundle, attached: '' }, [bundle]], what);
    assert.ok(!/^::set-output/m.test(ran.log), `${what}: ${ran.log}`);
    const { payload } = (JSON.parse(readFileSync(join(ran.workspace, bundle ?? ''), 'utf8')) as { dsseEnvelope: { payload: string } }).dsseEnvelope;
    assert.deepEqual(
      (JSON.parse(Buffer.from(payload, 'base64').toString()) as { subject: readonly { name: string }[] }).subject.map(({ name }) => name),
      names,
      what,
    );
  }
});

test('the provenance is added to the release of the tag, and to no other by what the tag is called', async () => {
  const script = scriptOf('provenance.yml', 'upload', 'release');
  // It notes its words, each on a line.
  const gh = `#!/bin/bash
printf '%s\\n' "$@" end >>"$RUNNER_TEMP/gh-words"
case "$2" in
  view) [ "$HAS_RELEASE" = true ] || [ -e "$RUNNER_TEMP/created" ] || exit 1; case "$*" in *databaseId*) echo 42 ;; esac ;;
  create) touch "$RUNNER_TEMP/created" ;;
esac
`;
  const run = async (env: Readonly<Record<string, string>>) => {
    const files = { 'lens.intoto.jsonl': 'signed', '../bin/gh': gh };
    const first = await runner.script('chmod +x ../bin/gh', { files });
    const ran = await runner.script(script, {
      workspace: first.workspace,
      env: {
        PATH: `${join(first.workspace, '../bin')}:${process.env['PATH'] ?? ''}`,
        NAME: 'lens.intoto.jsonl',
        SHA256: sha256('signed'),
        TAG: 'v1.2.3',
        DRAFT: 'false',
        ...env,
      },
    });
    const noted = join(first.workspace, '../temp/gh-words');
    const words = existsSync(noted)
      ? readFileSync(noted, 'utf8')
          .trim()
          .split('\nend')
          .map((one) => one.trim().split('\n'))
      : [];
    return { ...ran, words: words.filter(([one]) => one !== '') };
  };
  for (const tag of ['v1.2.3', '--repo=evil/lens', '-h']) {
    const ran = await run({ TAG: tag, HAS_RELEASE: 'false', DRAFT: 'true' });
    assert.equal(ran.code, 0, ran.log);
    assert.deepEqual(ran.outputs, { id: '42' });
    assert.deepEqual(ran.words, [
      ['release', 'view', '--', tag],
      ['release', 'create', '--verify-tag', `--title=${tag}`, '--notes=', '--draft=true', '--', tag],
      ['release', 'upload', '--', tag, 'lens.intoto.jsonl'],
      ['release', 'view', '--json=databaseId', '--jq=.databaseId', '--', tag],
    ]);
  }
  const there = await run({ HAS_RELEASE: 'true' });
  assert.ok(!there.words.some((words) => words.includes('create')));
  const swapped = await run({ HAS_RELEASE: 'true', SHA256: sha256('another') });
  assert.notEqual(swapped.code, 0);
  assert.deepEqual([swapped.words, swapped.outputs], [[], {}]);
});

test('provenance of a list of digests is signed as the called workflow, and verifies by it', async () => {
  const subjects = Buffer.from(`${sha256('one')}  lens.tgz\n${sha256('two')}  lens.zip\n`).toString('base64');
  const signed = await runner.action(
    'provenance',
    { 'base64-subjects': subjects, bundle: '', 'allow-public-log': 'false' },
    { files: { 'lens.tgz': 'one', 'lens.zip': 'two' } },
  );
  assert.equal(signed.code, 0, signed.log);
  const { workspace } = signed;
  const named = await runner.script(scriptOf('provenance.yml', 'sign', 'name'), { workspace, env: { NAME: signed.outputs['bundles'] ?? '' } });
  assert.deepEqual(named.outputs, { name: 'multiple.intoto.jsonl', sha256: sha256(readFileSync(join(workspace, 'multiple.intoto.jsonl'), 'utf8')) });
  const builder = 'https://github.com/acme/sealwright/.github/workflows/provenance.yml';
  const asked = {
    repo: 'acme/lens',
    builder,
    workflow: 'acme/sealwright/.github/workflows/provenance.yml',
    'trusted-root': join(workspace, '../temp/root.json'),
    offline: 'true',
  };
  const verified = await runner.action('verify', { subjects: 'lens.tgz\nlens.zip', type: 'provenance', ...asked }, { workspace });
  assert.equal(verified.code, 0, verified.log);
  // The caller's own workflow did not sign it.
  assert.equal((await runner.action('verify', { subjects: 'lens.tgz', ...asked, workflow: 'release.yml' }, { workspace })).code, 1);
});

test('what was built is collected by its names, whole or not at all', async () => {
  const script = scriptOf('build.yml', 'build', 'collect');
  const files = { 'dist/lens.tgz': 'one', 'dist/sub/lens.zip': 'two', 'other/lens.tgz': 'three', 'a b.txt': 'four' };
  const collected = await runner.script(script, { files, env: { ARTIFACTS: 'dist/*.tgz\ndist/**/*.zip\n\na b.txt\n' } });
  assert.equal(collected.code, 0, collected.log);
  const list = Buffer.from(collected.outputs['subjects'] ?? '', 'base64').toString();
  assert.equal(list, `${sha256('four')}  a b.txt\n${sha256('one')}  lens.tgz\n${sha256('two')}  lens.zip\n`);
  const hidden = await runner.script(script, { files: { 'dist/.lens': 'x' }, env: { ARTIFACTS: 'dist/.lens' } });
  assert.match(hidden.log, /::error::the name \.lens begins with a dot/);
  assert.deepEqual(hidden.outputs, {});
  for (const artifacts of ['dist/*.whl', 'dist', 'dist/lens.tgz\nother/lens.tgz', '$(touch gone)', '']) {
    const refused = await runner.script(script, { files, env: { ARTIFACTS: artifacts } });
    assert.notEqual(refused.code, 0, artifacts);
    assert.deepEqual(refused.outputs, {}, artifacts);
    assert.ok(!readdirSync(refused.workspace).includes('gone'));
  }
});

test('an artifact that is not what was built is not signed', async () => {
  const script = scriptOf('build.yml', 'sign', 'asked');
  const files = { 'built/lens.tgz': 'one', '.sealwright/dist/action/provenance.cjs': '' };
  const env = { NAME: '', SUBJECTS: Buffer.from(`${sha256('one')}  lens.tgz\n`).toString('base64') };
  const first = await runner.script(script, { files, env });
  assert.equal(first.code, 0, first.log);
  writeFileSync(join(first.workspace, 'built/lens.tgz'), 'another');
  assert.notEqual((await runner.script(script, { workspace: first.workspace, env })).code, 0);
});

test('the build runs as one script, on a machine of GitHub', async () => {
  const built = await runner.script(scriptOf('build.yml', 'build', 'Build'), { env: { SCRIPT: 'echo one >out\nfalse | true\necho two >after' } });
  assert.notEqual(built.code, 0, 'a part of a pipe that fails stops it');
  assert.deepEqual(readdirSync(built.workspace), ['out']);
  const where = scriptOf('build.yml', 'build', 'See on whose machine this is');
  assert.equal((await runner.script(where, { env: { MACHINE: 'github-hosted' } })).code, 0);
  assert.notEqual((await runner.script(where, { env: { MACHINE: 'self-hosted' } })).code, 0);
});
