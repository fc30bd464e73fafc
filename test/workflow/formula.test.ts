import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { and, conjuncts, constant, decode, encode, isValue, named, not, or, same } from '../../src/workflow/formula.ts';
import type { Formula } from '../../src/workflow/formula.ts';

const p = named('p');
const q = named('q');
const r = named('r');
const x = (value: string): Formula => isValue({ key: 'x', label: 'x' }, value);

const rows: readonly { what: string; formula: Formula; key: string }[] = [
  { what: 'order does not matter', formula: and(q, p), key: 'p && q' },
  { what: 'nothing twice', formula: or(p, p), key: 'p' },
  { what: 'nested conjunctions are one', formula: and(p, and(q, r)), key: 'p && q && r' },
  { what: 'De Morgan', formula: not(and(p, or(q, r))), key: '!p || !q && !r' },
  { what: 'double negation', formula: not(not(p)), key: 'p' },
  { what: 'a contradiction', formula: and(p, q, not(p)), key: 'false' },
  { what: 'a tautology', formula: or(p, q, not(p)), key: 'true' },
  { what: 'absorption', formula: and(p, or(p, q)), key: 'p' },
  { what: 'what is settled is taken out', formula: or(p, and(not(p), q)), key: 'p || q' },
  { what: 'settled more than one level deep', formula: and(p, or(not(p), and(not(p), q), r)), key: 'p && r' },
  { what: 'two values exclude each other', formula: and(x('a'), x('b')), key: 'false' },
  { what: 'a value says what it is not', formula: and(x('a'), not(x('b'))), key: 'x == a' },
  { what: 'not both values', formula: or(not(x('a')), not(x('b'))), key: 'true' },
  { what: 'equivalence with itself', formula: same(or(p, q), or(q, p)), key: 'true' },
];

for (const row of rows) {
  test(`formula: ${row.what}`, () => assert.equal(row.formula.key, row.key));
}

type Tree =
  | { readonly kind: 'leaf'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Tree }
  | { readonly kind: 'and' | 'or' | 'same'; readonly left: Tree; readonly right: Tree };

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom('p', 'q', 'r', 'a', 'b', 'true', 'false').map((name): Tree => ({ kind: 'leaf', name })),
    tie('tree').map((of): Tree => ({ kind: 'not', of })),
    fc.tuple(fc.constantFrom('and', 'or', 'same'), tie('tree'), tie('tree')).map((parts): Tree => ({ kind: parts[0], left: parts[1], right: parts[2] })),
  ),
})).tree;

function build(of: Tree): Formula {
  switch (of.kind) {
    case 'leaf':
      return of.name === 'a' || of.name === 'b' ? x(of.name) : of.name === 'true' || of.name === 'false' ? constant(of.name === 'true') : named(of.name);
    case 'not':
      return not(build(of.of));
    case 'and':
      return and(build(of.left), build(of.right));
    case 'or':
      return or(build(of.left), build(of.right));
    case 'same':
      return same(build(of.left), build(of.right));
  }
}

interface World {
  readonly names: ReadonlySet<string>;
  readonly x: string;
}

function holdsIn(of: Tree, world: World): boolean {
  switch (of.kind) {
    case 'leaf':
      return of.name === 'a' || of.name === 'b' ? world.x === of.name : of.name === 'true' || world.names.has(of.name);
    case 'not':
      return !holdsIn(of.of, world);
    case 'and':
      return holdsIn(of.left, world) && holdsIn(of.right, world);
    case 'or':
      return holdsIn(of.left, world) || holdsIn(of.right, world);
    case 'same':
      return holdsIn(of.left, world) === holdsIn(of.right, world);
  }
}

function formulaIn(formula: Formula, world: World): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'question': {
      if (formula.fact !== undefined) return (world.x === formula.fact.value) === formula.fact.holds;
      return formula.key.startsWith('!') ? !world.names.has(formula.key.slice(1)) : world.names.has(formula.key);
    }
    case 'and':
      return formula.parts.every((part) => formulaIn(part, world));
    case 'or':
      return formula.parts.some((part) => formulaIn(part, world));
  }
}

const worlds: readonly World[] = ['a', 'b', 'c'].flatMap((value) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({ x: value, names: new Set(['p', 'q', 'r'].filter((_, i) => (bits >> i) % 2 === 1)) })),
);

test('simplifying keeps the meaning, in every world', () => {
  fc.assert(
    fc.property(tree, (given) => {
      const formula = build(given);
      if (formula.key.includes('condition#')) return;
      for (const world of worlds) assert.equal(formulaIn(formula, world), holdsIn(given, world), formula.key);
      assert.equal(and(...conjuncts(formula)).key, formula.key);
    }),
    { numRuns: 1000 },
  );
});

test('a formula survives being written as the key of a choice', () => {
  fc.assert(
    fc.property(tree, (given) => {
      const formula = build(given);
      assert.deepEqual(decode(encode(formula)), formula);
    }),
    { numRuns: 500 },
  );
});

test('any other text decodes to nothing, or to a formula, but never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void decode(text)));
  assert.equal(decode('inputs.sign'), undefined);
  assert.equal(decode(`${'{"and":['.repeat(5000)}${']}'.repeat(5000)}`), undefined);
});
