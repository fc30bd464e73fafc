import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';

const marked = (inside: string, newline = '\n'): string =>
  ['# Lens', '', '<!-- sealwright recipe: begin -->', inside, '<!-- sealwright recipe: end -->', '', 'The  rest,\tas it was.']
    .join('\n')
    .replaceAll('\n', newline);

test('--write changes nothing outside the block, and writing again changes nothing', async () => {
  for (const newline of ['\n', '\r\n']) {
    const machine = fakeMachine({ folders: { '.': { 'README.md': marked('old', newline) } } });
    assert.equal(await run(['recipe', '--write', 'README.md'], machine), 0);
    const text = machine.written.get('README.md') ?? '';
    assert.match(text, /cosign verify-blob/);
    const [before, after] = marked('old', newline).split('old');
    assert.ok(text.startsWith(before!.trimEnd()) && text.endsWith(after!.trimStart()), 'outside the block');
    assert.ok(newline === '\n' || !/[^\r]\n/.test(text), 'line breaks of the document');
    const again = fakeMachine({ folders: { '.': { 'README.md': text } } });
    assert.equal(await run(['recipe', '--write', 'README.md'], again), 0);
    assert.equal(again.written.size, 0);
    assert.equal(await run(['recipe', '--check', 'README.md'], again), 0);
  }
});

test('--check says which document has drifted, and exits 1', async () => {
  const machine = fakeMachine({ folders: { '.': { 'README.md': marked('old') } } });
  assert.equal(await run(['recipe', '--check', 'README.md'], machine), 1);
  assert.match(machine.out(), /README\.md has drifted: run sealwright recipe --write README\.md/);
});

test('a document that cannot be kept byte by byte is refused', async () => {
  for (const text of ['no marks', marked('a') + marked('b'), marked('x').split('\n').toReversed().join('\n')]) {
    const machine = fakeMachine({ folders: { '.': { 'README.md': text } } });
    assert.equal(await run(['recipe', '--write', 'README.md'], machine), 2);
    assert.match(
      machine.err(),
      /no single marked block[^]*DOCUMENT_UNWRITABLE\]\n {2}hint: [^\n]+\n {4}<!-- sealwright recipe: begin -->\n {4}<!-- sealwright recipe: end -->\n$/,
    );
    assert.equal(machine.written.size, 0);
  }
});

test('where git does not say which repository it is, that is why there is no command', async () => {
  const release = `on: { push: { tags: [v*] } }
permissions: { contents: write, id-token: write }
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: |
          make lens.tgz
          cosign sign-blob --yes --bundle lens.tgz.sigstore.json lens.tgz
          gh release create "$GITHUB_REF_NAME" lens.tgz lens.tgz.sigstore.json
`;
  for (const tool of ['sealwright', 'cosign']) {
    const nowhere = fakeMachine({ folders: { '.': { '.github/workflows/release.yml': release } }, audit });
    assert.equal(await run(['recipe', '--tool', tool], nowhere), 2);
    assert.match(nowhere.err(), new RegExp(`can be checked with ${tool}: git does not say which repository this is.*\\n  hint: git remote add origin`));
  }
});
