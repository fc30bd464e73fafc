import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf, unreadOf } from './surfaces-of.ts';

const legs = (attestIf: string): string => `on: { push: { tags: ['v*'] } }
jobs:
  build:
    strategy:
      matrix:
        os: [ubuntu-latest, macos-latest]
    runs-on: \${{ matrix.os }}
    permissions: { id-token: write, attestations: write, contents: read }
    steps:
      - uses: actions/checkout@v4
      - run: ./build.py --out dist
      - uses: actions/attest-build-provenance@v3
        if: ${attestIf}
        with: { subject-path: dist/* }
      - uses: actions/upload-artifact@v4
        with: { name: 'built-\${{ matrix.os }}', path: dist/ }
  release:
    needs: build
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { pattern: 'built-*', merge-multiple: true, path: out }
      - run: gh release create "$GITHUB_REF_NAME" out/*
`;

const cases = [
  { what: 'every leg attests', attestIf: 'true', expected: ['present'] },
  { what: 'the last leg alone attests', attestIf: "matrix.os == 'macos-latest'", expected: ['partial'] },
  { what: 'the first leg alone attests', attestIf: "matrix.os == 'ubuntu-latest'", expected: ['partial'] },
];

for (const c of cases) {
  test(`files of several legs in one folder: ${c.what}`, () => {
    const surfaces = surfacesOf({ '.github/workflows/release.yml': legs(c.attestIf) });
    assert.deepEqual(surfaces.map((s) => s.provenance).toSorted(), c.expected);
  });
}

test('an upload pattern that finds nothing beside one that does names nothing', () => {
  const files = {
    '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./compile.py && tar czf lamp.tar.gz lamp
      - uses: actions/upload-artifact@v4
        with:
          name: built
          path: |
            *.zip
            *.tar.gz
  release:
    needs: build
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: built }
      - run: gh release create "$GITHUB_REF_NAME" *.tar.gz *.zip
`,
  };
  assert.deepEqual(
    surfacesOf(files).map((s) => s.name),
    ['lamp.tar.gz'],
  );
  assert.deepEqual(
    unreadOf(files).filter((reason) => reason.includes('zip')),
    [],
  );
});
