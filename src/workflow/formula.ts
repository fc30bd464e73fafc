import type { Tri } from '../base/index.ts';
import { fingerprint } from '../values/index.ts';

/**
 * A condition as far as the text decides it: constants, open questions, and what is made of them. Negation stands only
 * at questions. `key` is canonical: equal keys are equal conditions; `label` is the same for people.
 */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean; readonly key: string; readonly label: string; readonly size: 0 }
  | Question
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[]; readonly key: string; readonly label: string; readonly size: number };

/** Something said twice: with the ids of the unknowns, and with their names for people. */
export interface Words {
  readonly key: string;
  readonly label: string;
}

/** An open question and how its negation is written. */
export interface Question extends Words {
  readonly kind: 'question';
  readonly opposite: Words;
  /** Set when it asks whether something is (or is not) one of several values that exclude each other. */
  readonly fact?: { readonly subject: string; readonly value: string; readonly holds: boolean };
  readonly size: 1;
}

export const yes: Formula = { kind: 'constant', value: true, key: 'true', label: 'true', size: 0 };
export const no: Formula = { kind: 'constant', value: false, key: 'false', label: 'false', size: 0 };

/** Questions in one formula; a larger one becomes a single question named by its fingerprint. */
const maxSize = 128;

export function constant(value: boolean): Formula {
  return value ? yes : no;
}

export function question(words: Words, opposite: Words = { key: `!${words.key}`, label: `!${words.label}` }): Question {
  return { kind: 'question', ...words, opposite, size: 1 };
}

/** A question that has one name for all. */
export function named(name: string): Question {
  return question({ key: name, label: name });
}

/** Whether `subject` has this value; different values of one subject exclude each other. */
export function isValue(subject: Words, value: string, words = { is: '==', isNot: '!=' }): Question {
  const say = (word: string): Words => ({ key: `${subject.key} ${word} ${value}`, label: `${subject.label} ${word} ${value}` });
  return { ...question(say(words.is), say(words.isNot)), fact: { subject: subject.key, value, holds: true } };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'constant':
      return constant(!formula.value);
    case 'question':
      return negated(formula);
    case 'and':
      return build('or', formula.parts.map(not));
    case 'or':
      return build('and', formula.parts.map(not));
  }
}

function negated(one: Question): Question {
  const turned = question(one.opposite, { key: one.key, label: one.label });
  return one.fact === undefined ? turned : { ...turned, fact: { ...one.fact, holds: !one.fact.holds } };
}

/** All of the parts; what one question settles is taken out of the others (`a && (!a || b)` is `a && b`). */
export function and(...given: readonly Formula[]): Formula {
  const parts = new Map<string, Formula>();
  for (const part of given.flatMap((one) => (one.kind === 'and' ? one.parts : [one]))) {
    if (part.kind !== 'constant') parts.set(part.key, part);
    else if (!part.value) return no;
  }
  const facts = new Facts();
  for (const part of parts.values()) if (part.kind === 'question') facts.add(part);
  const kept: Formula[] = [];
  let simplified = false;
  for (const part of parts.values()) {
    if (part.kind === 'question') {
      if (facts.refutes(part)) return no;
      if (!facts.makesRedundant(part)) kept.push(part);
      continue;
    }
    if (part.kind !== 'or') continue;
    if (part.parts.some((inner) => inner.kind === 'question' && facts.implies(inner))) continue;
    const open = part.parts.filter((inner) => inner.kind !== 'question' || !facts.refutes(inner));
    if (open.length < part.parts.length) simplified = true;
    kept.push(open.length < part.parts.length ? or(...open) : part);
  }
  return simplified ? and(...kept) : build('and', kept);
}

/** Some of the parts: by De Morgan, so that both are simplified alike. */
export function or(...parts: readonly Formula[]): Formula {
  return not(and(...parts.map(not)));
}

/** Questions that are taken as answered with yes. */
class Facts {
  readonly #keys = new Set<string>();
  readonly #values = new Map<string, string>();

  add(one: Question): void {
    this.#keys.add(one.key);
    if (one.fact?.holds === true) this.#values.set(one.fact.subject, one.fact.value);
  }

  refutes(one: Question): boolean {
    if (this.#keys.has(one.opposite.key)) return true;
    const value = one.fact === undefined ? undefined : this.#values.get(one.fact.subject);
    return value !== undefined && one.fact?.holds === true && value !== one.fact.value;
  }

  implies(one: Question): boolean {
    return this.#keys.has(one.key) || this.makesRedundant(one);
  }

  /** A value that is known makes it pointless to say which values it is not. */
  makesRedundant(one: Question): boolean {
    const value = one.fact === undefined ? undefined : this.#values.get(one.fact.subject);
    return value !== undefined && one.fact?.holds === false && value !== one.fact.value;
  }
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

/** Puts parts together that are already simplified, in the order of their keys. */
function build(kind: 'and' | 'or', given: readonly Formula[]): Formula {
  const parts = [...given].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const only = parts[0];
  if (only === undefined) return constant(kind === 'and');
  if (parts.length === 1) return only;
  const say = (words: (part: Formula) => string): string =>
    parts.map((part) => (part.kind === 'or' ? `(${words(part)})` : words(part))).join(kind === 'and' ? ' && ' : ' || ');
  const key = say((part) => part.key);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return size > maxSize
    ? question({ key: `condition#${fingerprint(key)}`, label: 'a long condition' })
    : { kind, parts, key, label: say((part) => part.label), size };
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
      return [formula.key, formula.label, formula.opposite.key, formula.opposite.label, ...(formula.fact === undefined ? [] : [formula.fact])];
    case 'and':
    case 'or':
      return { [formula.kind]: formula.parts.map(plain) };
  }
}

function fromPlain(value: unknown, depth: number): Formula | undefined {
  if (depth > maxSize) return undefined;
  if (typeof value === 'boolean') return constant(value);
  if (Array.isArray(value)) {
    const [key, label, notKey, notLabel] = value.slice(0, 4).map((one: unknown) => (typeof one === 'string' ? one : undefined));
    if (key === undefined || label === undefined || notKey === undefined || notLabel === undefined) return undefined;
    const fact = factOf(value[4]);
    const read = question({ key, label }, { key: notKey, label: notLabel });
    return fact === undefined ? read : { ...read, fact };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = 'and' in value ? 'and' : 'or';
  const list: unknown = 'and' in value ? value.and : 'or' in value ? value.or : undefined;
  if (!Array.isArray(list)) return undefined;
  const parts = list.map((part: unknown) => fromPlain(part, depth + 1));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return kind === 'and' ? and(...parts) : or(...parts);
}

function factOf(value: unknown): Question['fact'] {
  if (typeof value !== 'object' || value === null || !('subject' in value) || !('value' in value) || !('holds' in value)) return undefined;
  return { subject: String(value.subject), value: String(value.value), holds: value.holds === true };
}
