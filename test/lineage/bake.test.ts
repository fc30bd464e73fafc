import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const hcl = `
target "docker-metadata-action" {}
group "default" { targets = ["lantern", "wick"] }
target "lantern" {
  inherits = ["docker-metadata-action"]
  platforms = ["linux/amd64", "linux/arm64"]
}
target "wick" {
  tags = ["ghcr.io/acme/wick:latest"]
  attest = ["type=provenance,disabled=true"]
}
`;

test('images of a bake file, named by the metadata action, one of them signed by the digest that bake gives', () => {
  const surfaces = surfacesOf({
    'docker-bake.hcl': hcl,
    '.github/workflows/release.yml': onTag(
      `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- uses: docker/setup-buildx-action@v3
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: "\${{ secrets.GITHUB_TOKEN }}" }
- uses: docker/metadata-action@v5
  id: meta
  with:
    images: ghcr.io/acme/lantern
    tags: type=semver,pattern={{version}}
- uses: docker/bake-action@v6
  id: bake
  with:
    push: true
    sbom: true
    files: |
      ./docker-bake.hcl
      cwd://\${{ steps.meta.outputs.bake-file }}
- run: cosign sign --yes "ghcr.io/acme/lantern@\${DIGEST}"
  env: { DIGEST: "\${{ fromJSON(steps.bake.outputs.metadata).lantern['containerimage.digest'] }}" }
`,
      'packages: write\nid-token: write',
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.name.split(/[: ]/)[0], s.signature, s.sbom, s.provenance]),
    [
      ['container-image', 'ghcr.io/acme/lantern', 'present', 'present', 'partial'],
      ['container-image', 'ghcr.io/acme/wick', 'absent', 'present', 'absent'],
    ],
  );
  assert.ok(surfaces.every((s) => s.full.publishedBy.config === 'docker-bake.hcl'));
});

for (const [named, states] of [
  ['lantern', ['present', 'absent']],
  ['wick', ['unknown', 'unknown']],
] as const)
  test(`the digest that bake writes for ${named}, given to cosign with the name of lantern`, () => {
    const surfaces = surfacesOf({
      'docker-bake.hcl': hcl,
      '.github/workflows/release.yml': onTag(
        `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: |
    docker buildx bake --push --metadata-file made.json --set lantern.tags=ghcr.io/acme/lantern:1
    cosign sign --yes "ghcr.io/acme/lantern@$(jq -r '.${named}."containerimage.digest"' made.json)"
`,
        'packages: write\nid-token: write',
      ),
    });
    assert.deepEqual(
      surfaces.map((s) => s.signature),
      states,
    );
  });

test('targets that are built for a check are not published', () => {
  const surfaces = surfacesOf({
    'docker-bake.hcl': 'target "lint" {\n  output = ["type=cacheonly"]\n}\ntarget "image" {\n  tags = ["acme/lantern"]\n  output = ["type=docker"]\n}\n',
    '.github/workflows/release.yml': onTag('- uses: actions/checkout@v4\n- uses: docker/bake-action@v6\n  with: { targets: "lint,image" }'),
  });
  assert.deepEqual(surfaces, []);
});

test('files that a target writes are what the release gets', () => {
  const surfaces = surfacesOf({
    'docker-bake.hcl': 'variable "DEST" { default = "./bin" }\ntarget "release" {\n  output = ["${DEST}/release"]\n}\n',
    '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- uses: docker/bake-action@v6
  with: { source: ., targets: release }
- uses: softprops/action-gh-release@v2
  with: { files: bin/release/* }
`),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.hashes, s.provenance]),
    [['release-asset', 'absent', 'absent']],
  );
});

test('several steps of the metadata action, each of which names the images of one target', () => {
  const meta = (id: string): string => `- uses: docker/metadata-action@v5
  id: ${id}
  with: { images: 'ghcr.io/acme/${id}', bake-target: 'meta-${id}', tags: 'type=semver,pattern={{version}}' }`;
  const surfaces = surfacesOf({
    'docker-bake.hcl': `group "release" { targets = ["lantern", "wick"] }
target "meta-lantern" {}
target "meta-wick" {}
target "lantern" { inherits = ["meta-lantern"] }
target "wick" { inherits = ["meta-wick"] }
`,
    '.github/workflows/release.yml': onTag(
      `
- uses: actions/checkout@v4
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: "\${{ secrets.GITHUB_TOKEN }}" }
${meta('lantern')}
${meta('wick')}
- uses: docker/bake-action@v6
  with:
    push: true
    targets: release
    files: |
      ./docker-bake.hcl
      cwd://\${{ steps.lantern.outputs.bake-file }}
      cwd://\${{ steps.wick.outputs.bake-file }}
`,
      'packages: write',
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.name.split(/[: ]/)[0], s.sbom, s.provenance]),
    [['ghcr.io/acme/lantern', 'absent', 'partial']],
  );
  assert.match(surfaces[0]?.name ?? '', /ghcr\.io\/acme\/wick/);
});
