import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: |
    mkdir dist && go build -o dist/lamp .
    go build -o dist/wick ./wick
    cd dist && sha256sum lamp wick > checksums.txt
    for f in lamp wick checksums.txt; do cosign sign-blob --yes --bundle "$f.sigstore.json" "$f"; done
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
  'contents: write\nid-token: write',
);
const signer = '--certificate-identity-regexp ^https://github.com/acme/lantern/ --certificate-oidc-issuer https://token.actions.githubusercontent.com';

const cases: readonly (readonly [what: string, bundle: string, file: string, want: string])[] = [
  ['its own bundle', 'lamp.sigstore.json', 'lamp', 'present'],
  ['the bundle of the list', 'checksums.txt.sigstore.json', 'lamp', 'partial'],
  ['the bundle of another file', 'wick.sigstore.json', 'lamp', 'partial'],
  ['the bundle of the list in another folder', 'out/checksums.txt.sigstore.json', './lamp', 'partial'],
  ['a bundle to be filled in', '$FILE.sigstore.json', '$FILE', 'present'],
];
for (const [what, bundle, file, want] of cases) {
  test(`a file with ${what}: ${want}`, () => {
    const readme = `# Lamp\n\n\`\`\`sh\ncosign verify-blob --bundle ${bundle} ${signer} ${file}\n\`\`\`\n`;
    const found = surfacesOf({ 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': readme });
    assert.equal(found.find((s) => s.full.members.some((name) => name.split(', ').includes('lamp')))?.verifyRecipe, want);
  });
}
