import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (steps: string): string => `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: pack
        run: |
          mkdir -p pack
          tar -czf pack/lantern.tar.gz README.md
          if ./wants-archive; then echo "file=pack/lantern.tar.gz" >> "$GITHUB_OUTPUT"; fi
      - uses: actions/upload-artifact@v4
        with: { name: packed, path: '\${{ steps.pack.outputs.file }}' }
  release:
    needs: build
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write, attestations: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: packed, path: out/ }
${steps.replaceAll(/^(?=.)/gm, '      ')}`;

const attest = (paths: string): string => `- uses: actions/attest@v4\n  with: { subject-path: '${paths}' }\n`;
const upload = '- run: gh release upload "$GITHUB_REF_NAME" out/*\n  env: { GH_TOKEN: "${{ github.token }}" }\n';

const cases = [
  { what: 'the same pattern finds the same files, whichever they are', steps: attest('out/*') + upload, provenance: 'present', hashes: 'partial' },
  { what: 'a step that was not read and works there comes between', steps: `${attest('out/*')}- run: ./stamp out\n${upload}`, provenance: 'unknown' },
  { what: 'a pattern for other files finds none of them', steps: attest('out/*.zip') + upload, provenance: 'absent' },
  { what: 'another file takes its place', steps: `${attest('out/*')}- run: cp LICENSE out/lantern.tar.gz\n${upload}`, provenance: 'absent' },
  { what: 'only one of two folders is attested', steps: `${attest('other/*')}${upload}`, provenance: 'absent' },
];

for (const c of cases) {
  test(`files of which it is not known which are there: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.steps), 'README.md': '', LICENSE: '' });
    assert.deepEqual([found.length, found[0]?.provenance], [1, c.provenance]);
    if (c.hashes !== undefined) assert.deepEqual([found[0]?.hashes, found[0]?.signature], [c.hashes, 'partial']);
  });
}

const mixed = (unread: string, published: string): string => `on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write, attestations: write }
    steps:
      - uses: actions/checkout@v4
      - run: ${unread}
      - run: tar -czf dist/lantern.tar.gz src
      - uses: actions/attest@v4
        with: { subject-path: dist/*.tar.gz }
      - run: gh release upload "$GITHUB_REF_NAME" ${published}
        env: { GH_TOKEN: "\${{ github.token }}" }
`;

const besides = [
  {
    what: 'it was told the folder',
    unread: 'python3 wheel.py dist',
    published: 'dist/*.tar.gz dist/*.whl',
    surfaces: ['dist/….whl absent', 'lantern.tar.gz present'],
  },
  {
    what: 'it was told it by an option',
    unread: './wheel --out ./dist/',
    published: 'dist/*.tar.gz dist/*.whl',
    surfaces: ['dist/….whl absent', 'lantern.tar.gz present'],
  },
  { what: 'all of the folder is published', unread: 'python3 wheel.py dist', published: 'dist/*', surfaces: ['dist/… absent', 'lantern.tar.gz present'] },
  { what: 'it was told another folder', unread: 'python3 wheel.py out', published: 'dist/*.tar.gz dist/*.whl', surfaces: ['lantern.tar.gz present'] },
];

for (const c of besides) {
  test(`files of a step that was not read, beside those of one that was: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': mixed(c.unread, c.published), 'README.md': '', 'src/a.c': '' });
    assert.deepEqual(found.map((one) => `${one.name} ${one.provenance}`).toSorted(), c.surfaces);
  });
}

for (const [strict, surfaces] of [
  ['true', ['dist/….whl absent', 'lantern.tar.gz present']],
  ['false', ['lantern.tar.gz present']],
] as const)
  test(`a pattern that must find something is one of files that somebody made: fail_on_unmatched_files: ${strict}`, () => {
    const action = `- uses: softprops/action-gh-release@v2
        with:
          fail_on_unmatched_files: ${strict}
          files: |
            dist/*.tar.gz
            dist/*.whl
`;
    const text = mixed('cargo build', 'X').replace(/- run: gh release upload[^]*$/, action);
    const found = surfacesOf({ '.github/workflows/release.yml': text, 'README.md': '', 'src/a.c': '' });
    assert.deepEqual(found.map((one) => `${one.name} ${one.provenance}`).toSorted(), surfaces);
  });
