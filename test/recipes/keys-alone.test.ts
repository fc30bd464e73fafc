import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const release = (sign: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- run: |
    echo "\${{ secrets.GPG_KEY }}" | gpg --import
    tar czf lamp.tar.gz src
    ${sign}
- uses: softprops/action-gh-release@v2
  with: { files: 'lamp.tar.gz*' }
`,
  );
const signed = release('gpg --batch --armor --detach-sign lamp.tar.gz');
const unsigned = release('true');
const print = 'DA7D 64E4 C82C 6294 CB73  A20E 22E3 D13B 5411 B7CA';

const rows = [
  { what: 'a list of keys', workflow: signed, text: 'Releases are signed with a key of our\n[KEYS](https://acme.example/KEYS) file.\n', is: 'partial' },
  { what: 'a fingerprint in a block', workflow: signed, text: `Each archive has a signature, made by:\n\n\`\`\`text\n${print}\n\`\`\`\n`, is: 'partial' },
  { what: 'a fingerprint without blanks', workflow: signed, text: `All downloads are signed.\n\n- Ann: \`${print.replaceAll(' ', '')}\`\n`, is: 'partial' },
  { what: 'the key of another way to sign', workflow: signed, text: 'The archives are signed; the key is `minisign.pub`.\n', is: 'absent' },
  { what: 'a key where nothing is signed', workflow: unsigned, text: `Each archive has a signature, made by ${print}.\n`, is: 'absent' },
  { what: 'a key for reports in secret', workflow: signed, text: `Write to us in secret with the key ${print}.\n`, is: 'absent' },
  { what: 'a signature and no key', workflow: signed, text: 'Each archive has a signature, lamp.tar.gz.asc beside it.\n', is: 'absent' },
  { what: 'a key and a command', workflow: signed, text: `Archives are signed by ${print}:\n\n    gpg --verify lamp.tar.gz.asc lamp.tar.gz\n`, is: 'present' },
] as const;

for (const { what, workflow, text, is } of rows) {
  test(`a document with ${what}`, () => {
    const [archive] = surfacesOf({ '.github/workflows/release.yml': workflow, 'SECURITY.md': `# Security\n\n## Downloads\n\n${text}` });
    assert.equal(archive?.verifyRecipe, is);
    if (is === 'partial') assert.equal(archive?.full.controls.verifyRecipe.how, 'gpg key, no command');
  });
}

test('a key that a workflow uses', () => {
  const workflow = signed.replace('gpg --batch', 'echo releases are signed with lamp.keyring && gpg --batch');
  const [archive] = surfacesOf({ '.github/workflows/release.yml': workflow });
  assert.equal(archive?.signature, 'present');
  assert.equal(archive?.verifyRecipe, 'absent');
});
