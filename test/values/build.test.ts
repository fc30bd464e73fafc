import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../src/base/index.ts';
import {
  alternatives,
  concat,
  concatAll,
  derive,
  emptyText,
  expand,
  fingerprint,
  hole,
  holesOf,
  includes,
  keyOf,
  lit,
  nameSet,
  literalOf,
  originsOf,
  sameText,
  show,
  wild,
  type Text,
} from '../../src/values/index.ts';
import { choice, loopOver, textOf } from './text.ts';

test('keys tell different texts apart, whatever characters they hold', () => {
  const texts: readonly Text[] = [
    emptyText,
    lit('a'),
    hole('a'),
    wild('*'),
    lit('*'),
    lit('\u0001h1:a'),
    concat(lit('\u0001'), hole('a')),
    hole('a\u0001h1:b'),
    concat(hole('a'), hole('b')),
    hole('a(b'),
    derive('a', lit('b')),
    derive('a(', hole('b')),
    derive('a', concat(lit('('), hole('b'))),
    choice('k', 'a', 'b'),
    choice('k', 'a', 'c'),
    choice('l', 'a', 'b'),
    choice('k', 'a|b', 'c'),
    choice('k', 'a', 'b|c'),
  ];
  assert.equal(new Set(texts.map(keyOf)).size, texts.length);
  assert.equal(keyOf(lit('plain')), 'plain');
  assert.ok(sameText(textOf('a{v}b'), concat(lit('a'), hole('v'), lit('b'))));
});

test('joining merges literals and drops empty ones', () => {
  assert.deepEqual(concat(lit('a'), lit(''), lit('b'), hole('v'), lit('')), [{ kind: 'lit', text: 'ab' }, ...hole('v')]);
  const long = concat(...Array.from({ length: limits.maxTextPieces + 1 }, (_, i) => hole(`h${i}`)));
  assert.equal(long.length, 1);
  assert.ok(originsOf(long).includes('h7'));
});

test('alternatives collapse only when all options are equal', () => {
  assert.deepEqual(alternatives('k', [lit('a'), lit('a')]), lit('a'));
  assert.deepEqual(alternatives('k', []), emptyText);
  const a = alternatives('k', [lit('x'), lit('x'), lit('y')]);
  const b = alternatives('k', [lit('1'), lit('2'), lit('2')]);
  const joined = concat(a, b);
  assert.deepEqual(
    expand(joined)?.map((one) => show(one.text)),
    ['x1', 'x2', 'y2'],
    'options of one place go together',
  );
});

test('too many alternatives lose their places and then themselves, never their difference', () => {
  const legs = (fn: (i: number) => string): readonly Text[] => Array.from({ length: limits.maxAlternatives + 10 }, (_, i) => lit(fn(i)));
  const few = alternatives(
    'k',
    legs((i) => (i % 2 === 0 ? 'a' : 'b')),
  );
  assert.equal(few[0]?.kind, 'alt');
  assert.equal(includes(nameSet([lit('a'), lit('b')]), nameSet([few])), true);
  const many = alternatives(
    'k',
    legs((i) => `a${i}`),
  );
  const others = alternatives(
    'k',
    legs((i) => `b${i}`),
  );
  assert.equal(many[0]?.kind, 'hole');
  assert.ok(!sameText(many, others));
  assert.ok(
    sameText(
      many,
      alternatives(
        'k',
        legs((i) => `a${i}`),
      ),
    ),
  );
});

test('expansion takes one choice for each key', () => {
  const text = concat(choice('k', 'a', 'b'), lit('-'), choice('l', 'x', 'y'), lit('-'), choice('k', '1', '2'));
  assert.deepEqual(
    expand(text)?.map((one) => show(one.text)),
    ['a-x-1', 'a-y-1', 'b-x-2', 'b-y-2'],
  );
  assert.deepEqual(
    [...expand(text)![3]!.choices],
    [
      ['k', 1],
      ['l', 1],
    ],
  );
  const nested = alternatives('k', [lit('a'), concat(choice('k', 'never', 'b'), lit('!'))]);
  assert.deepEqual(
    expand(nested)?.map((one) => show(one.text)),
    ['a', 'b!'],
  );
  const odd = concat(choice('k', 'a', 'b'), choice('k', '1', '2', '3'));
  assert.equal(expand(odd)?.length, 6, 'another number of options is another choice');
  assert.equal(expand(concat(...Array.from({ length: 7 }, (_, i) => choice(`k${i}`, 'a', 'b')))), undefined);
});

test('what a text was computed from', () => {
  const derived = derive('lower', textOf('{a}-{b}'));
  assert.deepEqual(originsOf(derived), ['lower(\u0001h1:a-\u0001h1:b)', 'a', 'b']);
  assert.deepEqual(
    holesOf(concat(derived, choice('k', 'x', '{c}')))
      .map((one) => one.id)
      .slice(1),
    ['c'],
  );
  assert.ok(originsOf(loopOver('f', '{v}-*')).includes('v'));
});

test('derived unknowns are named by what they are computed from', () => {
  assert.ok(sameText(derive('f', hole('a')), derive('f', hole('a'))));
  assert.ok(!sameText(derive('f', hole('a')), derive('g', hole('a'))));
  const long = derive('f', lit('a'.repeat(1000)));
  assert.ok(holesOf(long)[0]!.id.length < 200);
  assert.ok(!sameText(long, derive('f', lit(`${'a'.repeat(999)}b`))));
  assert.notEqual(fingerprint('a'), fingerprint('b'));
});

test('texts are shown as a person would write them', () => {
  assert.equal(show(concat(lit('a-'), hole('x', { label: 'version' }), wild('*'), choice('k', 'b', 'c'))), 'a-{version}*{b,c}');
  assert.equal(show(loopOver('f', '*.gz')), '*.gz');
  assert.equal(show(loopOver('f', '*.gz', '*.zip')), '{*.gz,*.zip}');
  assert.equal(show([{ kind: 'wild', glob: '***' }]), '*');
});

test('a text past the bound is one unknown, the same however it was put together', () => {
  const half = lit('a'.repeat(limits.maxTextLength - 10));
  const end = concat(hole('x'), lit('b'.repeat(20)));
  const whole = concat(half, end);
  assert.equal(holesOf(whole).length, 1);
  assert.deepEqual(originsOf(whole).slice(1), ['x']);
  assert.ok(sameText(whole, concat(concat(half, hole('x')), lit('b'.repeat(20)))));
  assert.ok(!sameText(whole, concat(half, hole('y'), lit('b'.repeat(20)))));
  assert.ok(show(whole).length < 100);
  let doubling = lit('ab');
  for (let i = 0; i < 100; i++) doubling = concat(doubling, doubling);
  assert.equal(literalOf(doubling), undefined);
  assert.equal(holesOf(concatAll(Array.from({ length: 300_000 }, (_, i) => hole(`h${i}`)))).length, 1, 'more parts than a call takes');
});
