import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { buildStandalone } from '../../scripts/build-standalone.ts';
import { openRunner } from '../support/runner-steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const top = mkdtempSync(join(tmpdir(), 'sealwright-own-release-'));
const runner = await openRunner({ repository: 'acme/sealwright', ref: 'refs/tags/v0.1.0' });
after(async () => {
  await runner.close();
  rmSync(top, { recursive: true, force: true });
});
const standalone = await buildStandalone(top);

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string | readonly string[];
        readonly steps: readonly { readonly name?: string; readonly run?: string; readonly 'working-directory'?: string }[];
      }
    >
  >;
}
const workflow = parseYaml(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as Workflow;

function scriptOf(job: string, name: string): string {
  const step = workflow.jobs[job]?.steps.find((one) => one.name === name);
  assert.ok(step?.run !== undefined, `${job} has a step ${name}`);
  return step['working-directory'] === undefined ? step.run : `cd ${step['working-directory']}\n${step.run}`;
}

/** Programs of the job: ours as npx finds it, believing the lab; gh, which keeps a draft as a folder. */
function programs(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const scripts = {
    npx: `#!/bin/bash
set -eu
[ "$1 $2" = '--no-install sealwright' ]
shift 2
if [ "$1" = verify ]; then exec ${process.execPath} ${standalone} "$@" --trusted-root "$RUNNER_TEMP/root.json"; fi
exec ${process.execPath} ${standalone} "$@"
`,
    npm: `#!/bin/bash
set -eu
[ "$1 $2 $3" = 'publish ./release/sealwright-0.1.0.tgz --provenance' ]
touch "$RUNNER_TEMP/published"
`,
    gh: `#!/bin/bash
set -eu
case "$1 $2" in
'release create')
  mkdir "$RUNNER_TEMP/draft"
  for word in "\${@:3}"; do case "$word" in release/*) cp "$word" "$RUNNER_TEMP/draft/" ;; esac; done ;;
'release download') cp -r "$RUNNER_TEMP/draft" "\${!#}" ;;
*) exit 1 ;;
esac
`,
  };
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const env = {
  PATH: `${programs(join(top, 'bin'))}${delimiter}${process.env['PATH'] ?? ''}`,
  GITHUB_REPOSITORY: 'acme/sealwright',
  GITHUB_REF: 'refs/tags/v0.1.0',
  GITHUB_REF_NAME: 'v0.1.0',
};

test('the standalone script needs nothing beside it', () => {
  const alone = join(top, 'alone/sealwright.cjs');
  mkdirSync(join(top, 'alone'));
  copyFileSync(standalone, alone);
  const run = (...words: readonly string[]) =>
    spawnSync(alone, words, { encoding: 'utf8', env: { ...process.env, PATH: `${join(process.execPath, '..')}${delimiter}${process.env['PATH'] ?? ''}` } });
  assert.equal(run('--version').stdout.trim(), (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version);
  const audited = run('audit', join(root, 'examples/release-demo'));
  assert.equal(audited.status, 1, audited.stderr);
  assert.match(audited.stdout, /ghcr\.io\/lantern-dev/);
});

test('what the release workflow signs, it verifies as a stranger would, and again as it was staged', async () => {
  const files = {
    'release/sealwright-0.1.0.tgz': 'the package',
    'release/sealwright.cjs': 'the script',
    'release/sealwright.spdx.json': JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'sealwright',
      dataLicense: 'CC0-1.0',
      documentNamespace: 'https://acme.example/sealwright',
      creationInfo: { created: '2026-06-01T00:00:00Z', creators: ['Tool: x'] },
    }),
    'CHANGELOG.md': '',
  };
  const hashed = await runner.script(scriptOf('build', 'Hash'), { files, env });
  assert.equal(hashed.code, 0, hashed.log);
  const { workspace } = hashed;
  const step = async (job: string, name: string) => await runner.script(scriptOf(job, name), { workspace, env });
  const early = await step('sign', 'Verify as a stranger would');
  assert.notEqual(early.code, 0, 'nothing is signed yet');
  for (const [job, name] of [
    ['sign', 'Sign'],
    ['sign', 'Verify as a stranger would'],
    ['stage', 'Stage'],
    ['stage', 'Verify what was staged'],
  ] as const) {
    const ran = await step(job, name);
    assert.equal(ran.code, 0, `${name}: ${ran.log}`);
  }
  // A registry of files that changes one of them is found out.
  rmSync(join(workspace, 'staged'), { recursive: true });
  writeFileSync(join(workspace, '../temp/draft/sealwright.cjs'), 'another script');
  assert.notEqual((await step('stage', 'Verify what was staged')).code, 0);
  rmSync(join(workspace, 'staged'), { recursive: true, force: true });
  const sums = readFileSync(join(workspace, '../temp/draft/SHA256SUMS'), 'utf8');
  rmSync(join(workspace, '../temp/draft/sealwright.cjs'));
  writeFileSync(join(workspace, '../temp/draft/other.cjs'), 'a file of nobody');
  writeFileSync(join(workspace, '../temp/draft/SHA256SUMS'), sums.replace(/^.*sealwright\.cjs\n/m, ''));
  assert.notEqual((await step('stage', 'Verify what was staged')).code, 0);
});

test('what goes from job to job is what was built, or nothing is done with it', async () => {
  const files = { 'release/sealwright-0.1.0.tgz': 'the package', 'release/sealwright.cjs': 'the script', 'release/sealwright.spdx.json': '{}' };
  for (const [job, name] of [
    ['sign', 'Hold it against what was built'],
    ['stage', 'Hold it against what was built'],
    ['npm', 'Publish what was built'],
  ] as const) {
    const hashed = await runner.script(scriptOf('build', 'Hash'), { files, env });
    const { workspace, outputs } = hashed;
    const hold = async () => await runner.script(scriptOf(job, name), { workspace, env: { ...env, SUMS: outputs['sums'] ?? '' } });
    const published = join(workspace, '../temp/published');
    const first = await hold();
    assert.equal(first.code, 0, first.log);
    assert.equal(existsSync(published), job === 'npm');
    rmSync(published, { force: true });
    const list = readFileSync(join(workspace, 'release/SHA256SUMS'), 'utf8');
    const other = (path: string, text: string): void => writeFileSync(join(workspace, 'release', path), text);
    other('sealwright-0.1.0.tgz', 'another package');
    assert.notEqual((await hold()).code, 0, `${job}: another package`);
    other('SHA256SUMS', list.replace(/^[0-9a-f]{64}(?=  sealwright-0\.1\.0\.tgz)/m, createHash('sha256').update('another package').digest('hex')));
    assert.notEqual((await hold()).code, 0, `${job}: another list`);
    other('SHA256SUMS', list);
    other('sealwright-0.1.0.tgz', 'the package');
    other('a.tgz', 'a package of nobody');
    assert.notEqual((await hold()).code, 0, `${job}: a package more`);
    assert.ok(!existsSync(published), job);
  }
});

test('nothing is published before it is verified, and what cannot be taken back goes last', () => {
  assert.deepEqual(Object.fromEntries(Object.entries(workflow.jobs).map(([name, { needs }]) => [name, needs])), {
    build: undefined,
    sign: 'build',
    stage: ['build', 'sign'],
    publish: 'stage',
    npm: ['build', 'publish'],
  });
});

test('the audit of this repository is clean, and every decision in it stands', () => {
  const run = (...words: readonly string[]) => spawnSync(process.execPath, [join(root, 'bin/sealwright.js'), ...words], { encoding: 'utf8', cwd: root });
  const audited = run('audit', '.', '--now', '2026-12-01');
  assert.equal(audited.status, 0, audited.stdout + audited.stderr);
  assert.match(audited.stdout, /sealwright\.cjs/);
  const reviewed = run('disposition', 'review', '--now', '2026-12-01');
  assert.equal(reviewed.status, 0, reviewed.stdout + reviewed.stderr);
});
