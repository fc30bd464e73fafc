import type { Tri } from '../base/index.ts';
import { triAnd, triNot, triOr } from '../base/index.ts';
import { literalOf } from './build.ts';
import { after, apart, holdsForAll, search } from './decide.ts';
import { Machine, type Subset, type Tracked } from './machine.ts';
import { compile, Pattern } from './nfa.ts';
import type { Excluded, Part } from './parts.ts';
import { withinStars } from './quick.ts';
import { meetOfStars } from './stars.ts';
import type { Text } from './text.ts';
import { literalTokens, tokensOf, type Token } from './tokens.ts';

/** Work left for one question about whole sets; each pair of patterns takes from it. */
export interface Purse {
  left: number;
}

const perPair = 30_000;

/** A part made ready for the automata. */
interface Ready {
  readonly pattern: Pattern;
  readonly exclude: readonly Pattern[];
}

/**
 * Whether two texts have no name in common, whatever their unknowns are. False means that it was not shown: of
 * patterns without unknowns only their beginnings and ends are compared.
 */
export function disjoint(a: Text, b: Text, purse: Purse): boolean {
  return disjointTokens(tokensOf(a), tokensOf(b), purse);
}

/** The same for tokens, deciding patterns without unknowns too. */
export function apartTokens(a: readonly Token[], b: readonly Token[]): boolean {
  const purse: Purse = { left: perPair };
  const cut = cancel([a, b]);
  return cut === undefined || (spend(purse, (machine) => apart(machine, compile(cut[0]!), compile(cut[1]!))) ?? false);
}

function disjointTokens(a: readonly Token[], b: readonly Token[], purse: Purse): boolean {
  const cut = cancel([a, b]);
  if (cut === undefined) return true;
  const [x, y] = [cut[0]!, cut[1]!];
  const [p, q] = [literalTokens(x), literalTokens(y)];
  if (p !== undefined && q !== undefined) return p !== q;
  // Without unknowns the searches that follow decide exactly: asking here would be asking twice.
  if (![...x, ...y].some((token) => token.kind === 'hole')) return false;
  return spend(purse, (machine) => apart(machine, compile(x), compile(y))) ?? false;
}

/** Whether a string is one of the names of a part. */
export function holds(part: Part, value: string, purse: Purse): Tri {
  let answer = matches(part, value, purse);
  for (const one of part.exclude) {
    if (answer === false) return false;
    answer = triAnd(answer, triNot(matches(one, value, purse)));
  }
  return answer;
}

/** Whether a string is a name of a pattern. Where this is not exact only "no" can be sure. */
export function matches({ text, exact }: Excluded, value: string, purse: Purse): Tri {
  const tokens = tokensOf(text);
  const literal = literalTokens(tokens);
  if (literal !== undefined) return literal === value ? (exact ? true : 'unknown') : false;
  const first = tokens[0]!;
  const last = tokens.at(-1)!;
  if (first.kind === 'text' && !value.startsWith(first.text)) return false;
  if (last.kind === 'text' && !value.endsWith(last.text)) return false;
  const quick = withinStars(tokens, value === '' ? [] : [{ kind: 'text', text: value }]);
  if (quick !== 'open') return quick === 'no' ? false : exact || 'unknown';
  const pattern = compile(tokens);
  const end = spend(purse, (machine) => {
    let at: Subset = machine.subset([pattern.possible]);
    for (const c of value) {
      if (at.states.length === 0 || machine.exhausted) break;
      at = machine.step(at, c.codePointAt(0)!);
    }
    return machine.exhausted ? 'unknown' : at.accepts();
  });
  if (end === false) return false;
  return end === true && exact && !pattern.hasHoles ? true : 'unknown';
}

