import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

test('a repository whose workflow waits for tags has them, whatever else was read', () => {
  const kinds = (on: string) =>
    surfacesOf({ '.github/workflows/release.yml': `on: ${on}\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: ./all.sh }] } }\n` }, { tags: true }).map(
      (s) => s.kind,
    );
  assert.deepEqual(kinds('{ push: { tags: ["v*"] } }'), ['git-tag']);
  assert.deepEqual(kinds('{ push: { branches: [main] } }'), []);
});

test('a signature of one file says nothing of files that end otherwise', () => {
  const workflow = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./all.sh
      - uses: softprops/action-gh-release@v2
        with:
          files: |
            out/lamp.tar.gz
            out/lamp.tar.gz.sig
      - uses: softprops/action-gh-release@v2
        with: { files: 'out/*.deb' }
      - uses: softprops/action-gh-release@v2
        with: { files: 'out/*.gz' }
`;
  const found = surfacesOf({ '.github/workflows/release.yml': workflow }).map((s) => [s.name, s.signature] as const);
  assert.deepEqual(Object.fromEntries(found.map(([name, signature]) => [name.includes('deb') ? 'deb' : 'gz', signature])), { deb: 'absent', gz: 'unknown' });
});
