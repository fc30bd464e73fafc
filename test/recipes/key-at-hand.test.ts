import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = onTag(
  `
- uses: actions/checkout@v4
- run: sudo apt-get install -y minisign
- run: |
    mkdir dist && go build -o dist/lamp .
    echo "$KEY" > key && minisign -S -s key -m dist/lamp
  env: { KEY: '\${{ secrets.KEY }}' }
- uses: softprops/action-gh-release@v2
  with: { files: 'dist/*' }
`,
);
const key = `RWQ${'f'.repeat(53)}`;

const cases: readonly (readonly [what: string, line: string, want: string, more?: { prose?: string; files?: Record<string, string> }])[] = [
  ['is in the command', `minisign -Vm lamp -P ${key}`, 'present'],
  ['is a file that nothing gives', 'minisign -Vm lamp -p lamp.pub', 'partial'],
  ['is not named, and nothing gives the usual file', 'minisign -Vm lamp', 'partial'],
  ['is a file of the checkout', 'minisign -Vm lamp -p lamp.pub', 'present', { files: { 'keys/lamp.pub': `untrusted comment: x\n${key}\n` } }],
  ['is not named, and is in the checkout', 'minisign -Vm lamp', 'present', { files: { 'minisign.pub': `untrusted comment: x\n${key}\n` } }],
  ['is a file to be fetched', 'curl -O https://acme.dev/lamp.pub\nminisign -Vm lamp -p lamp.pub', 'present'],
  ['is a file that prose tells of', 'minisign -Vm lamp -p lamp.pub', 'present', { prose: 'Get lamp.pub from our site.' }],
  ['is told of elsewhere', 'minisign -Vm lamp -p lamp.pub', 'present', { files: { 'SECURITY.md': `# Keys\n\nlamp.pub is\n\n    ${key}\n` } }],
  ['is written out above', 'minisign -Vm lamp -p lamp.pub', 'present', { prose: `Save this key: ${key}` }],
];

for (const [what, line, want, { prose = '', files = {} } = {}] of cases) {
  test(`a key that ${what}: ${want}`, () => {
    const readme = `# Lamp\n\n${prose}\n\n\`\`\`sh\n${line}\n\`\`\`\n`;
    const found = surfacesOf({ 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': readme, ...files });
    assert.equal(found.find((s) => s.name === 'lamp')?.verifyRecipe, want);
  });
}

const gpgSigns = onTag(`
- uses: actions/checkout@v4
- uses: crazy-max/ghaction-import-gpg@v6
  with: { gpg_private_key: '\${{ secrets.GPG_KEY }}' }
- run: mkdir dist && go build -o dist/lamp .
- run: gpg --batch -ab dist/lamp
- uses: softprops/action-gh-release@v2
  with: { files: 'dist/*' }
`);
const print = '0123456789ABCDEF0123456789ABCDEF01234567';

const told: readonly (readonly [what: string, before: string, want: string, files?: Record<string, string>])[] = [
  ['is told nowhere', '', 'partial'],
  ['is fetched by its number', `gpg --recv-keys ${print}\n`, 'present'],
  ['is a file that nothing gives', 'gpg --import LAMP.txt\n', 'partial'],
  ['is a file to be fetched', 'curl -O https://acme.dev/release-key.asc\ngpg --import release-key.asc\n', 'present'],
  ['is told in another document', '', 'present', { 'SECURITY.md': `# Keys\n\nWe sign with ${print}.\n` }],
  ['is a file of the checkout', '', 'present', { 'docs/lamp-pubkey.asc': 'x' }],
  ['comes through a pipe', 'curl https://github.com/wick.gpg | gpg --import\n', 'present'],
];
for (const [what, before, want, files = {}] of told) {
  test(`a key for gpg that ${what}: ${want}`, () => {
    const readme = `# Lamp\n\n\`\`\`sh\n${before}gpg --verify lamp.asc lamp\n\`\`\`\n`;
    const found = surfacesOf({ 'go.mod': 'module x', '.github/workflows/r.yml': gpgSigns, 'README.md': readme, ...files });
    assert.equal(found.find((s) => s.name === 'lamp')?.verifyRecipe, want);
  });
}
