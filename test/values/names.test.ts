import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tri } from '../../src/base/index.ts';
import {
  baseNames,
  concat,
  difference,
  equals,
  hole,
  includes,
  intersection,
  intersects,
  isFinite,
  lit,
  matchesLiteral,
  memberCount,
  nameSet,
  show,
  textOfEach,
  union,
  wild,
  type NameSet,
  type Text,
} from '../../src/values/index.ts';
import { choice, loopOver, setOfGlobs, textOf } from './text.ts';

interface Row {
  readonly what: string;
  readonly a: NameSet;
  readonly b: NameSet;
  readonly includes: Tri;
  readonly intersects: Tri;
}

const set = setOfGlobs;
const version = (shape: string): Text => hole('v', { shape });
const one = (...parts: readonly Text[]): NameSet => nameSet([concat(...parts)]);

const rows: readonly Row[] = [
  { what: 'two different literals', a: set('a'), b: set('b'), includes: false, intersects: false },
  { what: 'a star and an unknown in a name', a: set('*.tar.gz'), b: set('rg-{v}-x.tar.gz'), includes: true, intersects: true },
  { what: 'a star stops at a slash', a: set('dist/*'), b: set('dist/a/b'), includes: false, intersects: false },
  { what: 'an unknown holds no slash', a: set('dist/*'), b: set('dist/{v}'), includes: true, intersects: true },
  { what: 'an unknown of any shape may hold one', a: set('dist/*'), b: one(lit('dist/'), version('.*')), includes: 'unknown', intersects: 'unknown' },
  { what: 'a shape that cannot be read may hold one', a: set('*'), b: one(version('(?=x)y')), includes: 'unknown', intersects: 'unknown' },
  { what: 'two stars cross folders', a: set('**'), b: one(lit('dist/'), version('.*')), includes: true, intersects: true },
  { what: 'an unknown may or may not be a literal', a: set('a-{v}.zip'), b: set('a-1.2.zip'), includes: 'unknown', intersects: 'unknown' },
  { what: 'an unknown may be empty', a: set('a-?*'), b: set('a-{v}'), includes: 'unknown', intersects: 'unknown' },
  {
    what: 'a shape that fits nothing of the literal',
    a: one(lit('a-'), version('[0-9.]+'), lit('.zip')),
    b: set('a-one.zip'),
    includes: false,
    intersects: false,
  },
  {
    what: 'a shape that fits leaves it open',
    a: one(lit('a-'), version('[0-9.]+'), lit('.zip')),
    b: set('a-1.2.zip'),
    includes: 'unknown',
    intersects: 'unknown',
  },
  { what: 'a class against a shape', a: set('a-[0-9][0-9]'), b: one(lit('a-'), version('\\d{2}')), includes: true, intersects: true },
  { what: 'a digest against another algorithm', a: one(version('sha256:[0-9a-f]{64}')), b: one(lit('sha512:'), hole('w')), includes: false, intersects: false },
  { what: 'the same unknown', a: set('{v}'), b: set('{v}'), includes: true, intersects: true },
  { what: 'two unknowns', a: set('{v}'), b: set('{w}'), includes: 'unknown', intersects: 'unknown' },
  { what: 'an unknown and more', a: set('{v}'), b: set('{v}-x'), includes: false, intersects: false },
  { what: 'variants by suffix', a: set('img-{v}-alpine'), b: set('img-{v}-slim'), includes: false, intersects: false },
  { what: 'one variant and all', a: set('img-{v}-*'), b: set('img-{v}-slim'), includes: true, intersects: true },
  { what: 'all and one variant', a: set('img-{v}-slim'), b: set('img-{v}-*'), includes: false, intersects: true },
  { what: 'unknown folders of the same name', a: set('out/{v}/*'), b: set('out/{v}/*.gz'), includes: true, intersects: true },
  { what: 'an unknown part and a known one', a: set('{v}-{os}.zip'), b: set('{v}-linux.zip'), includes: 'unknown', intersects: 'unknown' },
  { what: 'two patterns cover one', a: set('[a-m]*', '[!a-m]*', ''), b: set('*'), includes: true, intersects: true },
  { what: 'folders may be none', a: set('**/*.gz'), b: set('a.gz', 'x/y/b.gz'), includes: true, intersects: true },
  { what: 'stars that meet', a: set('dist/app-*'), b: set('dist/*.gz'), includes: false, intersects: true },
  { what: 'stars that do not', a: set('dist/app-*.zip'), b: set('dist/*.gz'), includes: false, intersects: false },
  { what: 'an exclusion that matters', a: set('*', '!*.sig'), b: set('a.sig'), includes: false, intersects: false },
  { what: 'an exclusion that may matter', a: set('*', '!*.sig'), b: set('a{v}'), includes: 'unknown', intersects: 'unknown' },
  { what: 'an exclusion that cannot matter', a: set('*', '!*.sig'), b: set('a{v}.gz'), includes: true, intersects: true },
  { what: 'an exclusion of the other side', a: set('*.gz'), b: set('*', '!*.sig', '!*.pem'), includes: false, intersects: true },
  { what: 'what is excluded on one side is on the other', a: set('*', '!*.sig'), b: set('*', '!*.sig', '!*.pem'), includes: true, intersects: true },
  { what: 'an exclusion with the unknown of the name', a: set('*', '!{v}-x'), b: set('{v}'), includes: true, intersects: true },
  { what: 'one of two names', a: set('a'), b: one(choice('k', 'a', 'b')), includes: 'unknown', intersects: 'unknown' },
  { what: 'both names', a: set('a', 'b'), b: one(choice('k', 'a', 'b')), includes: true, intersects: true },
  {
    what: 'the same choice on both sides',
    a: one(choice('k', 'a', 'b'), lit('.sig')),
    b: one(choice('k', 'a', 'b'), lit('.sig')),
    includes: true,
    intersects: true,
  },
  { what: 'one key chooses together', a: one(choice('k', 'x', 'y')), b: one(choice('k', 'x1', 'y1')), includes: false, intersects: false },
  { what: 'two keys choose apart', a: one(choice('k', 'x', 'y')), b: one(choice('l', 'x', 'y')), includes: 'unknown', intersects: 'unknown' },
  {
    what: 'equal keys of different sizes are two choices',
    a: one(choice('k', 'x', 'y')),
    b: one(choice('k', 'x', 'y', 'z')),
    includes: 'unknown',
    intersects: 'unknown',
  },
  { what: 'a loop stands for all names', a: one(loopOver('f', '*.gz'), lit('.sig')), b: set('a.gz.sig'), includes: true, intersects: true },
  { what: 'a loop without what it excludes', a: one(loopOver('f', '*.gz', '!a.gz'), lit('.sig')), b: set('a.gz.sig'), includes: false, intersects: false },
  {
    what: 'a loop variable twice is one name',
    a: one(loopOver('f', '*.gz'), lit('/'), loopOver('f', '*.gz')),
    b: set('a.gz/b.gz'),
    includes: 'unknown',
    intersects: 'unknown',
  },
  {
    what: 'a loop variable twice over names',
    a: one(loopOver('f', 'a', 'b'), lit('/'), loopOver('f', 'a', 'b')),
    b: set('a/b'),
    includes: false,
    intersects: false,
  },
  {
    what: 'two loops are all pairs',
    a: one(loopOver('f', 'a', 'b'), lit('/'), loopOver('g', 'x', 'y')),
    b: set('a/x', 'a/y', 'b/x', 'b/y'),
    includes: true,
    intersects: true,
  },
  {
    what: 'a loop inside a loop is the same folder',
    a: one(loopOver('d', 'x', 'y'), lit('-'), hole('f', { each: one(loopOver('d', 'x', 'y'), lit('/a')) })),
    b: set('x-y/a'),
    includes: false,
    intersects: false,
  },
  {
    what: 'a loop inside a loop',
    a: one(hole('f', { each: one(loopOver('d', 'x', 'y'), lit('/'), wild('*')) })),
    b: set('y/z'),
    includes: true,
    intersects: true,
  },
  {
    what: 'variables of one loop do not vary freely',
    a: one(loopOver('f', '*'), hole('g', { from: ['f'], each: set('*') })),
    b: set('ab'),
    includes: 'unknown',
    intersects: 'unknown',
  },
  { what: 'no names at all', a: set('a'), b: set(), includes: true, intersects: false },
  { what: 'nothing includes something', a: set(), b: set('*'), includes: false, intersects: false },
  { what: 'characters beyond the basic plane are one', a: set('?'), b: set('\u{1F600}'), includes: true, intersects: true },
  { what: 'a very long pattern is not compiled', a: set('*'), b: set(`${'a'.repeat(3000)}*`), includes: 'unknown', intersects: 'unknown' },
  { what: 'a very long literal is compared', a: set('*'), b: set('a'.repeat(30_000)), includes: true, intersects: true },
];

