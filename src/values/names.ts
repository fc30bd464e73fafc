import type { Tri } from '../base/index.ts';
import { limits, triAnd, triNot, triSome } from '../base/index.ts';
import { keyOf, literalOf, sameText } from './build.ts';
import { canMeet, leavesOut, meetAtALook, withinAtALook } from './examples.ts';
import { matches, partIncluded, partInhabited, partsMeet, type Purse } from './pair.ts';
import { chooseInSet, choicesOf, partsOf, type Part } from './parts.ts';
import { setKey } from './set-key.ts';
import type { NameSet, Text } from './text.ts';

/*
 * What the answers rest on. An unknown stands for one string, the same wherever its id is; it may be empty and holds
 * any characters but `/`, unless its shape says otherwise. Unknowns with different ids may be equal or not. A loop
 * variable stands for every name of its set. `*`, `?` and classes match a leading dot, as they do for upload actions.
 * `true` holds for every value of the unknowns and every choice of the alternatives, `false` for none of them.
 */

/** Work for one question; what is not decided by then is "cannot tell". A count, so that answers do not depend on the machine. */
const workPerQuestion = 400_000;

/** The set of these patterns. */
export function nameSet(include: readonly Text[], exclude: readonly Text[] = []): NameSet {
  return { include, exclude };
}

/** Whether every name of `b` is in `a`. A set without names is in every set. */
export function includes(a: NameSet, b: NameSet): Tri {
  if (a === b || sameTexts(a, b)) return true;
  return answer('includes', a, b, (x, y, purse) => withinAtALook(x, y) ?? includesParts(prepare(x), prepare(y), purse));
}

/** True when every pattern of `b` is written in `a` too: that settles it, however little is known of the patterns. */
function sameTexts(a: NameSet, b: NameSet): boolean {
  if (a.exclude.length > 0 && !a.exclude.every((text) => b.exclude.some((other) => sameText(text, other)))) return false;
  if (a.include.length === 1 && b.include.length === 1) return sameText(a.include[0]!, b.include[0]!);
  const keys = new Set(a.include.map(keyOf));
  return b.include.every((text) => keys.has(keyOf(text)));
}

/** Whether some name is in both. */
export function intersects(a: NameSet, b: NameSet): Tri {
  return answer('intersects', a, b, (x, y, purse) => meetAtALook(x, y) ?? partsIntersect(prepare(x), prepare(y), purse));
}

/** Whether every name of `b` is surely in `a`: what most callers of `includes` ask, and quicker to say no to. */
export function surelyIncludes(a: NameSet, b: NameSet): boolean {
  if (a === b || sameTexts(a, b)) return true;
  return ofLiterals(a, b) ?? (!glanced('leaves-out', a, b, leavesOut) && includes(a, b) === true);
}

/** Whether some name may be in both: what most callers of `intersects` ask, and quicker to say yes to. */
export function mayIntersect(a: NameSet, b: NameSet): boolean {
  return ofLiterals(a, b) ?? (glanced('can-meet', a, b, canMeet) || intersects(a, b) !== false);
}

/** Whether both hold the same names. */
export function equals(a: NameSet, b: NameSet): Tri {
  const there = includes(a, b);
  return there === false ? false : triAnd(there, includes(b, a));
}

/** Whether a string is one of the names that a text stands for. */
export function matchesLiteral(pattern: Text, value: string): Tri {
  const known = literalOf(pattern);
  if (known !== undefined) return known === value;
  if (pattern.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && piece.each !== undefined))) {
    return includes({ include: [pattern], exclude: [] }, { include: [value === '' ? [] : [{ kind: 'lit', text: value }]], exclude: [] });
  }
  return matches({ text: pattern, exact: true }, value, { left: workPerQuestion });
}

/** A set without alternatives, taken apart once. */
interface Prepared {
  /** Names without exclusions, by their string. */
  readonly literals: ReadonlyMap<string, Part>;
  /** Patterns without exclusions that are exact, by key. */
  readonly keys: ReadonlySet<string>;
  readonly others: readonly Part[];
  readonly parts: readonly Part[];
}

const prepared = new WeakMap<NameSet, Prepared>();

function prepare(set: NameSet): Prepared {
  const known = prepared.get(set);
  if (known !== undefined) return known;
  const parts = partsOf(set);
  const literals = new Map<string, Part>();
  const keys = new Set<string>();
  const others: Part[] = [];
  for (const part of parts) {
    const value = literalOf(part.text);
    if (part.exact && part.exclude.length === 0) {
      keys.add(keyOf(part.text));
      if (value !== undefined) {
        literals.set(value, part);
        continue;
      }
    }
    others.push(part);
  }
  const made = { literals, keys, others, parts };
  prepared.set(set, made);
  return made;
}

function includesParts(a: Prepared, b: Prepared, purse: Purse): Tri {
  let result: Tri = true;
  for (const part of b.parts) {
    if (a.keys.has(keyOf(part.text))) continue;
    const value = literalOf(part.text);
    const rivals = value === undefined ? a.parts : a.others;
    const one = rivals.length > 0 ? partIncluded(rivals, part, purse) : triNot(partInhabited(part, purse));
    if (one === false) return false;
    if (one === 'unknown') result = 'unknown';
    if (purse.left <= 0) return 'unknown';
  }
  return result;
}

