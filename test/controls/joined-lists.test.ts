import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = (steps: string): string => `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./grind.sh
      - uses: actions/upload-artifact@v4
        with: { name: lenses, path: dist/ }
  out:
    needs: make
    runs-on: ubuntu-latest
    env: { GH_TOKEN: '\${{ github.token }}' }
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with: { name: lenses, path: dist }
${steps
  .trim()
  .split('\n')
  .map((line) => `      ${line.trim()}`)
  .join('\n')}
      - run: gh release create "$GITHUB_REF_NAME" dist/*.zip dist/*.gz dist/*.txt
`;

function hashesOf(steps: string): { readonly zip: string; readonly source: string } {
  const seen = surfacesOf({ '.github/workflows/release.yml': workflow(steps) });
  const of = (name: string): string => seen.find((s) => [s.name, ...s.full.members].some((one) => one.includes(name)))?.hashes ?? 'not found';
  return { zip: of('.zip'), source: of('source.gz') };
}

test('a list that is joined from lists of which nothing is known may name the files beside it', () => {
  const hashes = hashesOf(`
    - run: cat dist/*_checksums.part > dist/checksums.txt
    - run: tar czf dist/source.gz --exclude dist .`);
  assert.equal(hashes.zip, 'unknown');
  // It was there before the archive was made.
  assert.equal(hashes.source, 'absent');
});

test('a list that is joined after an archive was made may name it too', () => {
  const hashes = hashesOf(`
    - run: tar czf dist/source.gz --exclude dist .
    - run: cat dist/*_checksums.part > dist/checksums.txt`);
  assert.equal(hashes.source, 'unknown');
});

test('a file whose text is known, or that is joined under another name, names nothing', () => {
  assert.equal(hashesOf('- run: echo none yet > dist/checksums.txt').zip, 'absent');
  assert.equal(hashesOf('- run: cat dist/*_parts > dist/notes.txt').zip, 'absent');
});
