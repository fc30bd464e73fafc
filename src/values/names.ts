import type { Tri } from '../base/index.ts';
import { triAnd, triEvery, triSome } from '../base/index.ts';
import { keyOf, literalOf } from './build.ts';
import type { NameSet, Text } from './text.ts';

/** The set of one pattern. */
export function nameSet(include: readonly Text[], exclude: readonly Text[] = []): NameSet {
  return { include, exclude };
}

/** Whether every name of `b` is in `a`. */
export function includes(a: NameSet, b: NameSet): Tri {
  return triEvery(b.include.map((text) => triSome(a.include.map((other) => same(other, text, a.exclude.length === 0)))));
}

/** Whether some name is in both. */
export function intersects(a: NameSet, b: NameSet): Tri {
  return triSome(a.include.flatMap((one) => b.include.map((other) => same(one, other, a.exclude.length + b.exclude.length === 0))));
}

/** Whether both hold the same names. */
export function equals(a: NameSet, b: NameSet): Tri {
  return triAnd(includes(a, b), includes(b, a));
}

function same(a: Text, b: Text, plain: boolean): Tri {
  const x = literalOf(a);
  const y = literalOf(b);
  if (x !== undefined && y !== undefined && x !== y) return false;
  return plain && keyOf(a) === keyOf(b) ? true : 'unknown';
}

/** What `a` and `b` have in common: at most the names of `set`, and exactly those when `exact`. Undefined when nothing. */
export function intersection(a: NameSet, b: NameSet): { readonly set: NameSet; readonly exact: boolean } | undefined {
  if (includes(a, b) === true) return { set: b, exact: true };
  if (includes(b, a) === true) return { set: a, exact: true };
  return intersects(a, b) === false ? undefined : { set: b, exact: false };
}

/** The names of `a` that are not in `b`. */
export function difference(a: NameSet, b: NameSet): NameSet {
  return { include: a.include, exclude: [...a.exclude, ...b.include] };
}

/** The names that a text stands for when it is used as a path. */
export function textOfEach(text: Text): NameSet {
  const only = text[0];
  return text.length === 1 && only?.kind === 'hole' && only.each !== undefined ? only.each : nameSet([text]);
}

/** Whether a value is one of the names of a pattern. */
export function matchesLiteral(pattern: Text, value: string): Tri {
  return same(pattern, value === '' ? [] : [{ kind: 'lit', text: value }], true);
}
