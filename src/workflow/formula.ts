import type { Tri } from '../base/index.ts';
import { fingerprint } from '../values/index.ts';

/**
 * A condition as far as the text decides it: constants, open questions, and what is made of them. Negation stands only
 * at questions. `key` is canonical: equal keys are equal conditions.
 */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean; readonly key: string; readonly size: 0 }
  /** An open question and how its negation is written. */
  | { readonly kind: 'question'; readonly key: string; readonly opposite: string; readonly size: 1 }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[]; readonly key: string; readonly size: number };

export const yes: Formula = { kind: 'constant', value: true, key: 'true', size: 0 };
export const no: Formula = { kind: 'constant', value: false, key: 'false', size: 0 };

/** Questions in one formula; a larger one becomes a single question named by its fingerprint. */
const maxSize = 128;

export function constant(value: boolean): Formula {
  return value ? yes : no;
}

export function question(key: string, opposite = `!${key}`): Formula {
  return { kind: 'question', key, opposite, size: 1 };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'constant':
      return constant(!formula.value);
    case 'question':
      return { kind: 'question', key: formula.opposite, opposite: formula.key, size: 1 };
    case 'and':
      return combine('or', formula.parts.map(not));
    case 'or':
      return combine('and', formula.parts.map(not));
  }
}

export function and(...parts: readonly Formula[]): Formula {
  return combine('and', parts);
}

export function or(...parts: readonly Formula[]): Formula {
  return combine('or', parts);
}

/** `condition ? whenTrue : whenFalse` of truth values. */
export function ifThenElse(condition: Formula, whenTrue: Formula, whenFalse: Formula): Formula {
  if (whenTrue.key === whenFalse.key) return whenTrue;
  return or(and(condition, whenTrue), and(not(condition), whenFalse));
}

export function same(a: Formula, b: Formula): Formula {
  return ifThenElse(a, b, not(b));
}

export function triOf(formula: Formula): Tri {
  return formula.kind === 'constant' ? formula.value : 'unknown';
}

/** The conditions that must all hold: the parts of a conjunction, or the formula itself; none when it is true. */
export function conjuncts(formula: Formula): readonly Formula[] {
  if (formula.kind === 'and') return formula.parts;
  return formula.kind === 'constant' && formula.value ? [] : [formula];
}

/**
 * Joins parts: flattened, without duplicates, in the order of their keys. A part that meets its negation decides, and
 * what stands alone is taken out of the other parts (`a || (!a && b)` is `a || b`).
 */
function combine(kind: 'and' | 'or', given: readonly Formula[]): Formula {
  const deciding = kind === 'or';
  const parts = new Map<string, Formula>();
  for (const part of given.flatMap((one) => (one.kind === kind ? one.parts : [one]))) {
    if (part.kind === 'constant') {
      if (part.value === deciding) return constant(deciding);
    } else {
      parts.set(part.key, part);
    }
  }
  const alone = new Map([...parts].filter((entry) => entry[1].kind === 'question'));
  for (const part of alone.values()) if (part.kind === 'question' && alone.has(part.opposite)) return constant(deciding);
  for (const [key, part] of parts) {
    if (part.kind === 'question' || part.kind === 'constant') continue;
    if (part.parts.some((inner) => alone.has(inner.key))) {
      parts.delete(key);
      continue;
    }
    const kept = part.parts.filter((inner) => inner.kind !== 'question' || !alone.has(inner.opposite));
    if (kept.length === part.parts.length) continue;
    parts.delete(key);
    return combine(kind, [...parts.values(), combine(part.kind, kept)]);
  }
  const sorted = [...parts.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const only = sorted[0];
  if (only === undefined) return constant(!deciding);
  if (sorted.length === 1) return only;
  const key = sorted.map((part) => (part.kind === 'or' ? `(${part.key})` : part.key)).join(kind === 'and' ? ' && ' : ' || ');
  const size = sorted.reduce((sum, part) => sum + part.size, 0);
  return size > maxSize ? question(`condition#${fingerprint(key)}`) : { kind, parts: sorted, key, size };
}

/** Writes a formula so that `decode` gives it back; used where a condition travels as the key of a choice. */
export function encode(formula: Formula): string {
  return JSON.stringify(plain(formula));
}

/** Reads what `encode` wrote; undefined for any other text. */
export function decode(text: string): Formula | undefined {
  try {
    return fromPlain(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
}

function plain(formula: Formula): unknown {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'question':
      return [formula.key, formula.opposite];
    case 'and':
    case 'or':
      return { [formula.kind]: formula.parts.map(plain) };
  }
}

function fromPlain(value: unknown, depth: number): Formula | undefined {
  if (depth > maxSize) return undefined;
  if (typeof value === 'boolean') return constant(value);
  if (Array.isArray(value)) {
    const key: unknown = value[0];
    const opposite: unknown = value[1];
    return typeof key === 'string' && typeof opposite === 'string' ? question(key, opposite) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = 'and' in value ? 'and' : 'or';
  const list: unknown = 'and' in value ? value.and : 'or' in value ? value.or : undefined;
  if (!Array.isArray(list)) return undefined;
  const parts = list.map((part: unknown) => fromPlain(part, depth + 1));
  return parts.every((part) => part !== undefined) ? combine(kind, parts) : undefined;
}
