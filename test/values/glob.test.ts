import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, globToShown, hasGlobSyntax, hole, lit, parseGlob, show, wild, type Text } from '../../src/values/index.ts';

const rows: readonly { readonly what: string; readonly glob: string; readonly texts: readonly Text[] }[] = [
  { what: 'no wildcard', glob: 'dist/a.gz', texts: [lit('dist/a.gz')] },
  { what: 'a star', glob: 'a*.gz', texts: [concat(lit('a'), wild('*'), lit('.gz'))] },
  { what: 'a question mark and a class', glob: '?[a-z]', texts: [concat(wild('?'), wild('[a-z]'))] },
  { what: 'a negated class with a bracket', glob: '[!]]x', texts: [concat(wild('[!]]'), lit('x'))] },
  { what: 'a named class', glob: '[[:digit:]]', texts: [wild('[[:digit:]]')] },
  { what: 'an open bracket', glob: 'a[b', texts: [lit('a[b')] },
  { what: 'a bracket over a slash', glob: '[a/b]', texts: [lit('[a/b]')] },
  { what: 'any folders', glob: 'a/**/b', texts: [concat(lit('a/'), wild('**'), lit('/b'))] },
  { what: 'two stars inside a name', glob: 'a**b', texts: [concat(lit('a'), wild('*'), lit('b'))] },
  { what: 'braces', glob: '{a,b*}.gz', texts: [lit('a.gz'), concat(lit('b'), wild('*'), lit('.gz'))] },
  { what: 'nested braces', glob: 'x{a,{b,c}d}', texts: [lit('xa'), lit('xbd'), lit('xcd')] },
  { what: 'an empty option', glob: 'a{,.sig}', texts: [lit('a'), lit('a.sig')] },
  { what: 'a range', glob: 'f{1..3}', texts: [lit('f1'), lit('f2'), lit('f3')] },
  { what: 'a padded range down', glob: '{03..01}', texts: [lit('03'), lit('02'), lit('01')] },
  { what: 'letters', glob: '{a..c}', texts: [lit('a'), lit('b'), lit('c')] },
  { what: 'one option is no brace group', glob: '{a}', texts: [lit('{a}')] },
  { what: 'an open brace', glob: '{a,b', texts: [lit('{a,b')] },
  { what: 'a backslash', glob: '\\*\\{a,b}', texts: [lit('*{a,b}')] },
  { what: 'a backslash at the end', glob: 'a*\\', texts: [concat(lit('a'), wild('*'), lit('\\'))] },
];

for (const row of rows) {
  test(`globs: ${row.what}`, () => assert.deepEqual(parseGlob(lit(row.glob)), row.texts));
}

test('unknowns stay where they are, inside braces too', () => {
  const text = concat(lit('{a-'), hole('v'), lit(',b}*'));
  assert.deepEqual(parseGlob(text).map(show), ['a-{v}*', 'b*']);
});

test('other readers of patterns', () => {
  assert.deepEqual(parseGlob(lit('{a,b}*'), { braces: false }), [concat(lit('{a,b}'), wild('*'))]);
  assert.deepEqual(parseGlob(lit('*/?'), { crossing: true }), [concat(wild('***'), lit('/'), wild('???'))]);
});

test('too many alternatives become an unknown of any shape', () => {
  const [only, ...rest] = parseGlob(lit(`dist/${'{a,b}'.repeat(10)}.gz`));
  assert.equal(rest.length, 63);
  assert.ok(only!.some((piece) => piece.kind === 'hole' && piece.shape !== undefined));
  assert.ok(parseGlob(lit('{1..9999}')).length <= 64);
});

const endless: readonly { readonly what: string; readonly glob: string }[] = [
  { what: 'brackets that never close', glob: '['.repeat(100_000) },
  { what: 'named classes that never close', glob: '[:'.repeat(50_000) },
  { what: 'brackets that all end at one', glob: `${'['.repeat(100_000)}[:]` },
  { what: 'braces that never close', glob: '{{ .A '.repeat(50_000) },
  { what: 'braces in each other without a comma', glob: `${'{'.repeat(50_000)}a${'}'.repeat(50_000)}` },
];

for (const { what, glob } of endless) {
  test(`a long pattern of ${what} costs little`, () => {
    const before = process.cpuUsage();
    assert.equal(parseGlob(lit(glob)).length, 1);
    const used = process.cpuUsage(before);
    assert.ok((used.user + used.system) / 1e6 < 2, `${(used.user + used.system) / 1e6} s`);
  });
}

test('where the end of a class costs too much to find, the rest is unknown', () => {
  const [only] = parseGlob(lit(`dist/${'[:'.repeat(50_000)}`));
  assert.ok(only!.some((piece) => piece.kind === 'hole' && piece.shape !== undefined));
  assert.ok(only![0]!.kind === 'lit' && only![0]!.text.startsWith('dist/'));
});

test('syntax is recognised and shown', () => {
  assert.equal(hasGlobSyntax(lit('a.b')), false);
  assert.equal(hasGlobSyntax(lit('a?')), true);
  assert.equal(hasGlobSyntax(wild('*')), true);
  assert.equal(globToShown(concat(lit('a*'), wild('*'), hole('v'))), 'a\\**{v}');
});

test('no text makes it throw or run away', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '*', '?', '[', ']', '{', '}', ',', '.', '\\', '/', '!', ':'), maxLength: 40 }), (source) => {
      const texts = parseGlob(lit(source));
      assert.ok(texts.length >= 1 && texts.length <= 64);
      if (!/[*?[{\\]/.test(source)) assert.deepEqual(texts, [lit(source)]);
    }),
    { numRuns: 500 },
  );
  assert.ok(parseGlob(lit('{'.repeat(5000))).length === 1);
  assert.ok(parseGlob(lit(`${'{a,'.repeat(500)}b${'}'.repeat(500)}`)).length >= 1);
});