/** Whether every name of `b` is in one of the parts of `a`. */
export function partIncluded(a: readonly Part[], b: Part, purse: Purse): Tri {
  const value = literalOf(b.text);
  if (value !== undefined && b.exclude.length === 0) {
    let answer: Tri = false;
    for (const part of a) {
      answer = triOr(answer, holds(part, value, purse));
      if (answer === true) return true;
    }
    return answer === false && !b.exact ? 'unknown' : answer;
  }
  if (a.some((part) => part.exact && part.exclude.length === 0 && withinStars(tokensOf(part.text), tokensOf(b.text)) === 'yes')) return true;
  const near = a.filter((part) => cancel([tokensOf(part.text), tokensOf(b.text)]) !== undefined);
  const line = b.exclude.length === 0 && b.exact ? readyAll([b, ...near]) : [];
  const plain = line[0] === undefined ? undefined : literalTokens(line[0].pattern.tokens);
  if (plain !== undefined) {
    // Once what all have in common is gone, `b` is one string: reading it is enough.
    const at = spend(purse, (machine) => {
      const end = after(machine, allOf(line), plain);
      return machine.exhausted ? undefined : end;
    });
    if (at === undefined) return 'unknown';
    const others = line.slice(1);
    if (others.some((one) => surelyIn(one, at))) return true;
    return near.every((part, i) => surelyNotIn(others[i]!, at) || disjoint(part.text, b.text, purse)) ? false : 'unknown';
  }
  const rivals = near
    .filter((part) => !disjoint(part.text, b.text, purse))
    .map((part) => ({ ...part, exclude: part.exclude.filter((one) => !disjoint(one.text, b.text, purse)) }));
  const exclude = b.exclude.filter((one) => !disjoint(one.text, b.text, purse));
  const cut = readyAll([{ ...b, exclude }, ...rivals]);
  const goalB = cut[0]!;
  const others = cut.slice(1);
  const patterns = allOf(cut);
  const exactly = !patterns.some((pattern) => pattern.hasHoles);
  if (!exactly) {
    const shown = spend(purse, (machine) =>
      holdsForAll(machine, goalB.pattern, patterns, (at) => excludedSurely(goalB, at) || others.some((one) => surelyIn(one, at))),
    );
    if (shown === true) return true;
  }
  const outside = spend(purse, (machine) =>
    search(machine, patterns, [goalB.pattern], (at) => surelyIn(goalB, at) && others.every((one) => surelyNotIn(one, at))),
  );
  if (outside === 'found') return false;
  return exactly && outside === 'none' ? true : 'unknown';
}

/** Whether two parts have a name in common. */
export function partsMeet(a: Part, b: Part, purse: Purse): Tri {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const value = literalOf(one.text);
    if (value !== undefined && one.exclude.length === 0) return triAnd(one.exact || 'unknown', holds(other, value, purse));
  }
  if (disjoint(a.text, b.text, purse)) return false;
  // Only what both have can be excluded to any effect.
  const matters = (one: Excluded): boolean => !disjoint(one.text, a.text, purse) && !disjoint(one.text, b.text, purse);
  const cut = readyAll([
    { ...a, exclude: a.exclude.filter(matters) },
    { ...b, exclude: b.exclude.filter(matters) },
  ]);
  if (cut.every((one) => one.exclude.length === 0) && a.exact && b.exact && meetOfStars(a.text, b.text) !== undefined) return true;
  const [x, y] = [cut[0]!, cut[1]!];
  const patterns = allOf(cut);
  const common = spend(purse, (machine) => search(machine, patterns, [x.pattern, y.pattern], (at) => surelyIn(x, at) && surelyIn(y, at)));
  if (common === 'found') return true;
  if (!patterns.some((pattern) => pattern.hasHoles)) return common === 'none' ? false : 'unknown';
  const apartHere = (at: Tracked): boolean => surelyNotIn(x, at) || surelyNotIn(y, at);
  for (const one of [x, y]) if (spend(purse, (machine) => holdsForAll(machine, one.pattern, patterns, apartHere)) === true) return false;
  return 'unknown';
}

/** Whether a part holds at least one name. */
export function partInhabited(part: Part, purse: Purse): Tri {
  if (part.exclude.length === 0) return part.exact ? true : 'unknown';
  return partsMeet(part, part, purse);
}

