import type { Tri } from '../base/index.ts';
import { accepts } from './chars.ts';
import { matches } from './pair.ts';
import { instance, plainMeet, plainWithin, type Plain } from './plain.ts';
import { parseShape, type Shape } from './shape.ts';
import type { NameSet, Text } from './text.ts';
import { tokensOf, type Token } from './tokens.ts';

/*
 * Questions that examples settle. An answer `true` or `false` has to hold whatever the unknowns are, so one choice of
 * values under which names are shared and one under which none is are all that "cannot tell" needs; building automata
 * for it would come to the same and take a thousand times longer. Nothing here says `true` or `false` where there are
 * unknowns: only that no such answer can be.
 */

type HoleToken = Token & { readonly kind: 'hole' };
type Values = ReadonlyMap<string, string>;

const maxUnknowns = 6;
const maxPatterns = 12;
const maxTried = 32;

/** Whether two sets have a name in common, where a look tells; undefined otherwise. */
export function meetAtALook(a: NameSet, b: NameSet): Tri | undefined {
  const asked = lookedAt(a, b);
  if (asked === undefined) return undefined;
  const { left, right, unknowns } = asked;
  if (unknowns.length === 0) return anyMeet(left, right);
  if (answerUnder(asked, unlike(unknowns), anyMeet) !== false) return undefined;
  return meetsSomehow(asked) ? 'unknown' : undefined;
}

/** Whether every name of `b` is in `a`, where a look tells; undefined otherwise. */
export function withinAtALook(a: NameSet, b: NameSet): Tri | undefined {
  const asked = lookedAt(a, b);
  if (asked === undefined) return undefined;
  const { left, right, unknowns } = asked;
  if (unknowns.length === 0) return allWithin(left, right);
  if (answerUnder(asked, unlike(unknowns), allWithin) !== false) return undefined;
  return isWithinSomehow(asked) ? 'unknown' : undefined;
}

/** True when some values of the unknowns leave a name of `b` outside `a`: whatever else is true, not all of it is surely inside. */
export function leavesOut(a: NameSet, b: NameSet): boolean {
  const asked = lookedAt(a, b);
  return asked !== undefined && answerUnder(asked, unlike(asked.unknowns), allWithin) === false;
}

/** True when some values of the unknowns give both sets a name: whatever else is true, they are not surely apart. */
export function canMeet(a: NameSet, b: NameSet): boolean {
  const asked = lookedAt(a, b);
  return asked !== undefined && (answerUnder(asked, unlike(asked.unknowns), anyMeet) === true || meetsSomehow(asked));
}

/** Two sets in tokens, and their unknowns. */
interface Asked {
  readonly left: readonly Plain[];
  readonly right: readonly Plain[];
  readonly unknowns: readonly HoleToken[];
}

/** The sets when they are of a kind that is looked at: without alternatives, loops and exclusions, and not large. */
function lookedAt(a: NameSet, b: NameSet): Asked | undefined {
  if (a.exclude.length > 0 || b.exclude.length > 0 || a.include.length === 0 || b.include.length === 0) return undefined;
  if (a.include.length > maxPatterns || b.include.length > maxPatterns) return undefined;
  if (!a.include.every(isSimple) || !b.include.every(isSimple)) return undefined;
  const left = a.include.map(tokensOf);
  const right = b.include.map(tokensOf);
  const unknowns = new Map<string, HoleToken>();
  for (const tokens of left) for (const token of tokens) if (token.kind === 'hole') unknowns.set(token.id, token);
  for (const tokens of right) for (const token of tokens) if (token.kind === 'hole') unknowns.set(token.id, token);
  return unknowns.size > maxUnknowns ? undefined : { left, right, unknowns: [...unknowns.values()] };
}

function isSimple(text: Text): boolean {
  let length = 0;
  for (const piece of text) {
    if (piece.kind === 'alt' || (piece.kind === 'hole' && piece.each !== undefined)) return false;
    length += piece.kind === 'lit' ? piece.text.length : 1;
  }
  return length <= 400;
}

function anyMeet(left: readonly Plain[], right: readonly Plain[]): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const a of left) {
    for (const b of right) {
      const now = plainMeet(a, b);
      if (now === true) return true;
      if (now === undefined) answer = undefined;
    }
  }
  return answer;
}

function allWithin(left: readonly Plain[], right: readonly Plain[]): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const b of right) {
    const now = plainWithin(left, b);
    if (now === false) return false;
    if (now === undefined) answer = undefined;
  }
  return answer;
}

type Question = (left: readonly Plain[], right: readonly Plain[]) => boolean | undefined;

function answerUnder(asked: Asked, values: Values | undefined, question: Question): boolean | undefined {
  if (values === undefined) return undefined;
  return question(
    asked.left.map((tokens) => filled(tokens, values)),
    asked.right.map((tokens) => filled(tokens, values)),
  );
}

/** Values that are like nothing that is written, and all different; undefined where a shape has none that is known. */
function unlike(unknowns: readonly HoleToken[]): Values | undefined {
  const values = new Map<string, string>();
  for (const [i, one] of unknowns.entries()) {
    const value = [`\u00ac${i}\u00ac`, sample(one.shape, i)].find((v) => v !== undefined && isValue(one, v));
    if (value === undefined) return undefined;
    values.set(one.id, value);
  }
  return values;
}

/** Characters that a value is made of, where its shape takes them; unlike ones for unlike unknowns. */
const letters = ['z7Z_-. /', 'q9Q_-. /', 'x8X_-. /'];

/** A string of a shape, or undefined where the shape is not read. */
function sample(source: string | undefined, i: number): string | undefined {
  const shape = source === undefined ? undefined : parseShape(source);
  return shape === undefined ? undefined : written(shape, letters[i % letters.length]!);
}

