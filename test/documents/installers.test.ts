import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findInstallers } from '../../src/documents/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

const script = 'curl -fLO https://github.com/acme/lens/releases/latest/download/lens\n';
const raw = 'https://raw.githubusercontent.com/acme/lens/main/scripts/install.sh';

function found(readme: string, files: Readonly<Record<string, string>> = { 'scripts/install.sh': script }): readonly string[] {
  const tree = memoryTree({ 'README.md': readme, ...files });
  return findInstallers(tree, ['README.md'], { owner: 'acme', repo: 'lens' }).map((one) => `${one.path}:${one.at.line}`);
}

const rows: readonly { what: string; readme: string; files?: Readonly<Record<string, string>>; gives: readonly string[] }[] = [
  { what: 'a pipe', readme: `curl -sSf ${raw} | sh`, gives: ['scripts/install.sh:1'] },
  { what: 'a pipe with a word for the shell', readme: `curl -sSf ${raw} | sudo bash -s -- --yes`, gives: ['scripts/install.sh:1'] },
  { what: 'a substitution', readme: `/bin/sh -c "$(curl -sSf ${raw})"`, gives: ['scripts/install.sh:1'] },
  { what: 'a page of the project', readme: 'wget -qO- https://lens.example/install.sh | bash', gives: ['scripts/install.sh:1'] },
  {
    what: 'PowerShell',
    readme: 'irm https://lens.example/get.ps1 | iex',
    files: { 'web/get.ps1': `$u = 'https://github.com/acme/lens/releases/download/v1/l.exe'` },
    gives: ['web/get.ps1:1'],
  },
  { what: 'nobody is told to run it', readme: `read ${raw}`, gives: [] },
  { what: 'it is saved, not run', readme: `curl -O ${raw}`, gives: [] },
  { what: 'another project’s script of that name', readme: 'curl -sSf https://raw.githubusercontent.com/other/tool/main/install.sh | sh', gives: [] },
  { what: 'a page of another project', readme: 'curl -sSf https://tool.example/install.sh | sh', gives: [] },
  { what: 'it names a check', readme: `curl -sSf ${raw} | sh`, files: { 'scripts/install.sh': `${script}sha256sum -c lens.sha256\n` }, gives: [] },
  { what: 'it downloads no release', readme: `curl -sSf ${raw} | sh`, files: { 'scripts/install.sh': 'apt-get install lens\n' }, gives: [] },
  { what: 'two of one name', readme: 'curl https://lens.example/install.sh | sh', files: { 'a/install.sh': script, 'b/install.sh': script }, gives: [] },
];

for (const { what, readme, files, gives } of rows) test(what, () => assert.deepEqual(found(readme, files), gives));

test('a long line costs no more than its length', () => {
  const start = performance.now();
  found(`curl ${'curl https://'.repeat(20_000)} | sh`);
  assert.ok(performance.now() - start < 1_000);
});
