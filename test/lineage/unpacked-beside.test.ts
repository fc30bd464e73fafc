import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const cases = [
  {
    what: 'an archive unpacked beside what is packed adds nothing to the pattern',
    steps: `
- uses: actions/checkout@v4
- run: curl -sSLO https://example.com/tools.tar.gz
- run: tar xzf tools.tar.gz
- run: go build -o lamp ./cmd/lamp
- run: tar czf lamp-linux.tar.gz lamp
- run: gh release create "$GITHUB_REF_NAME" lamp-*.tar.gz`,
    files: ['lamp-linux.tar.gz'],
  },
  {
    what: 'what an archive held is published where nothing else fits the pattern',
    steps: `
- run: curl -sSLO https://example.com/lamps.zip
- run: unzip lamps.zip
- run: gh release create "$GITHUB_REF_NAME" lamp-*`,
    files: 1,
  },
];

for (const c of cases) {
  test(c.what, () => {
    const surfaces = surfacesOf({ '.github/workflows/release.yml': onTag(c.steps) });
    if (typeof c.files === 'number') assert.equal(surfaces.length, c.files);
    else
      assert.deepEqual(
        surfaces.flatMap((s) => s.full.members),
        c.files,
      );
  });
}

test('an archive that the run packed is unpacked under the paths that it stores', () => {
  const published = (pack: string, unpack = 'tar xf site.tar.gz'): readonly string[] =>
    surfacesOf({
      '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- run: ${pack}
- run: rm -rf site && ${unpack}
- run: ./build.py
- uses: actions/upload-artifact@v4
  with: { name: made, path: "dist/*.zip" }
- uses: actions/download-artifact@v4
  with: { name: made, path: out }
- run: go build -o out/lamp.zip ./cmd/lamp
- run: gh release create "$GITHUB_REF_NAME" out/*.zip`),
    }).flatMap((s) => s.full.members);
  const both = ['*.zip', 'lamp.zip'];
  assert.deepEqual(published('tar czf site.tar.gz ./site/'), both);
  assert.deepEqual(published('tar czf site.tar.gz site docs', 'tar xzf site.tar.gz -C .'), both);
  // Where they go is not known: what the archive held is taken for what is in the folder.
  for (const unpack of ['tar xf site.tar.gz --strip-components=1', 'tar xf site.tar.gz --transform s/site/dist/'])
    assert.deepEqual(published('tar czf site.tar.gz ./site/', unpack), ['lamp.zip'], unpack);
  for (const pack of ['tar czf site.tar.gz -C site .', 'tar czf site.tar.gz ../site', 'tar czf site.tar.gz "$PARTS"'])
    assert.deepEqual(published(pack), ['lamp.zip'], pack);
});

test('what an archive stored is found where it was unpacked', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: go build -o dist/lamp ./cmd/lamp && cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp
- run: tar czf all.tar.gz dist && rm -rf dist && mkdir out && tar xzf all.tar.gz -C out
- run: gh release create "$GITHUB_REF_NAME" out/dist/*`),
  });
  assert.equal(surfaces.length, 1);
});
