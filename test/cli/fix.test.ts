import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { audit } from '../../src/index.ts';
import { parse } from '../../src/cli/commands/fix.ts';
import { replaceFiles } from '../../src/cli/ports/replace-files.ts';
import { nodeMachine } from '../../src/cli/node-machine.ts';
import { run } from '../../src/cli/run.ts';
import { unifiedDiff } from '../../src/cli/unified-diff.ts';
import { fakeMachine, type FakeOptions } from '../support/fake-machine.ts';

const path = '.github/workflows/release.yml';
const workflow = `on:
  push:
    tags: ['v*']
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v4
      - run: mkdir dist && go build -o dist/lens .
      - uses: actions/upload-artifact@v4
        with: { name: lens, path: dist }
  attest:
    needs: build
    runs-on: ubuntu-latest
    permissions: { id-token: write, attestations: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lens, path: dist }
      - uses: actions/attest-build-provenance@v2
        with: { subject-path: dist/lens }
  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lens, path: dist }
      - uses: softprops/action-gh-release@v2
        with: { files: dist/lens, fail_on_unmatched_files: true }
`;
const mended = workflow.replace('publish:\n    needs: build', 'publish:\n    needs: [build, attest]');
const files = { [path]: workflow, 'README.md': '# lens\n' };
const git = { host: 'github.com', owner: 'acme', repo: 'lens' };
const real: FakeOptions = { folders: { '.': files }, git, audit };

test('fix: the words after it', () => {
  const table: readonly { readonly what: string; readonly argv: readonly string[]; readonly is: Readonly<Record<string, unknown>> }[] = [
    { what: 'nothing', argv: [], is: { kind: 'fix', folder: '.', write: 'diff', apply: 'safe', rules: [], surface: undefined } },
    { what: 'all', argv: ['../lens', '--write', '--review'], is: { kind: 'fix', folder: '../lens', write: 'files', apply: 'all' } },
    { what: 'rules', argv: ['--rule', 'a', '--rule', 'b', '--surface', 'x'], is: { rules: ['a', 'b'], surface: 'x' } },
    { what: 'an option that is not there', argv: ['--force'], is: { kind: 'usage' } },
    { what: 'an empty rule', argv: ['--rule='], is: { kind: 'usage', message: '--rule is empty' } },
    { what: 'an empty surface', argv: ['--surface', ' '], is: { kind: 'usage', message: '--surface is empty' } },
    { what: 'an empty folder', argv: [''], is: { kind: 'usage', message: 'DIR is empty' } },
  ];
  for (const { what, argv, is } of table) {
    const got = parse(argv);
    assert.deepEqual(Object.fromEntries(Object.keys(is).map((key) => [key, Object.entries(got).find(([name]) => name === key)?.[1]])), is, what);
  }
});

test('fix: the diff goes out, what is said of it to the other stream', async () => {
  const machine = fakeMachine(real);
  assert.equal(await run(['fix', '--rule', 'evidence-not-awaited'], machine), 0);
  assert.equal(machine.out(), unifiedDiff(path, workflow, mended));
  assert.match(machine.err(), /^the diff mends 1 finding in 1 file:\n {2}let job publish wait for job attest\n/);
  assert.equal(machine.written.size, 0);
});

test('fix: without --review only what needs no look', async () => {
  const machine = fakeMachine(real);
  assert.equal(await run(['fix'], machine), 0);
  assert.doesNotMatch(machine.out(), /README/);
  assert.match(machine.err(), /to see those edits too: sealwright fix --review/);
  const all = fakeMachine(real);
  assert.equal(await run(['fix', '--review'], all), 0);
  assert.match(all.out(), /README/);
});

test('fix --write gives the files the new texts, and shows no diff', async () => {
  const machine = fakeMachine(real);
  assert.equal(await run(['fix', '--write'], machine), 0);
  assert.deepEqual([...machine.written], [[`./${path}`, mended]]);
  assert.equal(machine.out(), '');
  assert.match(machine.err(), /^mended 1 finding in 1 file:/);
});