function written(shape: Shape, preferred: string): string {
  switch (shape.kind) {
    case 'test': {
      const { test } = shape;
      const c = [...preferred].find((one) => accepts(test, one.charCodeAt(0)));
      return (
        c ?? (test.kind === 'char' ? String.fromCodePoint(test.code) : test.kind === 'ranges' ? String.fromCodePoint(test.ranges[0]?.lo ?? 0) : preferred[0]!)
      );
    }
    case 'seq':
      return shape.parts.map((part) => written(part, preferred)).join('');
    case 'or':
      return written(shape.options[0]!, preferred);
    case 'repeat':
      return written(shape.part, preferred).repeat(Math.min(shape.max ?? Number.POSITIVE_INFINITY, Math.max(shape.min, 1)));
  }
}

const checked = new Map<string, boolean>();

/** Whether an unknown can be this string. */
function isValue(unknown: HoleToken, value: string): boolean {
  if (unknown.shape === undefined) return !value.includes('/');
  if (unknown.shape === '[\\s\\S]*' || unknown.shape === '') return unknown.shape !== '' || value === '';
  if (value.length > 200) return false;
  const key = `${unknown.shape}\u0000${value}`;
  const known = checked.get(key);
  if (known !== undefined) return known;
  // A star of the shape's own: the unknown alone, so that its values are what is asked.
  const can = matches({ text: [{ kind: 'hole', id: 'x', label: '', from: [], shape: unknown.shape }], exact: true }, value, { left: 2_000 }) !== false;
  if (checked.size > 4_000) checked.clear();
  checked.set(key, can);
  return can;
}

function filled(tokens: Plain, values: Values): Plain {
  if (!tokens.some((token) => token.kind === 'hole')) return tokens;
  const out: Token[] = [];
  for (const token of tokens) {
    const text = token.kind === 'text' ? token.text : token.kind === 'hole' ? (values.get(token.id) ?? '') : undefined;
    const last = out.at(-1);
    if (text === undefined) out.push(token);
    else if (last?.kind === 'text') out[out.length - 1] = { kind: 'text', text: last.text + text };
    else if (text !== '') out.push({ kind: 'text', text });
  }
  return out;
}

/** Whether some values make a name common. */
function meetsSomehow(asked: Asked): boolean {
  return [...likenesses(asked)].some((values) => answerUnder(asked, values, anyMeet) === true);
}

/** Whether some values put all of `b` into `a`. */
function isWithinSomehow(asked: Asked): boolean {
  return [...likenesses(asked)].some((values) => answerUnder(asked, values, allWithin) === true);
}

/** Values that make patterns of one side like those of the other: read off a name of the other side, or parts that it is made of. */
function* likenesses(asked: Asked): Generator<Values> {
  const plain = unlike(asked.unknowns);
  if (plain === undefined) return;
  let left = maxTried;
  for (const [ones, others] of [
    [asked.left, asked.right],
    [asked.right, asked.left],
  ] as const) {
    for (const one of ones) {
      if (!one.some((token) => token.kind === 'hole')) continue;
      for (const other of others) {
        for (const filling of ['', '\u00a4']) {
          if (left-- <= 0) return;
          const shared = new Map([...plain].filter(([id]) => other.some((token) => token.kind === 'hole' && token.id === id)));
          const name = instance(filled(other, plain), filling);
          const bound = name === undefined ? undefined : bind(one, name, shared);
          if (bound !== undefined) yield new Map([...plain, ...bound]);
        }
      }
    }
  }
  const parts = partsOfLiterals([...asked.left, ...asked.right]);
  for (const unknown of asked.unknowns) {
    for (const part of parts) {
      if (left-- <= 0) return;
      if (isValue(unknown, part)) yield new Map([...plain, [unknown.id, part]]);
    }
  }
}

/** Literals and the folders and names in them. */
function partsOfLiterals(patterns: readonly Plain[]): readonly string[] {
  const found = new Set<string>();
  for (const tokens of patterns) for (const token of tokens) if (token.kind === 'text') for (const part of token.text.split('/')) found.add(part);
  return [...found];
}

/** Values under which a name is one of a pattern's; `fixed` are those that may not be chosen. */
function bind(tokens: Plain, name: string, fixed: Values): Values | undefined {
  const values = new Map(fixed);
  let steps = 200;
  const from = (i: number, at: number): boolean => {
    if (steps-- <= 0) return false;
    const token = tokens[i];
    if (token === undefined) return at === name.length;
    if (token.kind === 'text') return name.startsWith(token.text, at) && from(i + 1, at + token.text.length);
    if (token.kind === 'hole') {
      const set = values.get(token.id);
      if (set !== undefined) return name.startsWith(set, at) && from(i + 1, at + set.length);
      for (const end of endsFor(tokens[i + 1], name, at)) {
        const value = name.slice(at, end);
        if (!isValue(token, value)) continue;
        values.set(token.id, value);
        if (from(i + 1, end)) return true;
        values.delete(token.id);
      }
      return false;
    }
    for (const end of endsFor(tokens[i + 1], name, at)) if (from(i + 1, end)) return true;
    return false;
  };
  return from(0, 0) ? values : undefined;
}

/** Where a part of a name may end that the next token follows: at the places of its literal, or at the name's end. */
function endsFor(next: Token | undefined, name: string, at: number): readonly number[] {
  if (next === undefined) return [name.length];
  const ends: number[] = [];
  if (next.kind === 'text') for (let p = name.indexOf(next.text, at); p !== -1 && ends.length < 8; p = name.indexOf(next.text, p + 1)) ends.push(p);
  else ends.push(at, name.length);
  return ends;
}
