import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const signed = `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: |
    mkdir -p dist
    go build -o dist/lantern .
    cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern`;
const upload = '\n- run: gh release upload v1 dist/lantern dist/lantern.sigstore.json';
const permissions = 'contents: write\nid-token: write';

const between = [
  { what: 'an unread tool that runs in the folder', step: '\n- run: cd dist && frobnicate', signature: 'unknown' },
  { what: 'an unread tool that is given the folder', step: '\n- run: frobnicate dist/', signature: 'unknown' },
  { what: 'an unread tool that is given a folder around it', step: '\n- run: |\n    mkdir -p out\n    frobnicate ./dist', signature: 'unknown' },
  { what: 'an unread action that is given the folder', step: '\n- uses: acme/shrink@v1\n  with:\n    path: dist', signature: 'unknown' },
  { what: 'an unread tool that is given another folder', step: '\n- run: frobnicate docs', signature: 'present' },
  { what: 'an unread tool in the workspace', step: '\n- run: frobnicate', signature: 'present' },
];

for (const c of between) {
  test(`between signing and publishing: ${c.what}`, () => {
    const [file] = surfacesOf({ '.github/workflows/release.yml': onTag(signed + c.step + upload, permissions) });
    assert.deepEqual([file?.name, file?.signature], ['lantern', c.signature]);
  });
}

test('a file that is moved over what an archive may hold is that file', () => {
  const steps = `
- uses: actions/checkout@v4
- run: |
    unzip parts.zip
    productsign --sign "$IDENTITY" plain.pkg signed.pkg
    mv signed.pkg lantern.pkg
- run: gh release upload v1 lantern.pkg`;
  const [file] = surfacesOf({ '.github/workflows/release.yml': onTag(steps) });
  assert.deepEqual([file?.name, file?.signature], ['lantern.pkg', 'present']);
});

test('a folder of an archive that is moved is a folder still', () => {
  const steps = `
- uses: actions/checkout@v4
- run: |
    tar xf parts.tar.gz
    mv parts out
- run: gh release upload v1 out/lantern.bin`;
  const [file] = surfacesOf({ '.github/workflows/release.yml': onTag(steps) });
  assert.deepEqual([file?.name, file?.signature], ['lantern.bin', 'absent']);
});

test('a script of the checkout is followed after an archive was unpacked', () => {
  const steps = `
- uses: actions/checkout@v4
- run: tar xf parts.tar.gz
- run: bash tools/sign.sh lantern.pkg
- run: gh release upload v1 lantern.pkg`;
  const [file] = surfacesOf({
    '.github/workflows/release.yml': onTag(steps),
    'tools/sign.sh': 'productsign --sign "$IDENTITY" plain.pkg "$1"\n',
  });
  assert.deepEqual([file?.name, file?.signature], ['lantern.pkg', 'present']);
});

test('what a search for folders gives is a folder to copy into', () => {
  const steps = `
- uses: actions/checkout@v4
- run: |
    gox -output "dist/{{.OS}}-{{.Arch}}/lantern" .
    cd dist
    find * -type d -exec cp ../LICENSE {} \\;
    find * -type d -exec tar czf lantern-{}.tar.gz {} \\;
- run: gh release upload v1 dist/*.tar.gz`;
  const found = surfacesOf({ '.github/workflows/release.yml': onTag(steps), LICENSE: 'text' });
  assert.equal(found.length, 1);
});
