import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = (signs: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- uses: crazy-max/ghaction-import-gpg@v6
  with: { gpg_private_key: '\${{ secrets.GPG_KEY }}' }
- run: |
    mkdir dist && go build -o dist/lamp .
    cd dist && sha256sum lamp > SHA256SUMS
- run: |
    cosign sign-blob --yes --bundle dist/SHA256SUMS.sigstore.json dist/SHA256SUMS
    ${signs}
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
    'contents: write\nid-token: write',
  );
const keyless =
  '--certificate-identity https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/v3 --certificate-oidc-issuer https://token.actions.githubusercontent.com';
const cosign = (file: string): string => `cosign verify-blob --bundle ${file}.sigstore.json ${keyless} ${file}`;
const gpg = 'gpg --verify SHA256SUMS.asc SHA256SUMS';

const cases: readonly (readonly [what: string, recipe: string, want: string, signs?: string])[] = [
  ['the list that is signed', cosign('SHA256SUMS'), 'present'],
  ['a list that is not published', cosign('checksums.txt'), 'absent'],
  ['the list by another tool', gpg, 'absent'],
  ['the list by another tool that signs it too', gpg, 'present', 'gpg --batch -ab dist/SHA256SUMS'],
  ['the file, whose own bundle is not published', cosign('lamp'), 'partial'],
  ['the file, whose own bundle is published', cosign('lamp'), 'present', 'cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp'],
];

for (const [what, recipe, want, signs = 'true'] of cases) {
  test(`a recipe for ${what}: ${want}`, () => {
    const files = { 'go.mod': 'module x', KEYS: 'x', '.github/workflows/r.yml': workflow(signs), 'README.md': `# Lamp\n\n\`\`\`sh\n${recipe}\n\`\`\`\n` };
    assert.equal(surfacesOf(files).find((s) => s.name === 'lamp')?.verifyRecipe, want);
  });
}