function partsIntersect(a: Prepared, b: Prepared, purse: Purse): Tri {
  const [few, many] = a.literals.size < b.literals.size ? [a, b] : [b, a];
  for (const value of few.literals.keys()) if (many.literals.has(value)) return true;
  for (const key of few.keys) if (many.keys.has(key)) return true;
  let result: Tri = false;
  const ask = (one: Part, other: Part): boolean => {
    purse.left -= 20;
    const meet = purse.left > 0 ? partsMeet(one, other, purse) : 'unknown';
    if (meet === 'unknown') result = 'unknown';
    return meet === true;
  };
  for (const one of a.others) {
    for (const other of b.parts) if (ask(one, other)) return true;
    if (purse.left <= 0) return 'unknown';
  }
  for (const other of b.others) {
    for (const one of a.literals.values()) if (ask(other, one)) return true;
    if (purse.left <= 0) return 'unknown';
  }
  return result;
}

/** Answers by the keys of two sets, until those are this many characters together. Two maps: joining the keys costs more than most answers. */
class Memo<T> {
  readonly #answers = new Map<string, Map<string, T>>();
  #size = 0;

  of(a: NameSet, b: NameSet, decide: () => T): T {
    const [left, right] = [setKey(a), setKey(b)];
    const known = this.#answers.get(left)?.get(right);
    if (known !== undefined) return known;
    const result = decide();
    this.#size += left.length + right.length;
    if (this.#size > maxMemo) {
      this.#answers.clear();
      this.#size = left.length + right.length;
    }
    const row = this.#answers.get(left);
    if (row === undefined) this.#answers.set(left, new Map([[right, result]]));
    else row.set(right, result);
    return result;
  }
}

const maxMemo = 4_000_000;
const answers = { includes: new Memo<Tri>(), intersects: new Memo<Tri>() };
const glances = { 'leaves-out': new Memo<boolean>(), 'can-meet': new Memo<boolean>() };
const maxPairs = 1_024;

type Question = 'includes' | 'intersects';
type Glance = 'leaves-out' | 'can-meet';

function answer(what: Question, a: NameSet, b: NameSet, decide: (a: NameSet, b: NameSet, purse: Purse) => Tri): Tri {
  return ofLiterals(a, b) ?? answers[what].of(a, b, () => overChoices(what, a, b, decide));
}

function glanced(what: Glance, a: NameSet, b: NameSet, look: (a: NameSet, b: NameSet) => boolean): boolean {
  return glances[what].of(a, b, () => look(a, b));
}

/** The answer for two strings, the same for both questions. */
function ofLiterals(a: NameSet, b: NameSet): boolean | undefined {
  if (a.include.length !== 1 || b.include.length !== 1 || a.exclude.length > 0 || b.exclude.length > 0) return undefined;
  const x = literalOf(a.include[0]!);
  const y = literalOf(b.include[0]!);
  return x === undefined || y === undefined ? undefined : x === y;
}

/** Asks once for every joint choice of the alternatives and joins the answers: all the same, or cannot tell. */
function overChoices(what: Question, a: NameSet, b: NameSet, decide: (a: NameSet, b: NameSet, purse: Purse) => Tri): Tri {
  const purse: Purse = { left: workPerQuestion };
  const choices = choicesOf([a, b]);
  if (choices.size === 0) return decide(a, b, purse);
  let total = 1;
  for (const choice of choices.values()) total *= choice.count;
  if (total > limits.maxAlternatives) return a.include.length + b.include.length > 2 ? byPairs(what, a, b) : 'unknown';
  let cases: { readonly a: NameSet; readonly b: NameSet }[] = [{ a, b }];
  for (const { key, count } of choices.values()) {
    cases = cases.flatMap((one) => Array.from({ length: count }, (_, i) => ({ a: chooseInSet(one.a, key, count, i), b: chooseInSet(one.b, key, count, i) })));
  }
  let result: Tri | undefined;
  for (const one of cases) {
    const now = decide(one.a, one.b, purse);
    if (now === 'unknown' || (result !== undefined && now !== result)) return 'unknown';
    result = now;
  }
  return result ?? 'unknown';
}

/** The answer as far as single patterns give it: too many choices are made to take them all together. */
function byPairs(what: Question, a: NameSet, b: NameSet): Tri {
  if (a.include.length * b.include.length > maxPairs) return 'unknown';
  const single = (set: NameSet): readonly NameSet[] => set.include.map((text) => nameSet([text], set.exclude));
  const [left, right] = [single(a), single(b)];
  if (what === 'intersects') return triSome(left.flatMap((x) => right.map((y) => intersects(x, y))));
  let result: Tri = true;
  for (const y of right) {
    const found = triSome(left.map((x) => includes(x, y)));
    // That no pattern alone holds all of it does not say that all together do not.
    if (found === false && left.every((x) => intersects(x, y) === false)) return intersects(y, y) === true ? false : 'unknown';
    if (found !== true) result = 'unknown';
  }
  return result;
}
