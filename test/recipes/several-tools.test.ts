import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- uses: crazy-max/ghaction-import-gpg@v6
  with: { gpg_private_key: '\${{ secrets.GPG_KEY }}' }
- run: mkdir dist && go build -o dist/lamp . && go build -o dist/wick ./wick
- run: gpg --batch -ab dist/lamp && gpg --batch -ab dist/wick
- uses: actions/attest-build-provenance@v2
  with: { subject-path: dist/* }
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
  'contents: write\nid-token: write\nattestations: write',
);
const recipeOf = (...lines: readonly string[]): { how: string; status: string; at: number } | undefined => {
  const readme = `# Lamp\n\n\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;
  const found = surfacesOf({ 'go.mod': 'module x', KEYS: 'x', '.github/workflows/r.yml': workflow, 'README.md': readme }).find(
    (s) => s.kind === 'release-asset',
  );
  const recipe = found?.full.controls.verifyRecipe;
  return recipe && { how: recipe.how, status: recipe.status, at: recipe.because.length };
};

test('files of a row that are each the example of another tool', () => {
  const both = recipeOf('gpg --verify wick.asc wick', 'gh attestation verify lamp --repo acme/lantern');
  assert.equal(both?.status, 'present');
  assert.deepEqual(both?.how.split(', ').toSorted(), ['gh attestation', 'gpg']);
  assert.equal(both?.at, 2);
});

test('a command that only some files are named by does not lose the other', () => {
  const both = recipeOf('gpg --verify <file>.asc <file>', 'gh attestation verify lamp --repo acme/lantern');
  assert.equal(both?.status, 'present');
  assert.match(both?.how ?? '', /gh attestation/);
  assert.equal(both?.at, 2);
});

test('a signature that is called after no file names nothing that is signed', () => {
  assert.equal(recipeOf('gpg --verify signature.asc')?.status, 'partial');
});
