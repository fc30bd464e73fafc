import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matches, showMatcher, type Matcher } from '../../../src/trust/policy/index.ts';
import { readIdentityPattern, readNamePattern } from '../../../src/trust/policy/pattern.ts';

const workflow = 'https://github.com/acme/lens/.github/workflows/release.yml';

function pattern(text: string): Matcher {
  const read = readIdentityPattern(text, '--identity-pattern');
  assert.notEqual(read.kind, 'mistake', JSON.stringify(read));
  return read as Matcher;
}

test('what a matcher takes and what it does not', () => {
  const table: readonly { readonly what: string; readonly matcher: Matcher; readonly yes: readonly string[]; readonly no: readonly string[] }[] = [
    { what: 'exact', matcher: { kind: 'exact', text: 'a.b' }, yes: ['a.b'], no: ['a.b ', 'axb', 'A.b', '', 'a.b\n'] },
    { what: 'ignoring case', matcher: { kind: 'exact-ignoring-case', text: 'Acme' }, yes: ['acme', 'ACME'], no: ['acme1', 'ａcme'] },
    { what: 'letters that only some alphabets fold', matcher: { kind: 'exact-ignoring-case', text: 'k' }, yes: ['K'], no: ['\u212a'] },
    {
      what: 'a segment',
      matcher: pattern(`${workflow}@refs/tags/v*`),
      yes: [`${workflow}@refs/tags/v1`],
      no: [`${workflow}@refs/tags/v`, `${workflow}@refs/tags/v1/x`],
    },
    { what: 'the rest', matcher: pattern(`${workflow}@**`), yes: [`${workflow}@refs/heads/a/b`], no: [`${workflow}@`, `x${workflow}@refs/heads/a`] },
    {
      what: 'a dot is a dot',
      matcher: pattern(`${workflow}@refs/tags/*`),
      yes: [],
      no: ['https://githubXcom/acme/lens/.github/workflows/release.yml@refs/tags/v1'],
    },
    {
      what: 'the whole text at its end',
      matcher: pattern('https://github.com/acme/*/x'),
      yes: ['https://github.com/acme/a/x'],
      no: ['https://github.com/acme/a/xy'],
    },
    {
      what: 'a newline is a character',
      matcher: pattern(`${workflow}@refs/tags/v1`),
      yes: [],
      no: [`${workflow}@refs/tags/v1\n`, `\n${workflow}@refs/tags/v1`],
    },
    {
      what: 'one of',
      matcher: {
        kind: 'one-of',
        of: [
          { kind: 'exact', text: 'a' },
          { kind: 'exact', text: 'b' },
        ],
      },
      yes: ['a', 'b'],
      no: ['ab', 'c'],
    },
    { what: 'none of none', matcher: { kind: 'one-of', of: [] }, yes: [], no: ['', 'a'] },
    {
      what: 'a literal in capitals or not',
      matcher: {
        kind: 'pattern',
        parts: [
          { kind: 'literal', text: 'Acme/', ignoringCase: true },
          { kind: 'literal', text: 'x' },
        ],
      },
      yes: ['acme/x', 'ACME/x'],
      no: ['acme/X'],
    },
    { what: 'addresses of a domain', matcher: pattern('*@example.com'), yes: ['me@example.com'], no: ['me@example.com.evil', 'https://x/y@example.com'] },
    { what: 'literals that overlap', matcher: pattern('spiffe://t/*aba'), yes: ['spiffe://t/ababa', 'spiffe://t/xaba'], no: ['spiffe://t/aba'] },
  ];
  for (const row of table) {
    for (const text of row.yes) assert.equal(matches(row.matcher, text), true, `${row.what}: ${text}`);
    for (const text of row.no) assert.equal(matches(row.matcher, text), false, `${row.what}: ${text}`);
  }
});

test('a pattern means what the regular expression of its parts means', () => {
  const part = fc.oneof(fc.constantFrom('*', '**'), fc.stringMatching(/^[ab/]{1,3}$/));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.stringMatching(/^[ab/]{0,12}$/), (pieces, text) => {
      const typed = pieces.filter((piece, i) => !(piece.startsWith('*') && pieces[i - 1]?.startsWith('*') === true));
      const read = readNamePattern(typed.join(''), 'name');
      if (read.kind === 'mistake') return;
      const expression = new RegExp(`^${typed.map((piece) => (piece === '*' ? '[^/]+' : piece === '**' ? '[^]+' : piece)).join('')}$`);
      assert.equal(matches(read, text), expression.test(text), `${typed.join('')} on ${text}`);
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern takes no longer on a text that was made for it', () => {
  const matcher: Matcher = {
    kind: 'pattern',
    parts: Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? ({ kind: 'rest' } as const) : ({ kind: 'literal', text: 'aaaaaaaab' } as const))),
  };
  assert.equal(matches(matcher, 'a'.repeat(8_192)), false);
  assert.equal(matches({ kind: 'exact', text: 'a'.repeat(9_000) }, 'a'.repeat(9_000)), false, 'past the bound nothing matches');
});

