import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const release = (more = ''): string =>
  onTag(
    `
- uses: actions/checkout@v4
- run: tar czf wick-\${{ github.ref_name }}.tar.gz src
${more}
- uses: softprops/action-gh-release@v2
  with: { files: 'wick-\${{ github.ref_name }}.tar.gz' }
`,
    'contents: write\nid-token: write\nattestations: write',
  );
const attest = "- uses: actions/attest-build-provenance@v2\n  with: { subject-path: 'wick-*.tar.gz' }";
const runbook = (line: string): string => `# Releasing\n\nFetch the archive, sign it and attach the signature:\n\n\`\`\`\n${line}\n\`\`\`\n`;

const rows: readonly { readonly what: string; readonly more?: string; readonly files: Readonly<Record<string, string>>; readonly is: readonly unknown[] }[] = [
  { what: 'with gpg', files: { 'RELEASING.md': runbook('gpg -ab wick-${VERSION}.tar.gz') }, is: ['partial', 'gpg by hand', 'best-effort'] },
  {
    what: 'with gpg and words in full',
    files: { 'docs/release-process.md': runbook('$ gpg2 -u KEYID --armor --detach-sign dist/wick-v1.2.3.tar.gz') },
    is: ['partial', 'gpg by hand', 'best-effort'],
  },
  { what: 'with minisign', files: { 'RELEASING.md': runbook('minisign -Sm wick-<version>.tar.gz') }, is: ['partial', 'minisign by hand', 'best-effort'] },
  {
    what: 'beside an attestation',
    more: attest,
    files: { 'RELEASING.md': runbook('gpg -ab wick-${VERSION}.tar.gz') },
    is: ['partial', 'attestation only, gpg by hand', 'wired'],
  },
  { what: 'of another file', files: { 'RELEASING.md': runbook('gpg -ab wick-${VERSION}.zip') }, is: ['absent', '', null] },
  { what: 'of a placeholder', files: { 'RELEASING.md': runbook('gpg -ab "$FILE"') }, is: ['absent', '', null] },
  { what: 'that makes one file of two', files: { 'RELEASING.md': runbook('gpg -s wick-${VERSION}.tar.gz') }, is: ['absent', '', null] },
  { what: 'that only checks', files: { 'RELEASING.md': runbook('gpg --verify wick-1.2.3.tar.gz.asc wick-1.2.3.tar.gz') }, is: ['absent', '', null] },
  { what: 'in a document for users', files: { 'docs/signing.md': runbook('gpg -ab wick-${VERSION}.tar.gz') }, is: ['absent', '', null] },
];

for (const { what, more, files, is } of rows) {
  test(`a signature that a person makes ${what}`, () => {
    const [archive] = surfacesOf({ '.github/workflows/release.yml': release(more), ...files });
    const signature = archive?.full.controls.signature;
    assert.deepEqual([signature?.status, signature?.how, signature?.strength], is);
    if (is[0] === 'partial') assert.match(signature?.reason ?? '', /tells the person who releases to sign with (?:gpg|minisign)/);
  });
}
