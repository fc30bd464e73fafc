import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const base = `
- uses: actions/checkout@v4
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: '\${{ github.token }}' }
- uses: sigstore/cosign-installer@v3
- id: push
  uses: docker/build-push-action@v6
  with: { push: true, tags: ghcr.io/acme/lantern:1 }
`;
const permissions = 'packages: write\nid-token: write\ncontents: read';

for (const way of ['which cosign', 'command -v cosign']) {
  test(`a program that is called by where \`${way}\` finds it is that program`, () => {
    const files = {
      '.github/workflows/release.yml': onTag(`${base}- run: make sign WHAT=ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}`, permissions),
      Makefile: `SIGNER := $(shell ${way})\nsign:\n\t$(SIGNER) sign --yes $(WHAT)\n`,
    };
    assert.equal(surfacesOf(files)[0]?.signature, 'present');
    assert.ok(unreadOf(files).every((reason) => !reason.includes('sign')));
  });
}

test('one that is found and not installed cannot work all the same', () => {
  const files = {
    '.github/workflows/release.yml': onTag(
      `${base.replace('- uses: sigstore/cosign-installer@v3\n', '')}- run: make sign WHAT=ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}`,
      permissions,
    ),
    Makefile: 'SIGNER := $(shell which cosign)\nsign:\n\t$(SIGNER) sign --yes $(WHAT)\n',
  };
  assert.notEqual(surfacesOf(files)[0]?.signature, 'present');
});
