import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

const badge = '![SLSA](https://slsa.dev/images/gh-badge-level3.svg)\n';

/** A release of one file, with steps before it is published, and the events that start it. */
function release(steps: string, on = "push: { tags: ['v*'] }"): string {
  return `on: { ${on} }
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write, attestations: write }
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
${steps}      - uses: softprops/action-gh-release@v2
        with: { files: lens }
`;
}

const attest = '      - uses: actions/attest-build-provenance@v2\n        with: { subject-path: lens }\n';

function verdicts(workflow: string, readme: string): readonly string[] {
  return auditTexts({ '.github/workflows/release.yml': workflow, 'README.md': readme }, 'acme', 'lens').report.claims.map(
    (one) => `${one.verdict}: ${one.reason}`,
  );
}

test('provenance of the own workflow is level 2: a claim of that holds, one of level 3 does not', () => {
  assert.match(verdicts(release(attest), 'All releases carry SLSA level 2 provenance.')[0]!, /^supported/);
  assert.match(
    verdicts(release(attest), 'All releases carry SLSA level 3 provenance.')[0]!,
    /^contradicted: level 2: GitHub attestation by the project’s own workflow/,
  );
  assert.match(verdicts(release(attest), badge)[0]!, /^contradicted/);
  assert.match(verdicts(release(''), badge)[0]!, /^unsupported: level 0/);
});

test('what a workflow publishes for those who call it is not what a badge speaks of', () => {
  assert.match(verdicts(release('', "workflow_call: {}, push: { tags: ['v*'] }"), badge)[0]!, /^cannot-tell: a workflow that others can call publishes it/);
});

test('a signature by an attestation counts as one, by a step that may fail it does not', () => {
  assert.match(verdicts(release(attest), 'All binaries are signed.')[0]!, /^supported: its attestation is signed/);
  assert.match(verdicts(release(attest.replace('\n', '\n        continue-on-error: true\n')), 'All binaries are signed.')[0]!, /^cannot-tell/);
});

test('a tool or a format that the sentence names has to be the one', () => {
  const signed = '      - uses: sigstore/cosign-installer@v3\n      - run: cosign sign-blob --yes --bundle lens.bundle lens\n';
  const bundled = (steps: string): string => release(steps).replace('{ files: lens }', '{ files: "lens\\nlens.bundle\\nlens.spdx.json" }');
  assert.match(verdicts(bundled(signed), 'All binaries are signed with cosign.')[0]!, /^supported/);
  assert.match(verdicts(release(attest), 'All binaries are signed with cosign.')[0]!, /^cannot-tell: .*not by cosign/);
  const scanned =
    '      - uses: anchore/sbom-action@v0\n        with: { file: lens, format: spdx-json, output-file: lens.spdx.json, upload-release-assets: false }\n';
  assert.match(verdicts(bundled(scanned), 'Each binary has an SBOM in SPDX format.')[0]!, /^supported/);
  assert.match(verdicts(bundled(scanned), 'Each binary has an SBOM in CycloneDX format.')[0]!, /^cannot-tell: what is made is SPDX/);
});

test('binaries are no manifests that lie beside them', () => {
  const both = release(attest).replace('{ files: lens }', '{ files: "lens\\ninstall.yaml" }');
  assert.match(verdicts(both, 'All binaries are signed.')[0]!, /^supported/);
  assert.match(verdicts(both, 'All release files are signed.')[0]!, /^contradicted: install\.yaml/);
});

test('every file is the SBOM too', () => {
  const scanned =
    '      - uses: anchore/sbom-action@v0\n        with: { file: lens, format: spdx-json, output-file: lens.spdx.json, upload-release-assets: false }\n';
  const both = release(`${attest}${scanned}`).replace('{ files: lens }', '{ files: "lens\\nlens.spdx.json" }');
  assert.match(verdicts(both, 'Every release asset is signed.')[0]!, /^contradicted: lens\.spdx\.json/);
  assert.match(verdicts(both, 'All binaries are signed.')[0]!, /^supported/);
});

test('releases may mean images as well as files', () => {
  const both = release(`${attest}      - uses: docker/build-push-action@v6\n        with: { push: true, tags: 'ghcr.io/acme/lens:v1' }\n`);
  assert.match(verdicts(both, 'All release files are signed.')[0]!, /^supported/);
  assert.match(verdicts(both, 'Releases are signed.')[0]!, /^cannot-tell: its attestation is signed .* and of ghcr\.io\/acme\/lens:v1: no signature/);
});

test('a Scorecard that no workflow runs may be run by the service', () => {
  assert.match(verdicts(release(''), '![s](https://api.scorecard.dev/projects/github.com/acme/lens/badge)')[0]!, /^cannot-tell: no workflow runs/);
});
