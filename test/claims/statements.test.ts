import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

/** What is stated, by kind, in a README of acme/lens; a dash where nothing is. */
const sentences: readonly { readonly what: string; readonly text: string; readonly kinds: string }[] = [
  { what: 'a plain statement', text: 'All release binaries are signed.', kinds: 'signed' },
  { what: 'with its means', text: 'Our container images are signed with keyless cosign.', kinds: 'keyless' },
  { what: 'the project by its name', text: 'Lens images are signed with cosign.', kinds: 'signed' },
  { what: 'several kinds at once', text: 'Every release includes checksums, an SBOM and SLSA level 3 provenance.', kinds: 'sbom slsa-level hashes' },
  { what: 'the project as the one who does it', text: 'We sign all release artifacts with Sigstore.', kinds: 'signed' },
  { what: 'evidence as the subject', text: 'SBOMs are attached to every release.', kinds: 'sbom' },
  { what: 'a list under its subject', text: 'Each release file comes with:\n\n- a checksum,\n- build provenance.', kinds: 'hashes provenance' },
  { what: 'emphasis and a link', text: '**All images** are [signed](https://docs.sigstore.dev) with _cosign_.', kinds: 'signed' },
  { what: 'what goes on about the reader', text: 'All images are signed so that you can verify them.', kinds: 'signed' },
  { what: 'a version of the specification is no level', text: 'Each release carries SLSA v1.0 provenance.', kinds: 'provenance' },
  { what: 'a badge of the level', text: '[![SLSA](https://slsa.dev/images/gh-badge-level3.svg)](https://slsa.dev)', kinds: 'slsa-level' },
  {
    what: 'a badge that is shown twice',
    text: '![a](https://slsa.dev/images/gh-badge-level3.svg) <img src="https://slsa.dev/images/gh-badge-level3.svg">',
    kinds: 'slsa-level',
  },
  { what: 'a badge of another project', text: '![x](https://api.scorecard.dev/projects/github.com/other/thing/badge)', kinds: '-' },
  {
    what: 'a list that is opened by each',
    text: 'The wheel and the sdist go to the index. Each gets:\n\n- a Sigstore bundle,\n- an SBOM.',
    kinds: 'signed sbom',
  },
  { what: 'a list that is opened by each of something else', text: 'The developers meet twice. Each gets:\n\n- an SBOM.', kinds: '-' },
  { what: 'all can be verified', text: 'Every release asset can be verified with cosign.', kinds: 'every-asset' },
  {
    what: 'a table with a row for what is published',
    text: '| Artifact | Signature | SBOM |\n| --- | --- | --- |\n| Container images | cosign keyless | SPDX |',
    kinds: 'keyless sbom',
  },
  {
    what: 'a table of what a scanner reads',
    text: '| Artifact | SBOM | Licences |\n| --- | --- | --- |\n| Binaries | yes | yes |',
    kinds: '-',
  },
  { what: 'a table that denies', text: '| Artifact | Signature | SBOM |\n| --- | --- | --- |\n| Container images | none | not yet |', kinds: '-' },
  {
    what: 'a table of other things',
    text: '| Tool | Signature | SBOM |\n| --- | --- | --- |\n| Container images | cosign | SPDX |\n| Kubernetes | cosign | SPDX |',
    kinds: '-',
  },
  { what: 'reviews that are argued with', text: 'Branch protection ensures that every commit is reviewed.', kinds: 'protection' },
  { what: 'denied', text: 'Release binaries are not signed.', kinds: '-' },
  { what: 'planned', text: 'In the future all images will be signed.', kinds: '-' },
  { what: 'conditional', text: 'If the key is set, all images are signed.', kinds: '-' },
  { what: 'asked', text: 'Are all images signed? All images are signed?', kinds: '-' },
  { what: 'another project', text: 'Kubernetes releases are signed with cosign.', kinds: '-' },
  { what: 'an instruction', text: 'Make sure that all images are signed.', kinds: '-' },
  { what: 'some of them', text: 'Some images are signed.', kinds: '-' },
  { what: 'of the past', text: 'All images were signed by hand.', kinds: '-' },
  { what: 'a signature of an operating system', text: 'All release binaries are signed with an Apple Developer ID.', kinds: '-' },
  { what: 'another meaning of signed', text: 'The counter is a signed integer.', kinds: '-' },
  { what: 'code is not prose', text: '```\nAll images are signed.\n```', kinds: '-' },
  { what: 'under what is planned', text: '## Roadmap\n\nAll images are signed.', kinds: '-' },
];

