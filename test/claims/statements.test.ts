import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClaimReader } from '../../src/claims/index.ts';
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
  { what: 'a badge of another project', text: '![x](https://api.scorecard.dev/projects/github.com/other/thing/badge)', kinds: '-' },
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

test('the span of a claim is its sentence', () => {
  const text = '# lens\n\nA tool. All images\nare signed. More.\n';
  const [claim] = auditTexts({ 'README.md': text }, 'acme', 'lens').report.claims;
  assert.equal(text.slice(claim!.at.start, claim!.at.end), 'All images\nare signed.');
  assert.equal(claim!.at.line, 3);
});

test('hostile text is read in time that grows with it', () => {
  const shapes = ['all images are ', 'SBOM [', '`'.repeat(3), 'SLSA level ', '![a](', 'we sign all ', ' is signed with', 'every release includes: \n- '];
  for (const shape of shapes) {
    const reader = new ClaimReader({ owner: 'acme', repo: 'lens' });
    const from = process.hrtime.bigint();
    reader.read('README.md', shape.repeat(Math.ceil(400_000 / shape.length)));
    assert.ok(Number(process.hrtime.bigint() - from) / 1e6 < 4_000, shape);
  }
});