test('texts that are no pattern of identities', () => {
  const table: readonly { readonly text: string; readonly message: RegExp; readonly hint: RegExp }[] = [
    { text: '', message: /is empty/, hint: /github/ },
    {
      text: '^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@refs/tags/.*$',
      message: /takes no regular expression/,
      hint: /^--identity-pattern 'https:\/\/github\.com\/acme\/lens\/\.github\/workflows\/release\.yml@refs\/tags\/\*\*'$/,
    },
    { text: 'https://github.com/acme/(lens|prism)/x', message: /regular expression/, hint: /OWNER/ },
    { text: 'https://github.com/acme/.*', message: /regular expression/, hint: /acme\/\*\*'$/ },
    { text: '.*', message: /regular expression/, hint: /OWNER/ },
    { text: '^https:.*', message: /regular expression/, hint: /OWNER/ },
    { text: '^https.*release\\.yml@refs/tags/.*$', message: /regular expression/, hint: /OWNER/ },
    { text: '.*@gmail\\.com', message: /regular expression/, hint: /OWNER/ },
    { text: `^https://github.com/a/b/${'[^/]+/'.repeat(20)}`, message: /regular expression/, hint: /OWNER/ },
    { text: 'https:**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'h**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'm**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'https:/**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'https*://github.com/acme/**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'http**/.github/workflows/release.yml@refs/**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'https**release.yml@refs/tags/**', message: /leaves the scheme and the host open/, hint: /OWNER/ },
    { text: 'https://**', message: /leaves the host open/, hint: /OWNER/ },
    { text: 'https://github.com**', message: /leaves the host open/, hint: /OWNER/ },
    { text: 'https://github.com//**', message: /leaves the owner open/, hint: /OWNER/ },
    { text: 'https://GitHub.com/**/acme/x', message: /leaves the owner open/, hint: /OWNER/ },
    { text: '*@gmail.com', message: /leaves whose address at gmail\.com it is open/, hint: /\*@example\.com/ },
    { text: 'm*@Outlook.co.uk', message: /leaves whose address at Outlook\.co\.uk it is open/, hint: /\*@example\.com/ },
    { text: '**@example.org', message: /leaves everything before @example\.org open/, hint: /'\*@example\.org'$/ },
    { text: '*@com', message: /leaves the domain open/, hint: /\*@example\.com/ },
    { text: '**', message: /leaves what it begins with open/, hint: /OWNER/ },
    { text: 'https://github.com/**', message: /leaves the owner open/, hint: /OWNER/ },
    { text: 'https://github.com/a*', message: /leaves the owner open/, hint: /OWNER/ },
    { text: 'https://*.example.com/x', message: /leaves the host open/, hint: /OWNER/ },
    { text: '**@refs/tags/v1', message: /^(?=.*open)/, hint: /OWNER/ },
    { text: 'me@*.com', message: /leaves the domain open/, hint: /\*@example\.com/ },
    { text: 'https://github.com/a/b/***', message: /has \*\*\* in it/, hint: /anything/ },
    { text: `https://github.com/a/b/${'*/'.repeat(20)}`, message: /20 wildcards/, hint: /16/ },
    { text: 'x'.repeat(3_000), message: /3000 characters/, hint: /2000/ },
  ];
  for (const row of table) {
    const read = readIdentityPattern(row.text, '--identity-pattern');
    assert.equal(read.kind, 'mistake', row.text);
    if (read.kind !== 'mistake') continue;
    assert.match(read.message, row.message, row.text);
    assert.match(read.hint, row.hint, row.text);
  }
});

test('a version with a wildcard is no regular expression', () => {
  assert.equal(matches(pattern(`${workflow}@refs/tags/v1.*`), `${workflow}@refs/tags/v1.2`), true);
  assert.equal(matches(pattern(`${workflow}@refs/tags/v1.*`), `${workflow}@refs/tags/v12`), false);
});

test('a matcher in words', () => {
  assert.equal(showMatcher({ kind: 'exact', text: 'a"b' }), '"a\\"b"');
  assert.equal(showMatcher(pattern('https://example.com/*/x**')), '"https://example.com/*/x**", where * is one part without a slash and ** is anything');
});
