import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  basename,
  concat,
  dirname,
  hole,
  holesOf,
  lit,
  literalOf,
  lower,
  replaceText,
  resolvePath,
  stripPrefix,
  stripSuffix,
  substring,
  upper,
  wild,
  type Text,
} from '../../src/values/index.ts';
import { holeNames, plainPattern, setOf } from './arbitrary.ts';
import { allStrings, holdsPlain } from './brute.ts';

const runs = { numRuns: 1500 };

const literal = fc.constantFrom('a', 'b', 'ab', '.', '/', '-', 'a/b', 'aa').map((text) => lit(text));
const unknown = fc.constantFrom(...holeNames).map((id) => hole(id));
const value = fc.array(fc.oneof(literal, literal, unknown), { maxLength: 4 }).map((parts) => concat(...parts));
const pattern = fc
  .array(
    fc.oneof(
      literal,
      literal,
      unknown,
      fc.constantFrom('*', '?', '[ab]', '[!a]').map((glob) => wild(glob)),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => concat(...parts));
const values = fc.record(Object.fromEntries(holeNames.map((id) => [id, fc.constantFrom('', 'a', 'b', '.', '-', 'ab', 'ba')])));

type Values = Readonly<Record<string, string>>;

function filled(text: Text, by: Values): string {
  return text.map((piece) => (piece.kind === 'lit' ? piece.text : piece.kind === 'hole' ? by[piece.id]! : '')).join('');
}

/** True when a result says nothing new: it is made of the unknowns that were there. */
function isExact(text: Text): boolean {
  return holesOf(text).every((one) => (holeNames as readonly string[]).includes(one.id));
}

function regexOf(text: Text, by: Values): string {
  return text
    .map((piece) => {
      if (piece.kind === 'wild') return piece.glob === '*' ? '[\\s\\S]*' : piece.glob === '?' ? '[\\s\\S]' : piece.glob.replace('[!', '[^');
      return (piece.kind === 'lit' ? piece.text : piece.kind === 'hole' ? by[piece.id]! : '').replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    })
    .join('');
}

function strippedPlainly(text: string, regex: string, side: 'prefix' | 'suffix', longest: boolean): string {
  const whole = new RegExp(`^(?:${regex})$`);
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (longest) lengths.reverse();
  for (const length of lengths) {
    if (side === 'prefix' && whole.test(text.slice(0, length))) return text.slice(length);
    if (side === 'suffix' && whole.test(text.slice(text.length - length))) return text.slice(0, text.length - length);
  }
  return text;
}

test('what is stripped exactly is what a shell strips from every value', () => {
  let exact = 0;
  fc.assert(
    fc.property(value, pattern, values, fc.boolean(), fc.constantFrom('prefix' as const, 'suffix' as const), (text, cut, by, longest, side) => {
      const result = side === 'prefix' ? stripPrefix(text, cut, { longest }) : stripSuffix(text, cut, { longest });
      assert.deepEqual(side === 'prefix' ? stripPrefix(text, cut, { longest }) : stripSuffix(text, cut, { longest }), result);
      if (!isExact(result)) return;
      exact++;
      assert.equal(filled(result, by), strippedPlainly(filled(text, by), regexOf(cut, by), side, longest));
    }),
    runs,
  );
  assert.ok(exact > runs.numRuns / 3, `only ${exact} exact`);
});

test('literals are always stripped and replaced exactly', () => {
  fc.assert(
    fc.property(value, pattern, fc.boolean(), values, (text, cut, all, by) => {
      fc.pre(isExact(text) && !cut.some((piece) => piece.kind === 'hole'));
      const plain = lit(filled(text, by));
      assert.notEqual(literalOf(stripPrefix(plain, cut)), undefined);
      assert.notEqual(literalOf(replaceText(plain, cut, lit('x'), { all })), undefined);
    }),
    runs,
  );
});

function replacedPlainly(text: string, regex: string, by: string, all: boolean): string {
  const whole = new RegExp(`^(?:${regex})$`);
  let out = '';
  let at = 0;
  while (at < text.length) {
    let length = text.length - at;
    while (length > 0 && !whole.test(text.slice(at, at + length))) length--;
    if (length === 0) out += text[at++]!;
    else {
      out += by;
      at += length;
      if (!all) break;
    }
  }
  return out + text.slice(at);
}

test('what is replaced exactly is what a shell replaces in every value', () => {
  let exact = 0;
  fc.assert(
    fc.property(value, pattern, value, fc.boolean(), values, (text, from, to, all, by) => {
      const result = replaceText(text, from, to, { all });
      if (!isExact(result)) return;
      exact++;
      assert.equal(filled(result, by), replacedPlainly(filled(text, by), regexOf(from, by), filled(to, by), all));
    }),
    runs,
  );
  assert.ok(exact > 200, `only ${exact} exact`);
});

test('parts, cases and paths agree with the same functions of strings', () => {
  fc.assert(
    fc.property(value, fc.integer({ min: -4, max: 6 }), fc.option(fc.integer({ min: -3, max: 5 }), { nil: undefined }), values, (text, offset, length, by) => {
      const whole = filled(text, by);
      const part = substring(text, offset, length);
      if (isExact(part)) {
        const start = offset < 0 ? whole.length + offset : offset;
        const end = length === undefined ? whole.length : length < 0 ? whole.length + length : start + length;
        assert.equal(filled(part, by), start < 0 ? '' : whole.slice(start, Math.max(start, end)));
      }
      const [small, large] = [lower(text), upper(text)];
      if (isExact(small)) assert.equal(filled(small, by), whole.toLowerCase());
      if (isExact(large)) assert.equal(filled(large, by), whole.toUpperCase());
      // An unknown that is empty or a dot beside a slash is a path of another form: names are meant here.
      const names = { p: 'n', q: 'm-1' };
      const path = filled(text, names);
      if (isExact(basename(text))) assert.equal(filled(basename(text), names), path.replace(/\/+$/, '') === '' && path !== '' ? '/' : posix.basename(path));
      if (isExact(dirname(text)) && !path.includes('//')) assert.equal(filled(dirname(text), names), posix.dirname(path));
    }),
    runs,
  );
});

const step = fc.constantFrom('a', '..', '.', '', 'b.c', '{p}', 'x{q}', '..{p}');
const path = fc.record({ root: fc.boolean(), steps: fc.array(step, { maxLength: 6 }) }).map(({ root, steps }) => (root ? '/' : '') + steps.join('/'));

function normalPlainly(source: string): string {
  const out = posix.normalize(source);
  const bare = out.length > 1 ? out.replace(/\/$/, '') : out;
  return bare === '.' ? '' : bare;
}

test('a resolved path is the normal form of the joined one for every name', () => {
  const textOf = (source: string): Text => concat(...source.split(/(\{[pq]\})/).map((part) => (part.startsWith('{') ? hole(part[1]!) : lit(part))));
  fc.assert(
    fc.property(path, path, fc.record({ p: fc.constantFrom('a', '.', '..', 'x.y'), q: fc.constantFrom('', '.', 'z') }), (cwd, below, by) => {
      const here = resolvePath([], textOf(cwd));
      const result = resolvePath(here, textOf(below));
      assert.deepEqual(resolvePath([], result), result, 'resolving again changes nothing');
      if (!isExact(result) || !isExact(here)) return;
      const plain = (source: string): string => filled(textOf(source), by);
      const expected = normalPlainly(plain(below).startsWith('/') ? plain(below) : `${plain(cwd) === '' ? '.' : plain(cwd)}/${plain(below)}`);
      assert.equal(normalPlainly(filled(result, by)), expected);
    }),
    runs,
  );
});

function isGlued(text: Text): boolean {
  return text.some((piece, i) => {
    const [before, after] = [text[i - 1], text[i + 1]];
    if (piece.kind !== 'wild' || piece.glob !== '**') return false;
    return (
      !(before === undefined || (before.kind === 'lit' && before.text.endsWith('/'))) ||
      !(after === undefined || (after.kind === 'lit' && after.text.startsWith('/')))
    );
  });
}

const originals = allStrings('ab./', 5);

test('the image of a loop variable is the image of every name, and of nothing else', () => {
  let described = 0;
  const cuts = fc.constantFrom('a', '.a', 'b/', 'ab');
  fc.assert(
    fc.property(setOf(plainPattern), cuts, fc.constantFrom('prefix' as const, 'suffix' as const, 'base' as const), (set, cut, how) => {
      // A short name of the image has to come from a short name.
      fc.pre([...set.include, ...set.exclude].every((text) => text.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 1), 0) <= 3));
      // A pattern as written has `**` between slashes only: beside other characters it is read as `*`.
      fc.pre([...set.include, ...set.exclude].every((text) => !isGlued(text)));
      const loop = hole('f', { each: set });
      const result =
        how === 'base'
          ? stripPrefix(loop, concat(wild('***'), lit('/')), { longest: true })
          : how === 'prefix'
            ? stripPrefix(loop, lit(cut))
            : stripSuffix(loop, lit(cut));
      const only = result[0];
      if (only?.kind !== 'hole' || only.each === undefined || [...only.each.include, ...only.each.exclude].some((text) => holesOf(text).length > 0)) return;
      described++;
      const image = (name: string): string =>
        how === 'base' ? name.slice(name.lastIndexOf('/') + 1) : strippedPlainly(name, cut.replaceAll(/[./]/g, '\\$&'), how, false);
      const images = new Set(originals.filter((name) => holdsPlain(set, name)).map(image));
      for (const name of images) assert.ok(holdsPlain(only.each, name), `${name} is missing`);
      for (const name of originals) if (name.length <= 2 && holdsPlain(only.each, name)) assert.ok(images.has(name), `${name} is no image`);
    }),
    { numRuns: 300 },
  );
  assert.ok(described > 100, `only ${described} described`);
});
