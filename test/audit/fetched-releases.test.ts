import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf, onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const release = onTag('- uses: actions/checkout@v4\n- run: go build -o lantern .\n- run: gh release upload "$GITHUB_REF_NAME" lantern');
const fetching = (url: string): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': release,
  'scripts/data/fetch.sh': `curl -fsSL -o x "${url}"\n`,
});
const own = 'https://github.com/acme/lantern/releases/download';

test('a release that a script fetches and no workflow makes is one by hand, of which nothing is known', () => {
  const byHand = surfacesOf(fetching(`${own}/weights-1/big.bin`)).find((one) => one.name !== 'lantern');
  assert.deepEqual(
    [byHand?.name, byHand?.signature, byHand?.hashes, byHand?.full.publishedBy.config],
    ['big.bin', 'unknown', 'unknown', 'scripts/data/fetch.sh'],
  );
  assert.match(byHand?.full.controls.signature.reason ?? '', /no workflow makes the release weights-1/);
  assert.deepEqual(
    surfacesOf(fetching(`${own}/weights-1/$name`)).map((one) => one.name),
    ['files of the release weights-1', 'lantern'],
  );
});

test('a version, a tag that a workflow makes or waits for, and another repository are not', () => {
  for (const url of [
    `${own}/v1.2.0/lantern`,
    `${own}/1.2.0/lantern`,
    `${own}/$TAG/lantern`,
    `${own}/vnext/lantern`,
    'https://github.com/acme/lamp/releases/download/weights-1/x',
  ])
    assert.deepEqual(
      surfacesOf(fetching(url)).map((one) => one.name),
      ['lantern'],
      url,
    );
  const nightly = { '.github/workflows/nightly.yml': release.replace("tags: ['v*']", 'branches: [main]').replace('"$GITHUB_REF_NAME"', 'nightly') };
  assert.deepEqual(surfacesOf({ ...nightly, 'scripts/x.sh': `curl ${own}/nightly/lantern\n` }).length, 1);
});

test('a signature that a list names and that is nowhere is a promise', () => {
  const promised = (files: Readonly<Record<string, string>>): readonly string[] =>
    auditOf({ '.github/workflows/release.yml': release, ...files }).report.inventory.flatMap((row) => (row.kind === 'promise' ? [row.what] : []));
  const list = JSON.stringify({
    models: [
      { file: 'a.onnx', sigstore_bundle: 'a.onnx.bundle' },
      { file: 'b.onnx', signature: 'b.onnx.sig' },
    ],
  });
  assert.deepEqual(promised({ 'model/registry.json': list }), ['a.onnx.bundle and 1 more']);
  assert.deepEqual(promised({ 'model/registry.json': list, 'model/a.onnx.bundle': 'x' }), ['b.onnx.sig']);
  assert.deepEqual(promised({ 'model/registry.json': '{"bundle": "app.js", "signature": "https://example.com/x.sig"}', 'package.json': list }), []);
});