for (const { what, text, kinds } of sentences) {
  test(`${what}: ${text.slice(0, 60)}`, () => {
    const { claims } = auditTexts({ 'README.md': `# lens\n\n${text}\n` }, 'acme', 'lens').report;
    assert.equal(claims.map((one) => one.kind).join(' ') || '-', kinds);
    // Nothing is published here, so nothing is supported.
    assert.ok(claims.every((one) => one.verdict === 'cannot-tell'));
  });
}

test('histories, plans and records that are not in force claim nothing', () => {
  const says = 'All images are signed.\n';
  const paths = { 'CHANGELOG.md': says, 'docs/roadmap.md': says, 'docs/adr/0001-signing.md': `# 1. Signing\n\n- Status: Proposed\n\n${says}` };
  assert.deepEqual(auditTexts(paths, 'acme', 'lens').report.claims, []);
});

test('what is said of two things is held against both', () => {
  const workflow = `on: { push: { tags: ['v*'] } }
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write, packages: write }
    steps:
      - uses: sigstore/cosign-installer@v3
      - uses: docker/build-push-action@v6
        id: push
        with: { push: true, tags: 'ghcr.io/acme/lens:v1' }
      - run: cosign sign --yes ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}
      - run: go build -o lens .
      - uses: softprops/action-gh-release@v2
        with: { files: lens }
`;
  const said = (sentence: string): readonly string[] =>
    auditTexts({ '.github/workflows/release.yml': workflow, 'README.md': sentence }, 'acme', 'lens').report.claims.map((one) => one.verdict);
  assert.deepEqual(said('All images are signed.'), ['supported']);
  assert.deepEqual(said('All binaries are signed.'), ['unsupported']);
  assert.deepEqual(said('All binaries and container images are signed.'), ['contradicted']);
  assert.deepEqual(said('Binaries and images are signed.'), ['cannot-tell']);
  assert.deepEqual(said('Releases have SLSA level 1 provenance.'), ['unsupported']);
  assert.deepEqual(said('All binaries are signed with the GPG key of the project.'), ['cannot-tell']);
});

test('the span of a claim is its sentence', () => {
  const text = '# lens\n\nA tool. All images\nare signed. More.\n';
  const [claim] = auditTexts({ 'README.md': text }, 'acme', 'lens').report.claims;
  assert.equal(text.slice(claim!.at.start, claim!.at.end), 'All images\nare signed.');
  assert.equal(claim!.at.line, 3);
});

test('hostile text is read in time that grows with it', () => {
  const shapes = [
    '\n---',
    '\n    ',
    '\n|--',
    'signed ',
    '\n# status\n\n',
    'https://github.com/acme/lens/.github/workflows/',
    '| signed ',
    'all images are ',
    'SBOM [',
    '`'.repeat(3),
    'SLSA level ',
    '![a](',
    'we sign all ',
    ' is signed with',
    'every release includes: \n- ',
  ];
  for (const shape of shapes) {
    const from = process.hrtime.bigint();
    auditTexts({ 'README.md': shape.repeat(Math.ceil(300_000 / shape.length)) }, 'acme', 'lens');
    assert.ok(Number(process.hrtime.bigint() - from) / 1e6 < 4_000, shape);
  }
});

test('of a configuration only the release notes are read', () => {
  const config = '# All images are signed.\nrelease:\n  footer: |\n    All images are signed.\n';
  const workflow = `on: { push: { tags: ['v*'] } }
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write }
    steps:
      - uses: goreleaser/goreleaser-action@v6
        with: { args: release --clean }
`;
  const { claims } = auditTexts({ '.github/workflows/release.yml': workflow, '.goreleaser.yaml': config }, 'acme', 'lens').report;
  assert.deepEqual(
    claims.map((one) => `${one.at.file}:${one.at.line}`),
    ['.goreleaser.yaml:4'],
  );
});