test('fix: nothing to mend', async () => {
  const machine = fakeMachine({ ...real, folders: { '.': { 'README.md': '# lens\n' } } });
  assert.equal(await run(['fix'], machine), 0);
  assert.equal(machine.out(), '');
  assert.match(machine.err(), /there is nothing that an edit would mend/);
});

test('fix: a terminal is shown no control characters of the files', async () => {
  const folders = {
    '.': {
      ...files,
      [path]: workflow.replace(
        '    needs: build\n    runs-on: ubuntu-latest\n    permissions: { contents: write }',
        '    needs: build\n    name: "a\u009b31m"\n    runs-on: ubuntu-latest\n    permissions: { contents: write }',
      ),
    },
  };
  const machine = fakeMachine({ ...real, folders, terminal: true });
  assert.equal(await run(['fix', '--rule', 'evidence-not-awaited'], machine), 0);
  assert.match(machine.out(), /needs: \[build, attest\]/);
  assert.ok(!machine.out().includes('\u009b'));
});

test('a diff is what git apply takes', () => {
  assert.equal(
    unifiedDiff('a b.yml', 'x\ny', 'x\nz'),
    'diff --git a/a b.yml b/a b.yml\n--- a/a b.yml\t\n+++ b/a b.yml\t\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n',
  );
  assert.match(unifiedDiff('ü"\n.yml', 'a\n', 'b\n'), /^diff --git "a\/\\303\\274\\"\\012\.yml" "b\//);
  assert.match(unifiedDiff('w.yml', 'a\r\nb\r\n', 'a\r\nc\r\n'), /^ a\r\n-b\r\n\+c\r$/m);
});

const root = mkdtempSync(join(tmpdir(), 'sealwright-fix-'));
after(() => rmSync(root, { recursive: true }));

test('files are replaced all or none, and only while they are what was read', () => {
  mkdirSync(join(root, 'one', 'sub'), { recursive: true });
  const at = (name: string): string => join(root, 'one', name);
  writeFileSync(at('a'), 'a');
  writeFileSync(at('sub/b'), 'b', { mode: 0o755 });
  chmodSync(at('sub/b'), 0o755);
  writeFileSync(join(root, 'outside'), 'o');
  symlinkSync(join(root, 'outside'), at('link'));
  symlinkSync('sub', at('folder'));
  const replace = (...changes: readonly { readonly path: string; readonly before: string; readonly after: string }[]): void =>
    nodeMachine.replaceFiles(join(root, 'one'), changes);
  const refusals = [
    { what: 'changed meanwhile', path: 'sub/b', before: 'not b' },
    { what: 'a link out of the folder', path: 'link', before: 'o' },
    { what: 'a folder that is a link', path: 'folder/b', before: 'b' },
    { what: 'gone', path: 'nothing', before: '' },
    { what: 'outside', path: '../outside', before: 'o' },
  ];
  for (const { what, ...one } of refusals) {
    assert.throws(() => replace({ path: 'a', before: 'a', after: 'A' }, { ...one, after: 'X' }), { code: 'FILE_CHANGED' }, what);
    assert.equal(readFileSync(at('a'), 'utf8'), 'a', `${what}: nothing was written`);
  }
  assert.equal(readFileSync(join(root, 'outside'), 'utf8'), 'o');
  replace({ path: 'a', before: 'a', after: 'A' }, { path: 'sub/b', before: 'b', after: 'B' });
  assert.equal(readFileSync(at('a'), 'utf8') + readFileSync(at('sub/b'), 'utf8'), 'AB');
  assert.equal(statSync(at('sub/b')).mode & 0o777, 0o755);
});

test('a document that is a link to another is edited once, in the file that it is', async () => {
  const folder = join(root, 'links');
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, path), mended);
  const command = 'gh attestation verify lens --repo acme/lens';
  writeFileSync(join(folder, 'docs/guide.md'), `# lens\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  symlinkSync('docs/guide.md', join(folder, 'README.md'));
  const fake = fakeMachine({ git, audit });
  const machine = { ...fake, openTree: () => nodeMachine.openTree(folder), replaceFiles: nodeMachine.replaceFiles };
  assert.equal(await run(['fix', '--write', '--review', '--rule', 'recipe-takes-any-workflow', folder], machine), 0, fake.err());
  assert.match(fake.err(), /^mended 2 findings in 1 file:\n[^]*docs\/guide\.md: recipe-takes-any-workflow\n/);
  assert.equal(readFileSync(join(folder, 'docs/guide.md'), 'utf8'), `# lens\n\n\`\`\`sh\n${command} --signer-workflow acme/lens/${path}\n\`\`\`\n`);
  assert.ok(lstatSync(join(folder, 'README.md')).isSymbolicLink());
});

