import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- uses: crazy-max/ghaction-import-gpg@v6
  with: { gpg_private_key: '\${{ secrets.GPG_KEY }}' }
- run: mkdir dist && go build -o dist/lamp .
- run: gpg --batch -ab dist/lamp
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
);

const cases: readonly (readonly [what: string, line: string, want: string, files?: Record<string, string>])[] = [
  ['the signature that is published', 'gpg --verify lamp.asc lamp', 'present'],
  ['that signature alone', 'gpg --verify lamp.asc', 'present'],
  ['a signature of another ending', 'gpg --verify lamp.sig lamp', 'partial'],
  ['a signature of another ending that the repository keeps', 'gpg --verify lamp.sig lamp', 'present', { 'sigs/lamp.sig': 'x' }],
  ['a word for the signature', 'gpg --verify signature.sig lamp', 'present'],
  ['a file to be filled in', 'gpg --verify $FILE.sig $FILE', 'present'],
];

for (const [what, line, want, more = {}] of cases) {
  test(`a recipe that reads ${what}: ${want}`, () => {
    const files = { 'go.mod': 'module x', KEYS: 'x', '.github/workflows/r.yml': workflow, 'README.md': `# Lamp\n\n\`\`\`sh\n${line}\n\`\`\`\n`, ...more };
    assert.equal(surfacesOf(files).find((s) => s.full.members.includes('lamp'))?.verifyRecipe, want);
  });
}
