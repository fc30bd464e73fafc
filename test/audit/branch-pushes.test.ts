import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from '../lineage/surfaces-of.ts';

const build = (tag: string): string => `
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: acme, password: "\${{ secrets.GITHUB_TOKEN }}" }
      - uses: docker/build-push-action@v6
        id: push
        with: { push: true, tags: "ghcr.io/acme/lantern:${tag}" }
`;
const job = (steps: string): string => `jobs:
  image:
    runs-on: ubuntu-latest
    permissions: { packages: write, id-token: write }
    steps:
      - uses: sigstore/cosign-installer@v4
${steps}`;
const release = `on: { push: { tags: ['v*'] } }\n${job(`${build('${{ github.ref_name }}')}      - run: cosign sign --yes ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}\n`)}`;

test('an edge image that a branch push or a hand starts is a variant of the release, with a note', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': release,
    '.github/workflows/edge.yml': `on: { push: { branches: [main] }, workflow_dispatch: {} }\n${job(build('edge'))}`,
  });
  assert.deepEqual(
    surfaces.map((s) => [s.signature, s.full.notes]),
    [['present', ['pushes on a branch push, a dispatch from a branch or a dispatch from a tag (ghcr.io/acme/lantern:edge) have less: signature']]],
  );
});

test('an image that only a hand starts is a release of its own', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': release,
    '.github/workflows/edge.yml': `on: { workflow_dispatch: {} }\n${job(build('edge'))}`,
  });
  assert.deepEqual(surfaces.map((s) => s.signature).toSorted(), ['absent', 'present']);
});
