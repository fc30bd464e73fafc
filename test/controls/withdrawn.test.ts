import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const make = `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: mkdir -p dist && go build -o dist/lantern . && cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern
`;
const upload = `
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`;
const shell = (line: string): string => `\n- run: ${line}\n  env: { GH_TOKEN: '\${{ github.token }}' }\n`;

const cases: readonly (readonly [what: string, before: string, after: string, want: string])[] = [
  ['nothing is taken away', '', '', 'present'],
  ['the bundle is deleted', '', shell('gh release delete-asset "$GITHUB_REF_NAME" lantern.sigstore.json --yes'), 'unknown'],
  ['something is deleted', '', shell('gh release delete-asset "$GITHUB_REF_NAME" "$(cat name)" --yes'), 'unknown'],
  ['a file that is no evidence is deleted', '', shell('gh release delete-asset "$GITHUB_REF_NAME" old.zip --yes'), 'present'],
  ['the bundle of before is deleted', shell('gh release delete-asset "$GITHUB_REF_NAME" lantern.sigstore.json --yes'), '', 'present'],
  ['the release of before is deleted', shell('gh release delete "$GITHUB_REF_NAME" --yes'), '', 'present'],
  ['a request deletes a file', '', shell('gh api -X DELETE repos/acme/lantern/releases/assets/$(cat id)'), 'unknown'],
  ['a request deletes something else', '', shell('gh api -X DELETE repos/acme/lantern/actions/caches/1'), 'present'],
  ['the release is made anew', '', shell('gh release delete "$GITHUB_REF_NAME" --yes && gh release create "$GITHUB_REF_NAME" dist/lantern'), 'unknown'],
  [
    'an action removes what is there',
    '',
    '\n- uses: ncipollo/release-action@v1\n  with: { allowUpdates: true, removeArtifacts: true, artifacts: go.mod }\n',
    'unknown',
  ],
];

for (const [what, before, after, want] of cases)
  test(`release: ${what}`, () => {
    const files = {
      'go.mod': 'module acme.dev/lantern\n',
      '.github/workflows/r.yml': onTag(make + before + upload + after, 'contents: write\nid-token: write'),
    };
    assert.equal(surfacesOf(files).find((s) => s.name.split(', ').includes('lantern'))?.signature, want);
  });

for (const [clean, want] of [
  ['true', 'present'],
  ['cosign clean -f ghcr.io/acme/lantern:1', 'unknown'],
  ['cosign clean -f ghcr.io/acme/other:1', 'present'],
  ['crane delete ghcr.io/acme/lantern:1', 'unknown'],
  ['crane delete "ghcr.io/acme/lantern:sha256-$(cat digest).sig"', 'unknown'],
  ['crane delete ghcr.io/acme/lantern:1-amd64', 'present'],
  ['skopeo delete docker://ghcr.io/acme/lantern:1', 'unknown'],
  ['regctl tag delete ghcr.io/acme/lantern:1', 'unknown'],
])
  test(`image: after ${clean} the signature is ${want}`, () => {
    const steps = `
- uses: sigstore/cosign-installer@v3
- uses: imjasonh/setup-crane@v0.4
- uses: regclient/actions/regctl-installer@main
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: x, password: '\${{ github.token }}' }
- run: docker push ghcr.io/acme/lantern:1 && cosign sign --yes ghcr.io/acme/lantern:1
- run: ${clean}
`;
    assert.equal(surfacesOf({ '.github/workflows/r.yml': onTag(steps, 'packages: write\nid-token: write') })[0]?.signature, want);
  });
