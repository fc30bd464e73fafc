import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingReport } from '../../src/index.ts';
import { auditTexts, type Texts } from '../support/little-repo.ts';

/** Things that rules said of what they were not about. */
function findings(texts: Texts, rule: string): readonly FindingReport[] {
  return auditTexts(texts, 'acme', 'lens').report.findings.filter((one) => one.rule === rule);
}

const goreleaser = `name: Release
on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
      packages: write
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - uses: goreleaser/goreleaser-action@v6
        with:
          args: release --clean
`;

test('an SBOM entry that selects no file says nothing of images', () => {
  const config = `version: 2
builds:
  - id: lens
archives:
  - formats: [binary]
sboms:
  - artifacts: package
dockers:
  - image_templates: ['ghcr.io/acme/lens:{{ .Tag }}']
`;
  const found = findings({ '.github/workflows/release.yml': goreleaser, '.goreleaser.yaml': config }, 'evidence-cannot-work');
  assert.deepEqual(
    found.filter((one) => one.surface?.startsWith('container-image')).map((one) => one.message),
    [],
  );
  assert.ok(found.some((one) => one.surface?.startsWith('release-asset')));
});

const packed = `name: Release
on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
        with:
          cosign-release: v2.4.1
      - run: |
          go build -o lens .
          cosign sign-blob --yes --output-certificate crt.pem --output-signature lens.sig lens
          tar czf lens-linux.tar.gz crt.pem lens.sig lens
          gh release create "$GITHUB_REF_NAME" lens-linux.tar.gz
        env:
          GH_TOKEN: \${{ github.token }}
`;
const recipe = (file: string): string => `# Verify

\`\`\`sh
cosign verify-blob --signature lens.sig --certificate crt.pem --certificate-identity https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.0.0 --certificate-oidc-issuer https://token.actions.githubusercontent.com ${file}
\`\`\`
`;

test('a file inside of a published archive is published', () => {
  const texts = (file: string, path = 'docs/verify.md'): Texts => ({ '.github/workflows/release.yml': packed, [path]: recipe(file) });
  assert.deepEqual(findings(texts('lens'), 'recipe-names-unpublished'), []);
  assert.equal(findings(texts('prism'), 'recipe-names-unpublished').length, 1);
  assert.deepEqual(findings(texts('prism', 'docs/rfcs/signing.md'), 'recipe-names-unpublished'), [], 'a proposal is no advice');
});

test('a file that is called after an archive is no checksum list', () => {
  const workflow = packed
    .replace('cosign sign-blob --yes --output-certificate crt.pem --output-signature lens.sig lens', 'sha256sum lens > lens.zip')
    .replaceAll('lens-linux.tar.gz', 'lens.zip')
    .replace('tar czf lens.zip crt.pem lens.sig lens\n', 'true\n');
  assert.deepEqual(findings({ '.github/workflows/release.yml': workflow }, 'evidence-file-unsigned'), []);
});

test('a package repository lists digests and is signed by who keeps it', () => {
  const upload = packed.replace('gh release create "$GITHUB_REF_NAME" lens-linux.tar.gz', 'aws s3 cp lens.deb s3://acme-packages/pool/');
  const found = auditTexts({ '.github/workflows/release.yml': upload }, 'acme', 'lens').report.findings.filter((one) => one.surface?.includes('lens-deb'));
  assert.deepEqual(
    found.filter((one) => one.audience === 'everyone').map((one) => one.rule),
    [],
  );
  assert.ok(found.some((one) => one.rule === 'published-unsigned' && one.audience === 'careful'));
});

test('a condition of GoReleaser that is no template is not known to be false', () => {
  const config = `version: 2
builds:
  - id: lens
docker_signs:
  - artifacts: all
    if: $SKIP != 'true'
dockers:
  - image_templates: ['ghcr.io/acme/lens:{{ .Tag }}']
`;
  const found = findings({ '.github/workflows/release.yml': goreleaser, '.goreleaser.yaml': config }, 'published-unsigned');
  assert.ok(!found.some((one) => one.surface?.startsWith('container-image')));
});

test('a single step of cargo release makes no tag', () => {
  const workflow = (line: string): Texts => ({
    '.github/workflows/nightly.yml': `on: { schedule: [{ cron: '0 0 * * *' }] }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: cargo release ${line} --execute --no-confirm\n`,
    'Cargo.toml': '[package]\nname = "lens"\nversion = "1.0.0"\n',
  });
  assert.deepEqual(findings(workflow('version minor'), 'tag-unsigned'), []);
  assert.equal(findings(workflow('minor'), 'tag-unsigned').length, 1);
});

test('a plain tag is told where people are told to make it', () => {
  const texts = { '.github/workflows/release.yml': packed, 'RELEASING.md': '# Releasing\n\n```sh\ngit tag v1.2.3\ngit push origin v1.2.3\n```\n' };
  assert.deepEqual(
    findings(texts, 'tag-unsigned').map((one) => `${one.at.file}:${one.at.line}`),
    ['RELEASING.md:4'],
  );
});

test('a moving tag of another name is not the tag that a workflow waits for', () => {
  const nightly = `on: { schedule: [{ cron: '0 0 * * *' }] }
jobs:
  cut:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v4
      - run: |
          gh release create canary --prerelease
          gh release create nightly --prerelease
        env:
          GH_TOKEN: \${{ github.token }}
`;
  const { surfaces } = auditTexts({ '.github/workflows/release.yml': packed, '.github/workflows/nightly.yml': nightly }, 'acme', 'lens').report;
  assert.deepEqual(
    surfaces.filter((one) => one.kind === 'git-tag').map((one) => one.name),
    ['git tag canary, nightly', 'git tag v*'],
  );
});

test('what a service is given to attest is not told to be unsigned', () => {
  const handed = packed
    .replace('cosign sign-blob --yes --output-certificate crt.pem --output-signature lens.sig lens', 'syft lens -o cyclonedx-json=lens.cdx.json')
    .replace('gh release create "$GITHUB_REF_NAME" lens-linux.tar.gz', 'gh release create "$GITHUB_REF_NAME" lens.cdx.json');
  const said = (text: string): number => findings({ '.github/workflows/release.yml': text }, 'evidence-file-unsigned').length;
  assert.equal(said(handed), 1);
  assert.equal(
    said(handed.replace('        env:\n', '          chainloop attestation add --value lens.cdx.json\n          chainloop attestation push\n        env:\n')),
    0,
  );
});
