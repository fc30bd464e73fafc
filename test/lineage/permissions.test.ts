import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const callee = `on: { workflow_call: {} }
jobs:
  ship:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: sigstore/cosign-installer@v4
      - run: |
          go build -o lamp ./cmd/lamp
          cosign sign-blob --yes --bundle lamp.sigstore.json lamp
          gh release upload "$GITHUB_REF_NAME" lamp lamp.sigstore.json
`;

const callers = [
  { what: 'a caller that states no permissions leaves the called workflow its own', permissions: '', is: 'present' },
  { what: 'a caller that states permissions without id-token takes it away', permissions: 'permissions: { contents: write }', is: 'absent' },
  { what: 'a caller that gives id-token', permissions: 'permissions: { contents: write, id-token: write }', is: 'present' },
] as const;

for (const { what, permissions, is } of callers) {
  test(what, () => {
    const surfaces = surfacesOf({
      '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }\n${permissions}\njobs:\n  ship:\n    uses: ./.github/workflows/ship.yml\n`,
      '.github/workflows/ship.yml': callee,
    });
    assert.deepEqual(
      surfaces.map((s) => [s.name, s.signature]),
      [['lamp', is]],
    );
  });
}

test('a job without any permissions has no id-token', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': callee.replace('workflow_call: {}', "push: { tags: ['v*'] }").replace(/ +permissions: .*\n/, ''),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.name, s.signature, s.full.controls.signature.strength]),
    [['lamp', 'absent', 'cannot-work']],
  );
});
