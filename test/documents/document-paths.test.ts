import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentPaths, runbookPaths } from '../../src/documents/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

function tree(...paths: readonly string[]): ReturnType<typeof memoryTree> {
  return memoryTree(Object.fromEntries(paths.map((path) => [path, ''])));
}

test('lists what users read', () => {
  const read = [
    'README.md',
    'SECURITY.md',
    'INSTALL',
    'VERIFYING.md',
    'RELEASE_NOTES.rst',
    'NEWS',
    'CHANGELOG.md',
    '.github/SECURITY.md',
    '.github/release-notes.md',
    'docs/a/b/install.md',
    'docs/content/page.yml',
    'doc/manual.adoc',
    'website/content/index.html',
    'packages/x/README.md',
    'charts/README.md.gotmpl',
    'core/docs/verify.md',
    'book/src/a.md',
  ];
  assert.deepEqual(documentPaths(tree(...read)).toSorted(), read.toSorted());
});

test('leaves out what nobody reads for this project', () => {
  const skipped = [
    'main.go',
    'notes.md',
    'vendor/x/README.md',
    'third_party/docs/a.md',
    'node_modules/x/README.md',
    'docs/node_modules/a.md',
    'test/fixtures/README.md',
    'docs/testdata/a.md',
    'docs/image.png',
    'docs/script.js',
    'website/versioned_docs/v1/a.md',
    'a/b/c/README.md',
    '.github/workflows/release.yml',
    '.github/ISSUE_TEMPLATE/bug.md',
    '.hidden/docs/a.md',
    'config.yml',
    'releases.json',
    'security.go',
  ];
  assert.deepEqual(documentPaths(tree(...skipped)), []);
});

test('the likeliest come first, and the order is the same however the tree is', () => {
  const paths = ['docs/zebra.md', 'docs/verify.md', 'CHANGELOG.md', 'INSTALL.md', 'README.md', 'SECURITY.md', 'docs/blog/news.md', 'pkg/README.md'];
  const expected = ['README.md', 'SECURITY.md', 'INSTALL.md', 'CHANGELOG.md', 'pkg/README.md', 'docs/verify.md', 'docs/zebra.md', 'docs/blog/news.md'];
  assert.deepEqual(documentPaths(tree(...paths)), expected);
  assert.deepEqual(documentPaths(tree(...paths.toReversed())), expected);
});

test('is bounded, and keeps the likeliest', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => `docs/p${String(i).padStart(4, '0')}.md`);
  const paths = documentPaths(tree('README.md', 'docs/verify.md', ...many));
  assert.equal(paths.length, 2_000);
  assert.deepEqual(paths.slice(0, 2), ['README.md', 'docs/verify.md']);
});

test('asks for few folders', () => {
  const asked: string[] = [];
  const files = tree('README.md', 'src/a/b/c/d.go', 'docs/a.md');
  documentPaths({ ...files, list: () => assert.fail('the whole listing is not needed'), folder: (path) => (asked.push(path), files.folder(path)) });
  assert.deepEqual(asked.toSorted(), ['', '.github', 'docs', 'src', 'src/a']);
});

test('lists where releases are described', () => {
  const told = [
    'RELEASING.md',
    'RELEASE_CHECKLIST.md',
    'CONTRIBUTING.md',
    'MAINTAINERS.md',
    '.github/PULL_REQUEST_TEMPLATE/release.md',
    '.github/ISSUE_TEMPLATE/new-release.md',
    'docs/dev/how-to-release.md',
    'docs/release/README.md',
    'docs/lens/POLICIES.md',
  ];
  const other = [
    'README.md',
    'CHANGELOG.md',
    'RELEASES.md',
    'release-notes.md',
    'docs/release-notes/v1.md',
    'docs/blog/release.md',
    'docs/guide/publish.md',
    '.github/ISSUE_TEMPLATE/bug.md',
    'docs/semantic-release.md',
  ];
  assert.deepEqual(runbookPaths(tree(...told, ...other)).toSorted(), told.toSorted());
});
