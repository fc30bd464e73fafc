import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: mkdir dist && go build -o dist/lamp . && cd dist && sha256sum lamp > SHA256SUMS
- run: cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp
- uses: actions/attest-build-provenance@v2
  with: { subject-path: dist/lamp }
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
  'contents: write\nid-token: write\nattestations: write',
);
const signer =
  '--certificate-identity https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/v1 --certificate-oidc-issuer https://token.actions.githubusercontent.com';
const issuer = '--certificate-oidc-issuer https://token.actions.githubusercontent.com';
const good = `cosign verify-blob --bundle lamp.sigstore.json ${signer} lamp`;
const byPattern = (pattern: string): string => `cosign verify-blob --bundle lamp.sigstore.json --certificate-identity-regexp '${pattern}' ${issuer} lamp`;
const ofRepository = 'gh attestation verify lamp --repo acme/lantern';
const block = (line: string): string => `\`\`\`sh\n${line}\n\`\`\`\n`;

const readmes = [
  { what: 'that fits', text: block(good), is: 'present' },
  { what: 'of this repository', text: block('gh attestation verify lamp --repo acme/lantern'), is: 'present' },
  { what: 'of the owner', text: block('gh attestation verify lamp --owner acme'), is: 'present' },
  { what: "of another owner's namesake", text: block('gh attestation verify lamp --repo other/lantern'), is: 'absent' },
  { what: 'of another repository of the owner', text: block('gh attestation verify lamp --repo acme/wick'), is: 'absent' },
  { what: 'with a key for a keyless signature', text: block('cosign verify-blob --key cosign.pub --bundle lamp.sigstore.json lamp'), is: 'partial' },
  {
    what: 'for an SBOM that nobody attests',
    text: block('gh attestation verify lamp --repo acme/lantern --predicate-type https://spdx.dev/Document/v2.3'),
    is: 'partial',
  },
  {
    what: 'with a provenance file that is not published',
    text: block('slsa-verifier verify-artifact lamp --provenance-path lamp.intoto.jsonl --source-uri github.com/acme/lantern'),
    is: 'absent',
  },
  { what: 'with the list that is published', text: block('sha256sum -c SHA256SUMS'), is: 'partial' },
  { what: 'with a list that is not published', text: block('sha256sum -c CHECKSUMS'), is: 'absent' },
  { what: 'in a comment', text: block(`# ${good}`), is: 'absent' },
  { what: 'in a comment behind a prompt', text: block(`$ # ${good}`).replace('sh', 'console'), is: 'absent' },
  { what: 'in an HTML comment of a block', text: block(`<!-- ${good} -->`).replace('sh', 'text'), is: 'absent' },
  { what: 'behind a prompt', text: block(`$ ${good}`).replace('sh', 'console'), is: 'present' },
  { what: "with another workflow's identity", text: block(good.replace('r.yml', 'other.yml')), is: 'partial' },
  {
    what: "with a pattern of another workflow's identity",
    text: block(byPattern('^https://github.com/acme/lantern/.github/workflows/other\\.yml@.*')),
    is: 'partial',
  },
  { what: 'with a pattern that fits', text: block(byPattern('^https://github.com/acme/lantern/.github/workflows/r\\.yml@.*')), is: 'present' },
  { what: 'with a pattern of no workflow', text: block(byPattern('^https://github.com/acme/lantern$')), is: 'partial' },
  { what: "with a branch's identity", text: block(good.replace('tags/v1', 'heads/main')), is: 'partial' },
  { what: 'with another issuer', text: block(good.replace('https://token.actions.githubusercontent.com', 'https://accounts.google.com')), is: 'partial' },
  { what: 'without the log', text: block(`${good} --insecure-ignore-tlog`), is: 'partial' },
  { what: 'without the list of certificates', text: block(`${good} --insecure-ignore-sct`), is: 'partial' },
  { what: 'with a bundle of another name', text: block(good.replace('lamp.sigstore.json', 'release.bundle')), is: 'partial' },
  { what: 'of attestations by another workflow', text: block(`${ofRepository} --signer-workflow acme/lantern/.github/workflows/other.yml`), is: 'partial' },
  { what: 'of attestations by this workflow', text: block(`${ofRepository} --signer-workflow acme/lantern/.github/workflows/r.yml`), is: 'present' },
  { what: 'of attestations with another issuer', text: block(`${ofRepository} --cert-oidc-issuer https://accounts.google.com`), is: 'partial' },
  { what: 'struck through', text: '~~`gh attestation verify lamp --repo acme/lantern`~~\n', is: 'absent' },
  { what: 'that is taken back', text: `This no longer works, do not use:\n\n${block(good)}`, is: 'absent' },
  { what: 'behind a warning about the file', text: `Do not use a binary that fails this check:\n\n${block(good)}`, is: 'present' },
] as const;

for (const { what, text, is } of readmes) {
  test(`a documented command ${what} makes the recipe ${is}`, () => {
    const asset = surfacesOf({ 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': `# Lamp\n\n${text}` }).find((s) => s.name === 'lamp');
    assert.equal(asset?.verifyRecipe, is);
  });
}
