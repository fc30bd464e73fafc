import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileRe2 } from '../../../src/recipes/re2/match.ts';

const table: readonly (readonly [expression: string, text: string, matches: boolean])[] = [
  ['abc', 'xabcx', true],
  ['^abc$', 'xabc', false],
  ['^abc$', 'abc', true],
  ['\\Aabc\\z', 'abc', true],
  ['a.c', 'a\nc', false],
  ['(?s)a.c', 'a\nc', true],
  ['(?i)ABC', 'abc', true],
  ['a(?i:B)c', 'abc', true],
  ['a(?i:B)c', 'abC', false],
  ['(?i)a(?-i)B', 'Ab', false],
  ['(a|b)*c', 'ababc', true],
  ['^(?:a|b){2,3}$', 'abab', false],
  ['^(?:a|b){2,3}$', 'aba', true],
  ['^a{2}$', 'aa', true],
  ['^a{2,}$', 'a', false],
  ['^a{,2}$', 'a{,2}', true],
  ['[^/]+', '/', false],
  ['[]a]', ']', true],
  ['[a-c-]', '-', true],
  ['[[:alpha:]]', 'é', false],
  ['[[:^digit:]]', '7', false],
  ['[\\d.]+$', '1.2', true],
  ['\\bv1\\b', 'tags/v1', true],
  ['\\bv1\\b', 'tags/v12', false],
  ['(?P<ref>v\\d+)', 'v3', true],
  ['(?<ref>v\\d+)', 'v', false],
  ['\\Qa.b\\E', 'axb', false],
  ['\\x41\\x{42}', 'AB', true],
  ['(?m)^b$', 'a\nb', true],
  ['a*?b', 'aab', true],
  // Case is left out of account before a class is turned round.
  ['(?i)^[^a]$', 'A', false],
  ['', 'anything', true],
  ['https://github\\.com/acme/.+@refs/tags/v.*', 'https://github.com/acme/x/.github/workflows/r.yml@refs/tags/v1', true],
  ['https://github.com/acme', 'https://githubXcom/acme', true],
];

for (const [expression, text, matches] of table)
  test(`/${expression}/ ${matches ? 'matches' : 'does not match'} ${JSON.stringify(text)}`, () => assert.equal(compileRe2(expression)?.matches(text), matches));

for (const expression of [
  'a(?=b)',
  '(?<!a)b',
  '(a)\\1',
  'a**',
  'a{2}{3}',
  '(a',
  'a)',
  '[a',
  '*a',
  'a{1001}',
  '[b-a]',
  '\\y',
  '\\p{L}',
  'a{3,2}',
  '(((a{1000}){1000}){1000})',
  '(((((){1000}){1000}){1000}){1000})',
  '(\\Q\\E{1000}){1000}',
  '([0-9.]{1,100}){1,100}',
])
  test(`is refused: ${expression}`, () => assert.equal(compileRe2(expression), undefined));

test('a hostile expression costs what its length and its text do', () => {
  const re = compileRe2(`^${'(a+)+'.repeat(10)}$`);
  assert.equal(re?.matches(`${'a'.repeat(2_000)}b`), false);
});

test('agrees with the engine of the language on what both read alike', () => {
  const piece = fc.oneof(
    fc.constantFrom('a', 'b', '/', '.', '\\.', '[ab]', '[^a]', '\\d', 'x+', 'a*', 'b?', '(?:a|b)', '(a|bb)+', '^', '$', '\\b', 'a{1,2}', '-'),
    fc.constantFrom('(?:a*)*', '(?:|b)', '[a-c/]{2}'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '1', 'x', '-'), maxLength: 10 }), (pieces, text) => {
      const expression = pieces.join('');
      let native: RegExp;
      try {
        native = new RegExp(expression, 'u');
      } catch {
        return;
      }
      const re = compileRe2(expression);
      if (re !== undefined) assert.equal(re.matches(text), native.test(text), `/${expression}/ on ${text}`);
    }),
    { numRuns: 3_000 },
  );
});

const ours = 'https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/';
for (const [expression, may] of [
  ['^https://github\\.com/(?:acme|other)/lantern/.+@refs/tags/v\\d+$', true],
  ['^https://github\\.com/(?:others?|any)/lantern/', false],
  ['^https://github\\.com/acme/lantern/[^@]+@refs/heads/', false],
  ['r\\.yml@refs/(heads|tags)/(main|v.*)$', true],
  ['^[^@]+$', false],
  ['@refs/tags/\\s+$', false],
  ['(?:lantern){2}', false],
  // What begins in the name of a tag is not looked for.
  ['release-', false],
] as const)
  test(`/${expression}/ ${may ? 'may' : 'cannot'} match what begins with an identity of ours`, () =>
    assert.equal(compileRe2(expression)?.mayMatchFrom(ours), may));