for (const row of rows) {
  test(`names: ${row.what}`, () => {
    assert.equal(includes(row.a, row.b), row.includes, 'includes');
    assert.equal(intersects(row.a, row.b), row.intersects, 'intersects');
    assert.equal(intersects(row.b, row.a), row.intersects, 'intersects, the other way');
  });
}

test('equality needs both directions', () => {
  assert.equal(equals(set('*', '!a'), set('?*', '', '!a')), true);
  assert.equal(equals(set('*'), set('?*')), false);
  assert.equal(equals(set('{v}'), set('{w}')), 'unknown');
  assert.equal(equals(set('a', 'b'), set('b', 'a')), true);
});

test('membership of one string', () => {
  assert.equal(matchesLiteral(textOf('a-{v}'), 'a-1'), 'unknown');
  assert.equal(matchesLiteral(textOf('a-{v}'), 'b-1'), false);
  assert.equal(matchesLiteral(concat(loopOver('f', '*.gz'), lit('.sig')), 'x.gz.sig'), true);
  assert.equal(matchesLiteral(choice('k', 'a', 'b'), 'a'), 'unknown');
  assert.equal(matchesLiteral([], ''), true);
});

test('what two sets have in common', () => {
  const shown = (a: NameSet, b: NameSet): unknown => {
    const found = intersection(a, b);
    return found === undefined ? undefined : { names: found.set.include.map(show), exact: found.exact };
  };
  assert.deepEqual(shown(set('*'), set('a', 'b')), { names: ['a', 'b'], exact: true });
  assert.deepEqual(shown(set('dist/*.gz'), set('dist/app-*')), { names: ['dist/app-*.gz'], exact: true });
  assert.deepEqual(shown(set('a*'), set('*ab')), { names: ['a*ab', 'ab'], exact: true });
  assert.deepEqual(shown(set('*.gz', '*.zip'), set('a.gz', 'b.tgz')), { names: ['a.gz'], exact: true });
  assert.deepEqual(shown(set('a-{v}'), set('a-1')), { names: ['a-1'], exact: false });
  assert.equal(shown(set('*.gz'), set('*.zip')), undefined);
  assert.deepEqual(intersection(set('*', '!a'), set('a', 'b'))?.set.exclude.map(show), ['a']);
});