test('fix: a rule or a surface that is not there is an error, with the nearest that are', async () => {
  const rule = fakeMachine(real);
  assert.equal(await run(['fix', '--rule', 'evidence-not-awaitd'], rule), 2);
  assert.match(rule.err(), /there is no rule "evidence-not-awaitd"[^]*did you mean evidence-not-awaited/);
  const surface = fakeMachine(real);
  assert.equal(await run(['fix', '--surface', 'nothing of the sort'], surface), 2);
  assert.match(surface.err(), /no surface is named "nothing of the sort"/);
  assert.equal(rule.out() + surface.out(), '');
});

test('fix: workflows that could not be read are named', async () => {
  const folders = { '.': { '.github/workflows/a.yml': 'on: push\njobs:\n  a: [\n', '.github/workflows/b.yml': '\n', 'README.md': '# lens\n' } };
  const machine = fakeMachine({ ...real, folders });
  assert.equal(await run(['fix'], machine), 0);
  assert.match(
    machine.err(),
    /not looked at, for they could not be read as workflows:\n {2}\.github\/workflows\/a\.yml: not valid YAML: .*\n {2}\.github\/workflows\/b\.yml: the workflow file is empty\n\nthere is nothing in what was read that/,
  );
});

test('files are replaced all or none where the disk refuses one of them', () => {
  const folder = join(root, 'disk');
  mkdirSync(folder);
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name);
  const changes = ['a', 'b', 'c'].map((name) => ({ path: name, before: name, after: name.toUpperCase() }));
  const shown = (): string =>
    readdirSync(folder)
      .map((name) => `${name}=${readFileSync(join(folder, name), 'utf8')}`)
      .join(' ');
  const fails = (to: string): never => {
    throw Object.assign(new Error(to), { code: 'ENOSPC' });
  };
  assert.throws(() => replaceFiles(folder, changes, (from, to) => (to.endsWith('c') ? fails(to) : renameSync(from, to))), {
    code: 'OUTPUT_UNWRITABLE',
    message: /ENOSPC.*all files are as they were/,
  });
  assert.equal(shown(), 'a=a b=b c=c');
  // What stands in the way of the last new text is met before the first takes its place.
  const way = `.c.${process.pid}.part`;
  mkdirSync(join(folder, way));
  assert.throws(() => replaceFiles(folder, changes), { code: 'OUTPUT_UNWRITABLE' });
  rmSync(join(folder, way), { recursive: true, force: true });
  assert.equal(shown(), 'a=a b=b c=c');
  replaceFiles(folder, changes);
  assert.equal(shown(), 'a=A b=B c=C');
});

test('fix: refusals that read alike name what they are about', async () => {
  const two = `on:
  push:
    tags: ['v*']
jobs:
  images:
    runs-on: ubuntu-latest
    permissions: read-all
    steps:
      - uses: sigstore/cosign-installer@v3
${['lens', 'frame']
  .map(
    (name) => `      - uses: docker/build-push-action@v6
        id: ${name}
        with: { push: true, tags: "ghcr.io/acme/${name}:\${{ github.ref_name }}" }
${name === 'lens' ? '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.lens.outputs.digest }}\n' : ''}`,
  )
  .join('')}`;
  const alike = fakeMachine({ ...real, folders: { '.': { [path]: two } } });
  assert.equal(await run(['fix', '--rule', 'provenance-unsigned', '--all'], alike), 0);
  assert.match(alike.err(), /provenance-unsigned {2}\.github\/workflows\/release\.yml:\d+ {2}.*acme\/lens/);
  assert.match(alike.err(), /provenance-unsigned {2}\.github\/workflows\/release\.yml:\d+ {2}.*acme\/frame/);
});
