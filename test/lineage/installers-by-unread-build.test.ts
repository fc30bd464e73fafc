import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

// Two kinds of files in one folder, one of them by a builder that is not known: what it was told to write there is not left out.
const workflow = (setting: string): string =>
  onTag(`
- uses: actions/checkout@v4
- run: |
    mkdir dist
    zip dist/lantern.zip README.md
    "\${TOOLS}\\Acme.Build.exe" ./lantern.wixproj ${setting}
- uses: actions/attest-build-provenance@v2
  with:
    subject-path: |
      dist/*.zip
      dist/*.msi
- uses: softprops/action-gh-release@v2
  with:
    files: |
      dist/*.zip
      dist/*.msi`);

const cases = [
  { what: 'told to write into the folder', setting: '-p:OutputPath="$PWD/dist" -p:OutputName=lantern', names: ['*.msi, lantern.zip'] },
  { what: 'told nothing of it', setting: '-p:Platform=x64', names: ['lantern.zip'] },
];

for (const c of cases) {
  test(`a builder that was not read: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.setting), 'README.md': '# Lantern\n' });
    assert.deepEqual(
      found.map((s) => [...s.full.members].toSorted().join(', ')),
      c.names,
    );
  });
}