test('what is left of a set', () => {
  const left = difference(set('a', 'b', '*.gz'), set('a', 'x.gz', '*.zip'));
  assert.deepEqual(left.include.map(show), ['b', '*.gz']);
  assert.deepEqual(left.exclude.map(show), ['x.gz']);
  assert.deepEqual(difference(set('*'), set('*.gz', '!a.gz')).exclude, [], 'a set with exclusions that reach in is not taken away');
});

test('loop variables become patterns only where these say the same', () => {
  const plain = textOfEach(concat(lit('dist/'), loopOver('f', '*.gz', '!x.gz'), lit('.sig')));
  assert.deepEqual(plain.include.map(show), ['dist/*.gz.sig']);
  assert.deepEqual(plain.exclude.map(show), ['dist/x.gz.sig']);
  const twice = concat(loopOver('f', '*.gz'), lit('/'), loopOver('f', '*.gz'));
  assert.deepEqual(textOfEach(twice), nameSet([twice]));
  assert.deepEqual(textOfEach(choice('k', 'a', 'b')).include.length, 1, 'one of two names is not both');
});

test('sets together', () => {
  const a = set('dist/*', '!dist/x');
  const b = set('dist/x', 'out/*', '!out/y');
  assert.deepEqual(union([a, b], 'over').exclude.map(show), ['out/y'], 'dist/x is in one of them');
  assert.deepEqual(union([a, b], 'under').exclude.map(show), ['dist/x', 'out/y']);
  assert.equal(includes(union([a, b], 'over'), b), true);
});

test('base names', () => {
  assert.deepEqual(baseNames(set('dist/*', '!dist/x'), 'over').exclude.map(show), ['x']);
  assert.deepEqual(baseNames(set('**', '!dist/x'), 'over').exclude.map(show), [], 'another x is left');
  assert.deepEqual(baseNames(set('**', '!dist/x'), 'under').exclude.map(show), ['x']);
  assert.deepEqual(baseNames(set('**', '!**/x'), 'over').exclude.map(show), ['x']);
  assert.deepEqual(baseNames(set('dist/a-{v}', 'out/a-{v}'), 'over').include.map(show), ['a-{v}']);
});

test('more choices than can be taken together are still decided pattern by pattern', () => {
  const many = nameSet(Array.from({ length: 10 }, (_, i) => concat(choice(`k${i}`, 'a', 'b'), lit(`${i}`))));
  assert.equal(includes(set('*'), many), true);
  assert.equal(includes(set('a*'), many), 'unknown');
  assert.equal(includes(set('*0'), many), false);
  assert.equal(includes(set('x*'), many), false);
  assert.equal(intersects(many, set('?3')), true);
  assert.equal(intersects(many, set('x*')), false);
});

test('finite sets and their size', () => {
  assert.equal(isFinite(set('a', 'b')), true);
  assert.equal(isFinite(set('a*')), false);
  assert.equal(isFinite(one(loopOver('f', '*'))), false);
  assert.equal(memberCount(one(loopOver('f', 'a', 'b', 'a'), lit('.x'))), 2);
  assert.equal(memberCount(set('a*')), undefined);
});

test('hostile patterns end in bounded work', () => {
  const stars = (letter: string): string => `*${Array.from({ length: 40 }, (_, i) => `${letter}?${'xyz'[i % 3]}*`).join('')}`;
  const started = process.cpuUsage().user;
  for (let i = 0; i < 20; i++) assert.notEqual(includes(set(`${stars('a')}${i}`), set(`${stars('?')}${i}`)), true);
  const many = nameSet(Array.from({ length: 400 }, (_, i) => setOfGlobs(`*${i}*a*`).include[0]!));
  const others = nameSet(Array.from({ length: 400 }, (_, i) => setOfGlobs(`b*${i}?*{v}`).include[0]!));
  assert.notEqual(includes(many, others), true);
  assert.notEqual(intersects(many, others), false);
  assert.ok((process.cpuUsage().user - started) / 1e6 < 20, 'took too long');
});
