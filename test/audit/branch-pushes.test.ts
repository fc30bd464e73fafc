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

test('an edge image that a workflow of its own pushes without the evidence of the release is a row of its own', () => {
  for (const on of ['push: { branches: [main] }, workflow_dispatch: {}', "schedule: [{ cron: '5 3 * * *' }]"]) {
    const surfaces = surfacesOf({
      '.github/workflows/release.yml': release,
      '.github/workflows/edge.yml': `on: { ${on} }\n${job(build('edge'))}`,
    });
    assert.deepEqual(
      surfaces.map((s) => [s.signature, s.full.members, s.full.notes]),
      [
        ['absent', ['ghcr.io/acme/lantern:edge'], []],
        ['present', ['ghcr.io/acme/lantern:v{version}'], []],
      ],
    );
  }
});

test('an edge image with all that the release has is a variant of it', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': release,
    '.github/workflows/edge.yml': release.replace("tags: ['v*']", 'branches: [main]').replace('${{ github.ref_name }}', 'edge'),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.signature, s.full.notes]),
    [['present', ['also pushed on a branch push by edge.yml']]],
  );
});

test('an edge image that the job of the release pushes without a signature is a variant, with a note', () => {
  const both = release
    .replace("{ push: { tags: ['v*'] } }", "{ push: { tags: ['v*'], branches: [main] } }")
    .replace('- run: cosign', "- if: startsWith(github.ref, 'refs/tags/')\n        run: cosign");
  const surfaces = surfacesOf({ '.github/workflows/release.yml': both });
  assert.deepEqual(
    surfaces.map((s) => [s.signature, s.full.notes]),
    [['present', ['pushes on a branch push (ghcr.io/acme/lantern:main) have less: signature']]],
  );
});

test('a push from a branch that moves the tag of a release makes that row as weak as it is', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': release.replace('${{ github.ref_name }}', 'latest'),
    '.github/workflows/edge.yml': `on: { schedule: [{ cron: '5 3 * * *' }] }\n${job(build('latest'))}`,
  });
  assert.deepEqual(
    surfaces.map((s) => s.signature),
    ['partial'],
  );
});

test('an image that only a hand starts is a release of its own', () => {
  const surfaces = surfacesOf({
    '.github/workflows/release.yml': release,
    '.github/workflows/edge.yml': `on: { workflow_dispatch: {} }\n${job(build('edge'))}`,
  });
  assert.deepEqual(surfaces.map((s) => s.signature).toSorted(), ['absent', 'present']);
});
