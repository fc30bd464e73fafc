import type { Tri } from '../base/index.ts';
import { fingerprint, type NameSet } from '../values/index.ts';
import { narrowSet } from './narrow.ts';

/**
 * The outcome of a test or command, as far as the text decides it. An `atom` is a question whose answer is not known;
 * equal keys are the same question. A `run` is the success of a command: its key is made only when somebody needs it.
 */
export type Condition =
  | { readonly kind: 'known'; readonly value: boolean }
  | { readonly kind: 'atom'; readonly key: string; readonly how: string; readonly narrowing?: Narrowing }
  | {
      readonly kind: 'run';
      readonly how: string;
      readonly key: () => string;
      /** A command whose purpose is its status: `command -v`, `grep -q`. */ readonly asks: boolean;
      /** The keys of the command's words, where it runs for each name of a set. */ readonly about?: string;
    }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

/** A test of a loop variable against patterns: in each branch the variable stands for a part of its set. */
export interface Narrowing {
  /** The loop variable's id and set, and the patterns, in the loop variable's own terms. */
  readonly parts: readonly { readonly hole: string; readonly all: NameSet; readonly pattern: NameSet }[];
}

export const yes: Condition = { kind: 'known', value: true };
export const no: Condition = { kind: 'known', value: false };

export function known(value: boolean): Condition {
  return value ? yes : no;
}

export function atom(key: string, how: string, narrowing?: Narrowing): Condition {
  return { kind: 'atom', key: key.length > 2_000 ? `${key.slice(0, 400)}#${fingerprint(key)}` : key, how, ...(narrowing === undefined ? {} : { narrowing }) };
}

export function not(of: Condition): Condition {
  if (of.kind === 'known') return known(!of.value);
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

export function and(left: Condition, right: Condition): Condition {
  if (left.kind === 'known') return left.value ? right : no;
  if (right.kind === 'known') return right.value ? left : no;
  return { kind: 'and', left, right };
}

export function or(left: Condition, right: Condition): Condition {
  if (left.kind === 'known') return left.value ? yes : right;
  if (right.kind === 'known') return right.value ? yes : left;
  return { kind: 'or', left, right };
}

/** True, false, or unknown for anything that the text leaves open. */
export function decided(condition: Condition): Tri {
  return condition.kind === 'known' ? condition.value : 'unknown';
}

/** The canonical key of an undecided condition: `!` in front for a negation, `or` written through `and`, members sorted. */
export function keyOfCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'known':
      return String(condition.value);
    case 'atom':
      return condition.key;
    case 'run':
      return condition.key();
    case 'not':
      return negateKey(keyOfCondition(condition.of));
    case 'and':
    case 'or': {
      let key = joinedKeys.get(condition);
      if (key === undefined) {
        key = joinedKey(condition.kind, keyOfCondition(condition.left), keyOfCondition(condition.right));
        joinedKeys.set(condition, key);
      }
      return key;
    }
  }
}

const joinedKeys = new WeakMap<Condition, string>();

function joinedKey(kind: 'and' | 'or', left: string, right: string): string {
  return kind === 'and' ? allKeys([left, right]) : negateKey(allKeys([negateKey(left), negateKey(right)]));
}

export function negateKey(key: string): string {
  return key.startsWith('!') ? key.slice(1) : `!${key}`;
}

/** The key of "all of these hold". */
export function allKeys(keys: readonly string[]): string {
  const distinct = [...new Set(keys)].toSorted();
  if (distinct.length === 1) return distinct[0]!;
  const joined = `(${distinct.join(' && ')})`;
  return joined.length > 8_000 ? `all#${fingerprint(joined)}` : joined;
}

/** How a person would say it, short. */
export function showCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'known':
      return String(condition.value);
    case 'atom':
    case 'run':
      return condition.how;
    case 'not':
      return `not ${showCondition(condition.of)}`;
    case 'and':
    case 'or':
      return `${showCondition(condition.left)} ${condition.kind} ${showCondition(condition.right)}`;
  }
}

/** True when the condition is the success of an ordinary command alone: what follows on success is the normal path. */
export function isOrdinaryRun(condition: Condition): boolean {
  if (condition.kind === 'and') return isOrdinaryRun(condition.left) && isOrdinaryRun(condition.right);
  return condition.kind === 'known' ? condition.value : condition.kind === 'run' && !condition.asks;
}

/** One of the two ways a condition can go. */
export type Side = 'holds' | 'fails';

export function otherSide(side: Side): Side {
  return side === 'holds' ? 'fails' : 'holds';
}

/** The key of "the condition goes this way". */
export function keyOfSide(condition: Condition, side: Side): string {
  const key = keyOfCondition(condition);
  return side === 'holds' ? key : negateKey(key);
}

/** How a person would say that the condition goes this way. */
export function showSide(condition: Condition, side: Side): string {
  return showCondition(side === 'holds' ? condition : not(condition));
}

export interface Implied {
  readonly key: string;
  readonly side: Side;
  readonly narrowing: Narrowing | undefined;
}

/** The questions that are answered when the condition goes this way: `a && b` holding means both do. */
export function impliedAtoms(condition: Condition, side: Side): readonly Implied[] {
  switch (condition.kind) {
    case 'known':
      return [];
    case 'atom':
      return [{ key: condition.key, side, narrowing: condition.narrowing }];
    case 'run':
      return [{ key: condition.key(), side, narrowing: undefined }];
    case 'not':
      return impliedAtoms(condition.of, otherSide(side));
    case 'and':
      return side === 'holds' ? [...impliedAtoms(condition.left, side), ...impliedAtoms(condition.right, side)] : [];
    case 'or':
      return side === 'fails' ? [...impliedAtoms(condition.left, side), ...impliedAtoms(condition.right, side)] : [];
  }
}

/** True when a condition asks something of one of these loop variables, so that its names may differ in it. */
export function dependsOn(condition: Condition, ids: readonly string[]): boolean {
  switch (condition.kind) {
    case 'known':
      return false;
    case 'atom':
      return ids.some((id) => condition.key.includes(id));
    case 'run':
      return condition.asks && ids.some((id) => condition.about?.includes(id) === true);
    case 'not':
      return dependsOn(condition.of, ids);
    case 'and':
    case 'or':
      return dependsOn(condition.left, ids) || dependsOn(condition.right, ids);
  }
}

/** True when a side of the condition is wholly said by narrowing loop variables: nothing is left to be conditional on. */
export function narrowsExactly(condition: Condition, side: Side): boolean {
  switch (condition.kind) {
    case 'known':
    case 'run':
      return false;
    case 'atom':
      return (
        condition.narrowing !== undefined && (side === 'fails' || condition.narrowing.parts.every((part) => narrowSet(part.all, part.pattern)?.exact !== false))
      );
    case 'not':
      return narrowsExactly(condition.of, otherSide(side));
    case 'and':
      return side === 'holds' && narrowsExactly(condition.left, side) && narrowsExactly(condition.right, side);
    case 'or':
      return side === 'fails' && narrowsExactly(condition.left, side) && narrowsExactly(condition.right, side);
  }
}
