import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- uses: anchore/sbom-action/download-syft@v0
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: '\${{ github.token }}' }
- uses: goreleaser/goreleaser-action@v6
  with: { version: '~> v2', args: release }
  env: { GITHUB_TOKEN: '\${{ github.token }}' }`,
  'contents: write\npackages: write',
);

const config = (more: string): string => `version: 2
project_name: lantern
builds:
  - { main: ., goos: [linux, darwin], goarch: [amd64] }
${more}`;
const sboms = 'sboms:\n  - artifacts: archive\n';
const image = (fields: string): string => `dockers:\n  - image_templates: ['ghcr.io/acme/lantern:{{ .Version }}']\n${fields}`;

const cases: readonly { readonly what: string; readonly config: string; readonly dockerfile: string; readonly sbom: string }[] = [
  { what: 'the binary of an archive that has an SBOM', config: sboms + image(''), dockerfile: 'FROM scratch\nCOPY lantern /\n', sbom: 'partial' },
  { what: 'the same, with all that there is', config: sboms + image(''), dockerfile: 'FROM scratch\nCOPY --chown=1 . /\n', sbom: 'partial' },
  { what: 'the same, as a list of words', config: sboms + image(''), dockerfile: 'FROM scratch\nADD ["lantern", "/bin/lantern"]\n', sbom: 'partial' },
  {
    what: 'the same, below an index',
    config: `${sboms}${image('')}docker_manifests:\n  - { name_template: 'ghcr.io/acme/lantern:latest', image_templates: ['ghcr.io/acme/lantern:{{ .Version }}'] }\n`,
    dockerfile: 'FROM scratch\nCOPY lantern /\n',
    sbom: 'partial',
  },
  {
    what: 'the same, for two platforms at once',
    config: `${sboms}dockers_v2:\n  - { images: [ghcr.io/acme/lantern], tags: ['{{ .Version }}'], sbom: false, platforms: [linux/amd64] }\n`,
    dockerfile: 'FROM scratch\nARG TARGETPLATFORM\nCOPY $TARGETPLATFORM/lantern /\n',
    sbom: 'partial',
  },
  { what: 'no SBOM', config: image(''), dockerfile: 'FROM scratch\nCOPY lantern /\n', sbom: 'absent' },
  { what: 'another file', config: sboms + image(''), dockerfile: 'FROM scratch\nCOPY assets /assets\n', sbom: 'absent' },
  {
    what: 'a binary that the last stage leaves out',
    config: sboms + image(''),
    dockerfile: 'FROM scratch AS first\nCOPY lantern /\nFROM scratch\nCOPY --from=base lantern /\n',
    sbom: 'absent',
  },
  { what: 'a platform that is not built', config: sboms + image('    goarch: arm64\n'), dockerfile: 'FROM scratch\nCOPY lantern /\n', sbom: 'absent' },
  {
    what: 'another stage',
    config: sboms + image("    build_flag_templates: ['--target=first']\n"),
    dockerfile: 'FROM scratch\nCOPY lantern /\n',
    sbom: 'absent',
  },
  { what: 'a Dockerfile that is not there', config: sboms + image('    dockerfile: Other\n'), dockerfile: 'FROM scratch\nCOPY lantern /\n', sbom: 'absent' },
];

for (const c of cases) {
  test(`an image of GoReleaser holds ${c.what}`, () => {
    const found = surfacesOf({
      '.github/workflows/release.yml': workflow,
      '.goreleaser.yaml': config(c.config),
      Dockerfile: c.dockerfile,
      'go.mod': 'module example.com/lantern\n',
    });
    const images = found.filter((s) => s.kind === 'container-image');
    assert.deepEqual([...new Set(images.map((s) => s.sbom))], [c.sbom]);
    assert.deepEqual([...new Set(images.map((s) => s.signature))], ['absent']);
  });
}
