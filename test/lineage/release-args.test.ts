import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

test('arguments gathered in branches, and assets that xargs reads with their labels', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': onTag(`
- run: |
    mkdir dist
    go build -o dist/lamp_linux ./cmd/lamp
    go build -o dist/lamp_macos ./cmd/lamp
    sha256sum dist/lamp_* > dist/checksums.txt
    args=("$GITHUB_REF_NAME" --title "Lamp")
    if [[ $GITHUB_REF_NAME == *-rc* ]]; then
      args+=(--prerelease)
    else
      args+=(--discussion-category "News of the shop")
    fi
    for asset in dist/lamp_*; do
      printf '"%s#%s"\\n' "$asset" "Lamp for $(basename "$asset")"
    done | xargs gh release create "\${args[@]}" -- dist/checksums.txt
`),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.full.members, s.hashes]),
    [[['lamp_linux', 'lamp_macos'], 'present']],
  );
});
