import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

test('names of provenance are names of files, and commits of no release are told', async () => {
  for (const name of ['provenance.yml', 'build.yml']) {
    // Whether the artifact is what was built is asked below.
    const script = scriptOf(name, 'sign', 'asked').replace(/^cd built\n.*$/m, '');
    const files = { '.sealwright/dist/action/provenance.cjs': '' };
    for (const ok of ['', 'lens.intoto.jsonl', 'a-b_c.1+x.intoto.jsonl'])
      assert.equal((await runner.script(script, { files, env: { NAME: ok } })).outputs['name'], ok);
    for (const bad of ['lens.json', '../x.intoto.jsonl', '-x.intoto.jsonl', 'a b.intoto.jsonl', 'x.intoto.jsonl\ny=z'])
      assert.deepEqual((await runner.script(script, { files, env: { NAME: bad } })).outputs, {}, bad);
    assert.match((await runner.script(script, { env: { NAME: '' } })).log, /::error::this commit of the workflow is of no release/);
  }
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
