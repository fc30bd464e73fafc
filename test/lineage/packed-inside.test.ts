import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const apple = `
- uses: actions/checkout@v4
- run: |
    mkdir dist
    go build -o lantern .
    codesign --sign "Developer ID" --options runtime lantern`;
const tools = `
- uses: actions/checkout@v4
- uses: anchore/sbom-action/download-syft@v0
- run: mkdir dist && go build -o lantern .`;

const cases: readonly { readonly what: string; readonly steps: string; readonly name: string; readonly signature: string; readonly sbom: string }[] = [
  {
    what: 'a signed program in an archive',
    steps: `${apple}\n    tar czf dist/lantern.tar.gz lantern\n- run: gh release upload v1 dist/lantern.tar.gz`,
    name: 'lantern.tar.gz',
    signature: 'partial',
    sbom: 'absent',
  },
  {
    what: 'a program that is changed after it was signed',
    steps: `${apple}\n    strip lantern\n    tar czf dist/lantern.tar.gz lantern\n- run: gh release upload v1 dist/lantern.tar.gz`,
    name: 'lantern.tar.gz',
    signature: 'absent',
    sbom: 'absent',
  },
  {
    what: 'an archive of another program',
    steps: `${apple}\n    go build -o other ./other\n    tar czf dist/other.tar.gz other\n- run: gh release upload v1 dist/other.tar.gz`,
    name: 'other.tar.gz',
    signature: 'absent',
    sbom: 'absent',
  },
  {
    what: 'an SBOM of the program in an archive',
    steps: `${tools}
- run: |
    syft scan file:lantern -o spdx-json=dist/lantern.spdx.json
    zip dist/lantern.zip lantern
- run: gh release upload v1 dist/lantern.zip dist/lantern.spdx.json`,
    name: 'lantern.zip',
    signature: 'absent',
    sbom: 'partial',
  },
  {
    what: 'an SBOM of another archive of the same program',
    steps: `${tools}
- run: |
    tar czf dist/lantern.tar.gz lantern
    syft scan file:dist/lantern.tar.gz -o spdx-json=dist/lantern.spdx.json
    zip dist/lantern.zip lantern
- run: gh release upload v1 dist/lantern.zip dist/lantern.spdx.json`,
    name: 'lantern.zip',
    signature: 'absent',
    sbom: 'partial',
  },
  {
    what: 'an SBOM that nobody can get',
    steps: `${tools}
- run: |
    syft scan file:lantern -o spdx-json=lantern.spdx.json
    zip dist/lantern.zip lantern
- run: gh release upload v1 dist/lantern.zip`,
    name: 'lantern.zip',
    signature: 'absent',
    sbom: 'absent',
  },
];

for (const c of cases) {
  test(`packed inside: ${c.what}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': onTag(c.steps).replace('ubuntu-latest', c.steps.includes('codesign') ? 'macos-latest' : 'ubuntu-latest'),
      'go.mod': 'module example.com/lantern\n',
    }).find((s) => s.name.includes(c.name));
    assert.deepEqual([found?.signature, found?.sbom], [c.signature, c.sbom]);
  });
}