function surelyIn(one: Ready, at: Tracked): boolean {
  return at.sure.accepts(one.pattern) && !one.exclude.some((pattern) => at.possible.accepts(pattern));
}

function surelyNotIn(one: Ready, at: Tracked): boolean {
  return !at.possible.accepts(one.pattern) || excludedSurely(one, at);
}

function excludedSurely(one: Ready, at: Tracked): boolean {
  return one.exclude.some((pattern) => at.sure.accepts(pattern));
}

function spend<T>(purse: Purse, work: (machine: Machine) => T): T | undefined {
  if (purse.left <= 0) return undefined;
  const budget = Math.min(perPair, purse.left);
  const machine = new Machine(budget);
  const result = work(machine);
  purse.left -= budget - Math.max(0, machine.left);
  return result;
}

function allOf(ready: readonly Ready[]): readonly Pattern[] {
  return [...new Set(ready.flatMap((one) => [one.pattern, ...one.exclude]))];
}

/** Compiles parts after dropping what all their patterns begin and end with: it decides nothing. */
function readyAll(parts: readonly Part[]): readonly Ready[] {
  const entries: Excluded[] = parts.flatMap((part) => [{ text: part.text, exact: part.exact }, ...part.exclude]);
  const full = entries.map((one) => tokensOf(one.text));
  const cut = cancel(full) ?? full;
  const made = entries.map((one, i) => (one.exact ? compile(cut[i]!) : new Pattern(cut[i]!, true)));
  let next = 0;
  return parts.map((part) => {
    const pattern = made[next++]!;
    return { pattern, exclude: part.exclude.map(() => made[next++]!) };
  });
}

/**
 * Drops the literals and unknowns that all token lists begin with and end with. What is left is in the same
 * relation as the whole. Undefined when no two can be equal because they begin or end with different characters.
 */
function cancel(lists: readonly (readonly Token[])[]): readonly (readonly Token[])[] | undefined {
  const front = cancelFront(lists, 'front');
  const back = front === undefined ? undefined : cancelFront(front.map(flip), 'back');
  return back?.map(flip);
}

function flip(tokens: readonly Token[]): readonly Token[] {
  return tokens.length < 2 ? tokens : tokens.toReversed();
}

function cancelFront(lists: readonly (readonly Token[])[], side: 'front' | 'back'): readonly (readonly Token[])[] | undefined {
  let rest = lists;
  for (;;) {
    const heads = rest.map((tokens) => tokens[0]);
    const first = heads[0];
    if (first === undefined) return rest;
    if (first.kind === 'hole') {
      if (!heads.every((head) => head?.kind === 'hole' && head.id === first.id)) return rest;
      rest = rest.map((tokens) => tokens.slice(1));
      continue;
    }
    if (first.kind !== 'text') return rest;
    let common = first.text.length;
    for (const head of heads) {
      if (head?.kind !== 'text') return rest;
      common = Math.min(common, side === 'front' ? samePrefix(first.text, head.text) : sameSuffix(first.text, head.text));
    }
    if (lists.length === 2) {
      const second = heads[1]!;
      if (second.kind === 'text' && common < first.text.length && common < second.text.length) return undefined;
    }
    if (common === 0) return rest;
    rest = rest.map((tokens) => {
      const head = tokens[0]!;
      if (head.kind !== 'text' || head.text.length === common) return tokens.slice(1);
      const left = side === 'front' ? head.text.slice(common) : head.text.slice(0, -common);
      return [{ kind: 'text', text: left }, ...tokens.slice(1)];
    });
  }
}

/** How many code units two strings begin with in common, never ending inside a surrogate pair. */
function samePrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i > 0 && isHigh(a.charCodeAt(i - 1)) ? i - 1 : i;
}

function sameSuffix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a.charCodeAt(a.length - 1 - i) === b.charCodeAt(b.length - 1 - i)) i++;
  return i > 0 && isLow(a.charCodeAt(a.length - i)) ? i - 1 : i;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
