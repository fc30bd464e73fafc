import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const path = '.github/workflows/release.yml';
const pack = (after = ''): string =>
  onTag(`- uses: actions/checkout@v4
- run: echo "targets = ['x']" >> toolchain.toml
- id: pack
  run: nu pack.nu
- uses: softprops/action-gh-release@v2
  with: { files: "\${{ steps.pack.outputs.archive }}" }
${after}`);
const found = (after?: string): readonly (readonly string[])[] =>
  surfacesOf({ 'toolchain.toml': 'channel = "1.80"\n', 'pack.nu': 'echo\n', [path]: pack(after) }).map((s) => [s.kind, s.name, s.hashes]);

test('what only a program names is a file that it made, not a file of the checkout that a step wrote to', () => {
  assert.deepEqual(found(), [['release-asset', '<archive>', 'absent']]);
});

test('a download of everything that a release holds takes files whose names are not known', () => {
  const download = `- run: |
    gh release download "$GITHUB_REF_NAME" --dir all
    (cd all && sha256sum *) > SHA256SUMS
    gh release upload "$GITHUB_REF_NAME" SHA256SUMS
  env: { GH_TOKEN: "\${{ github.token }}" }`;
  const one = `- run: |
    gh release download "$GITHUB_REF_NAME" --pattern '*.deb' --dir all
    (cd all && sha256sum *) > SHA256SUMS
    gh release upload "$GITHUB_REF_NAME" SHA256SUMS
  env: { GH_TOKEN: "\${{ github.token }}" }`;
  assert.deepEqual(found(download), [['release-asset', '<archive>', 'present']]);
  assert.notEqual(found(one)[0]?.[2], 'present');
});

test('registries of the machine itself give strangers nothing', () => {
  const push = (image: string): readonly string[] => surfacesOf({ [path]: onTag(`- run: docker push ${image}`) }).map((s) => s.kind);
  for (const host of ['registry.local:5000', 'kind.local', 'cache.cluster.local', 'localhost:5000']) assert.deepEqual(push(`${host}/lantern:1`), [], host);
  assert.deepEqual(push('registry.locals.dev/lantern:1'), ['container-image']);
});
