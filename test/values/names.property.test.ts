import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  alternatives,
  concat,
  difference,
  equals,
  hole,
  includes,
  intersection,
  intersects,
  lit,
  matchesLiteral,
  nameSet,
  substituteSet,
  textOfEach,
  type NameSet,
  type Text,
} from '../../src/values/index.ts';
import { filled, holedPattern, holeNames, isFolders, plainPattern, setOf } from './arbitrary.ts';
import { allStrings, holdsPlain, matchesPlain } from './brute.ts';

const names = allStrings('ab./', 5);
const runs = { numRuns: 400 };

test('what is said of sets without unknowns is true of every short name', () => {
  let decided = 0;
  fc.assert(
    fc.property(setOf(plainPattern), setOf(plainPattern), (a, b) => {
      const inA = names.filter((name) => holdsPlain(a, name));
      const inB = names.filter((name) => holdsPlain(b, name));
      const there = includes(a, b);
      const meet = intersects(a, b);
      if (there !== 'unknown' && meet !== 'unknown') decided++;
      if (there === true)
        assert.ok(
          inB.every((name) => inA.includes(name)),
          'includes said true',
        );
      if (meet === false) assert.ok(!inB.some((name) => inA.includes(name)), 'intersects said false');
      if (inB.some((name) => !inA.includes(name))) assert.equal(there, false);
      if (inB.some((name) => inA.includes(name))) assert.equal(meet, true);
      const difference_ = difference(a, b);
      const common = intersection(a, b);
      for (const name of names) {
        const [x, y] = [inA.includes(name), inB.includes(name)];
        if (x && !y) assert.ok(holdsPlain(difference_, name), 'difference lost a name');
        if (x && y) assert.ok(common !== undefined && holdsPlain(common.set, name), 'intersection lost a name');
        if (common?.exact === true && !(x && y)) assert.ok(!holdsPlain(common.set, name), 'an exact intersection has a name too many');
      }
    }),
    runs,
  );
  assert.ok(decided > runs.numRuns * 0.95, `only ${decided} decided`);
});

test('membership of a literal is decided exactly without unknowns', () => {
  fc.assert(
    fc.property(plainPattern, fc.constantFrom(...names), (pattern, name) => {
      assert.equal(matchesLiteral(pattern, name), matchesPlain(pattern, name));
    }),
    runs,
  );
});

const values = fc.record(Object.fromEntries(holeNames.map((id) => [id, fc.constantFrom('', 'a', 'b', '.', 'ab', 'a.b')])));

test('a decided answer about unknowns stays right for every value of them', () => {
  let decided = 0;
  fc.assert(
    fc.property(setOf(holedPattern), setOf(holedPattern), values, (a, b, value) => {
      const [x, y] = [filled(a, value), filled(b, value)];
      for (const question of [includes, intersects, equals]) {
        const before = question(a, b);
        if (before === 'unknown') continue;
        decided++;
        assert.equal(question(x, y), before, question.name);
      }
    }),
    { numRuns: 1500 },
  );
  assert.ok(decided > 1500, `only ${decided} decided`);
});

test('an intersection with unknowns loses no name and an exact one has none too many', () => {
  fc.assert(
    fc.property(setOf(holedPattern), setOf(holedPattern), values, (a, b, value) => {
      const common = intersection(a, b);
      const [x, y] = [filled(a, value), filled(b, value)];
      const set = common === undefined ? nameSet([]) : filled(common.set, value);
      for (const name of allStrings('ab./', 4)) {
        const both = holdsPlain(x, name) && holdsPlain(y, name);
        if (both) assert.ok(holdsPlain(set, name), `lost ${name}`);
        else if (common?.exact === true) assert.ok(!holdsPlain(set, name), `${name} is too many`);
      }
    }),
    { numRuns: 300 },
  );
});

test('every set includes and equals itself', () => {
  fc.assert(
    fc.property(setOf(holedPattern), (set) => {
      const copy: NameSet = { include: [...set.include], exclude: [...set.exclude] };
      assert.equal(includes(set, copy), true);
      assert.equal(equals(set, copy), true);
    }),
  );
});

test('inclusion both ways is equality, and what is included and not empty meets', () => {
  fc.assert(
    fc.property(setOf(holedPattern), setOf(holedPattern), (a, b) => {
      const [there, back] = [includes(a, b), includes(b, a)];
      if (there === true && back === true) assert.equal(equals(a, b), true);
      if (there === false || back === false) assert.equal(equals(a, b), false);
      if (there === true && intersects(b, b) === true) assert.notEqual(intersects(a, b), false);
      const [meet, same] = [intersects(a, b), intersects(b, a)];
      if (meet !== 'unknown' && same !== 'unknown') assert.equal(meet, same);
    }),
    runs,
  );
});

const withChoice = fc
  .tuple(holedPattern, fc.array(plainPattern, { minLength: 2, maxLength: 2 }), holedPattern)
  .map(([head, options, tail]) => ({ head, options, tail }));

test('alternatives of one key choose together', () => {
  fc.assert(
    fc.property(withChoice, withChoice, (a, b) => {
      const whole = (one: typeof a): NameSet => nameSet([concat(one.head, alternatives('k', one.options), one.tail)]);
      const chosen = (one: typeof a, i: number): NameSet => nameSet([concat(one.head, one.options[i]!, one.tail)]);
      for (const question of [includes, intersects]) {
        const answer = question(whole(a), whole(b));
        if (answer === 'unknown') continue;
        for (const i of [0, 1]) assert.equal(question(chosen(a, i), chosen(b, i)), answer);
      }
    }),
    runs,
  );
});

test('a loop variable stands for all of its set', () => {
  fc.assert(
    fc.property(setOf(plainPattern), plainPattern, plainPattern, setOf(plainPattern), (set, head, tail, other) => {
      fc.pre(!isFolders(head.at(-1)) && !isFolders(tail[0]) && !set.include.some((name) => isFolders(name[0]) || isFolders(name.at(-1))));
      const loop: Text = concat(head, hole('f', { each: set }), tail);
      const short = allStrings('ab./', 2).filter((name) => holdsPlain(set, name));
      const images = allStrings('ab./', 4).filter((name) => short.some((one) => matchesPlain(concat(head, lit(one), tail), name)));
      if (includes(other, nameSet([loop])) === true) for (const name of images) assert.ok(holdsPlain(other, name), name);
      if (intersects(other, nameSet([loop])) === false) for (const name of images) assert.ok(!holdsPlain(other, name), name);
      const described = textOfEach(loop);
      if (described.include.every((text) => text.every((piece) => piece.kind !== 'hole')))
        for (const name of images) assert.ok(holdsPlain(described, name), name);
      const covered = other.include.map((text) => nameSet([text])).filter((one) => includes(nameSet([loop]), one) === true);
      for (const one of covered) {
        for (const name of allStrings('ab./', 3).filter((n) => holdsPlain(one, n))) {
          const splits = allStrings('ab./', 3).some((middle) => holdsPlain(set, middle) && matchesPlain(concat(head, lit(middle), tail), name));
          assert.ok(splits, `${name} is not made by the loop`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('substitution and filling agree with the answers', () => {
  fc.assert(
    fc.property(setOf(holedPattern), setOf(holedPattern), values, (a, b, value) => {
      const put = (set: NameSet): NameSet => substituteSet(set, (one) => lit(value[one.id] ?? ''));
      assert.equal(includes(put(a), put(b)), includes(filled(a, value), filled(b, value)));
    }),
    { numRuns: 200 },
  );
});
