import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = (more = ''): string =>
  onTag(`
- uses: actions/checkout@v4
- run: make wick.tgz
${more}
- uses: softprops/action-gh-release@v2
  with: { files: wick.tgz }
`);
const makefile = (recipe: string): string => `wick.tgz:\n\ttar czf wick.tgz src\nsign:\n\t${recipe}\n`;

function reasonOf(files: Readonly<Record<string, string>>, more?: string): readonly unknown[] {
  const signature = surfacesOf({ '.github/workflows/release.yml': workflow(more), ...files })[0]?.full.controls.signature;
  return [signature?.status, signature?.reason, signature?.because.filter((b) => b.role === 'misses').map((b) => `${b.span.file}:${b.span.line}`)];
}

const told = (file: string, tool: string): string =>
  `${file} has a command that signs files with ${tool}; nothing that was read runs it, and no document that was read tells a person to`;

for (const [recipe, tool] of [
  ['for f in *.tgz; do gpg --armor --detach-sign $$f; done', 'gpg'],
  ['@gpg2 -ab wick.tgz', 'gpg'],
  ['cosign sign-blob --yes --key k wick.tgz', 'cosign'],
  ['minisign -Sm wick.tgz', 'minisign'],
] as const)
  test(`a target that signs and that nothing runs is said: ${recipe}`, () =>
    assert.deepEqual(reasonOf({ Makefile: makefile(recipe) }), ['absent', told('Makefile', tool), ['Makefile:4']]));

test('a script named after signing counts too, another one does not', () => {
  assert.deepEqual(reasonOf({ 'hack/sign-files.sh': 'gpg --detach-sign "$1"\n' })[1], told('hack/sign-files.sh', 'gpg'));
  assert.deepEqual(reasonOf({ 'hack/notes.sh': 'gpg --detach-sign "$1"\n' })[1], null);
});

test('what only checks, is a comment or is printed signs nothing', () => {
  for (const recipe of ['gpg --verify wick.tgz.asc', '# gpg -ab wick.tgz', '@echo "run gpg -ab wick.tgz"', 'gpg --import key'])
    assert.deepEqual(reasonOf({ Makefile: makefile(recipe) }), ['absent', null, []]);
});

test('a target that a workflow runs is not said to be left out', () => {
  assert.ok(!String(reasonOf({ Makefile: makefile('gpg --batch --detach-sign wick.tgz') }, '- run: make sign')[1]).includes('nothing that was read runs it'));
});
