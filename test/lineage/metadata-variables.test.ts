import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

test('an index made with the tags that the metadata action puts into the environment, attested by the digest read back', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': `on: { push: { tags: ['v*'] } }
env: { IMAGE: ghcr.io/acme/lantern }
jobs:
  build:
    strategy: { matrix: { platform: [linux/amd64, linux/arm64] } }
    runs-on: ubuntu-latest
    permissions: { packages: write }
    steps:
      - uses: docker/setup-buildx-action@v3
      - uses: docker/build-push-action@v6
        id: build
        with:
          platforms: \${{ matrix.platform }}
          outputs: type=image,name=\${{ env.IMAGE }},push-by-digest=true,name-canonical=true,push=true
      - env: { digest: "\${{ steps.build.outputs.digest }}" }
        run: mkdir -p /tmp/digests && touch "/tmp/digests/\${digest#sha256:}"
      - uses: actions/upload-artifact@v4
        with: { name: "digests-\${{ matrix.platform }}", path: /tmp/digests/* }
  join:
    needs: build
    runs-on: ubuntu-latest
    permissions: { packages: write, id-token: write, attestations: write }
    steps:
      - uses: actions/download-artifact@v4
        with: { path: /tmp/digests, pattern: digests-*, merge-multiple: true }
      - uses: docker/setup-buildx-action@v3
      - uses: docker/metadata-action@v5
        id: meta
        with:
          images: \${{ env.IMAGE }}
          tags: type=semver,pattern={{version}}
      - working-directory: /tmp/digests
        run: |
          docker buildx imagetools create \\
            $(jq -cr '.tags | map("-t " + .) | join(" ")' <<< "$DOCKER_METADATA_OUTPUT_JSON") \\
            $(printf "$IMAGE@sha256:%s " *)
      - id: read
        env: { VERSION: "\${{ steps.meta.outputs.version }}" }
        run: |
          digest="$(docker buildx imagetools inspect "$IMAGE:$VERSION" --format '{{json .Manifest}}' | jq -r .digest)"
          echo "digest=$digest" >> "$GITHUB_OUTPUT"
      - uses: actions/attest-build-provenance@v2
        with: { subject-name: "\${{ env.IMAGE }}", subject-digest: "\${{ steps.read.outputs.digest }}" }
`,
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.job, s.provenance]),
    [['container-image', 'join', 'present']],
  );
  assert.match(surfaces[0]?.name ?? '', /^ghcr\.io\/acme\/lantern/);
});
