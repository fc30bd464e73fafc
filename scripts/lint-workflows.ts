// What actionlint and zizmor say of our workflows and actions, and of the workflow that `init` writes. They ask nobody.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstFiles } from '../src/cli/init/files.ts';
import { stepNames } from '../src/cli/action/steps.ts';
import { installPeer } from './interop/peers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const first = mkdtempSync(join(tmpdir(), 'sealwright-first-'));
for (const { path, text } of firstFiles('main')) {
  mkdirSync(dirname(join(first, path)), { recursive: true });
  writeFileSync(join(first, path), text);
}
const workflowsOf = (folder: string): readonly string[] =>
  readdirSync(join(folder, '.github/workflows')).map((name) => join(folder, '.github/workflows', name));
const workflows = [...workflowsOf(root), ...workflowsOf(first)];
const actions = ['action.yml', ...stepNames.map((name) => `${name}/action.yml`)].map((path) => join(root, path));
const runs = [
  { program: installPeer('actionlint'), words: ['-no-color', ...workflows] },
  { program: installPeer('zizmor'), words: ['--offline', '--no-progress', '--quiet', ...workflows, ...actions] },
];
for (const { program, words } of runs) {
  // Where changes are taken nothing may be left out; the reason was told.
  const failed = program === undefined ? process.env['CI'] === 'true' : spawnSync(program, words, { stdio: 'inherit' }).status !== 0;
  if (failed) process.exitCode = 1;
}
rmSync(first, { recursive: true, force: true });
