import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

/** What a program that is not read makes in `bin`, a list of it, and how both go on to the release. */
const workflow = (lines: readonly string[], steps: string, after: string): string => `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
${lines.map((line) => `          ${line}`).join('\n')}
${steps}${after}
`;
const upload = `      - uses: actions/upload-artifact@v4
        with: { name: release, path: bin/* }
`;
const download = `  release:
    needs: make
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: { name: release, path: bin }
`;
const publish = '      - uses: softprops/action-gh-release@v2\n        with: { files: bin/* }';
const make = './build.sh bin';

for (const { what, lines, steps = '', is } of [
  { what: 'in one job', lines: [make, 'cd bin && sha256sum * > checksums.txt'], is: 'present' },
  { what: 'through a workflow artifact', lines: [make, 'cd bin && sha256sum * > checksums.txt'], steps: upload + download, is: 'present' },
  { what: 'by a copy of the folder', lines: ['./build.sh out', '(cd out && sha256sum * > checksums.txt)', 'mkdir bin', 'cp out/* bin/'], is: 'present' },
  { what: 'by moving what is in it', lines: ['./build.sh out', '(cd out && sha256sum * > checksums.txt)', 'mkdir bin', 'mv out/* bin/'], is: 'present' },
  {
    what: 'of some of them, through a workflow artifact',
    lines: [make, 'cd bin && sha256sum wick-* > checksums.txt'],
    steps: upload + download,
    is: 'partial',
  },
  { what: 'which stays behind', lines: [make, 'cd bin && sha256sum * > ../checksums.txt'], steps: upload + download, is: 'absent' },
]) {
  test(`a list of files of which no name is known goes to the release with them: ${what}`, () => {
    const assets = surfacesOf({ '.github/workflows/release.yml': workflow(lines, steps, publish) }).filter((s) => s.kind === 'release-asset');
    assert.deepEqual(
      assets.map((s) => s.full.controls.hashes.status),
      [is],
    );
  });
}

test('a pattern for artifacts has alternatives in braces', () => {
  const build = (name: string, file: string) => `  ${name}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: zip -r ${file} src && sha256sum ${file} > ${file}.sha256
      - uses: actions/upload-artifact@v4
        with: { name: built-${name}, path: '${file}*' }
`;
  const braces = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
${build('lamp', 'lamp.zip')}${build('manual', 'manual.zip')}  release:
    needs: [lamp, manual]
    runs-on: ubuntu-latest
    steps:
      - uses: actions/download-artifact@v4
        with: { pattern: '{built-l*,built-manual}', merge-multiple: true }
      - run: gh release upload "$GITHUB_REF_NAME" lamp.zip{,.sha256} manual.zip{,.sha256}
`;
  const assets = surfacesOf({ '.github/workflows/release.yml': braces }).filter((s) => s.kind === 'release-asset');
  assert.deepEqual(
    assets.map((s) => s.full.controls.hashes.status),
    ['present'],
  );
});
