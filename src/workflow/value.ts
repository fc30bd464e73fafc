import { alternatives, anyShape, concat, concatAll, fingerprint, hole, lit, literalOf } from '../values/index.ts';
import type { Datum, Text } from '../values/index.ts';
import { conjuncts, constant, decode, encode, ifThenElse, no, not, question, triOf, yes } from './formula.ts';
import type { Formula, Words } from './formula.ts';
import { choiceKey, isFilled, printText } from './text-question.ts';
import type { Naming } from './text-question.ts';

/** A value while an expression is evaluated: a datum, a truth value with its condition, or one of two by a condition. */
export type Value =
  | Exclude<Datum, { readonly kind: 'bool' }>
  | { readonly kind: 'truth'; readonly formula: Formula }
  | { readonly kind: 'choice'; readonly condition: Formula; readonly whenTrue: Value; readonly whenFalse: Value };

/** Values at the ends of nested choices; past it nothing is known but what they were. */
const maxLeaves = 64;

export const nullValue: Value = { kind: 'null' };

export function textValue(text: Text): Value {
  return { kind: 'text', text };
}

export function truthValue(formula: Formula): Value {
  return { kind: 'truth', formula };
}

/** One of two values; equal or decided ones are no choice, and what the condition already says is not asked again. */
export function choose(condition: Formula, whenTrue: Value, whenFalse: Value): Value {
  if (condition.kind === 'constant') return condition.value ? whenTrue : whenFalse;
  const first = assuming(whenTrue, condition);
  const second = assuming(whenFalse, not(condition));
  if (first.kind === 'truth' && second.kind === 'truth') return truthValue(ifThenElse(condition, first.formula, second.formula));
  if (printValue(first) === printValue(second)) return first;
  const value: Value = { kind: 'choice', condition, whenTrue: first, whenFalse: second };
  return leavesOf(value) > maxLeaves ? textValue(hole(`choice#${fingerprint(printValue(value))}`, { label: 'a choice of many', shape: anyShape })) : value;
}

function assuming(value: Value, known: Formula): Value {
  if (value.kind !== 'choice') return value;
  const facts = new Set(
    conjuncts(known)
      .map((fact) => fact.key)
      .concat(known.key),
  );
  if (facts.has(value.condition.key)) return assuming(value.whenTrue, known);
  if (facts.has(not(value.condition).key)) return assuming(value.whenFalse, known);
  return value;
}

function leavesOf(value: Value): number {
  return value.kind === 'choice' ? leavesOf(value.whenTrue) + leavesOf(value.whenFalse) : 1;
}

/** Applies a function to each end of a choice. */
export function eachChoice(value: Value, fn: (value: Exclude<Value, { readonly kind: 'choice' }>) => Value): Value {
  return value.kind === 'choice' ? choose(value.condition, eachChoice(value.whenTrue, fn), eachChoice(value.whenFalse, fn)) : fn(value);
}

/** Asks a question of each end of a choice. */
export function askEach(value: Value, ask: (value: Exclude<Value, { readonly kind: 'choice' }>) => Formula): Formula {
  return value.kind === 'choice' ? ifThenElse(value.condition, askEach(value.whenTrue, ask), askEach(value.whenFalse, ask)) : ask(value);
}

/** Takes a datum into an evaluation. `id` names a truth value that is unknown and says no condition of its own; `label` is its name for people. */
export function fromDatum(datum: Datum, id: string, label = id): Value {
  if (datum.kind !== 'bool') return datum;
  if (datum.value !== 'unknown') return truthValue(constant(datum.value));
  return truthValue((datum.key === undefined ? undefined : decode(datum.key)) ?? question({ key: datum.key ?? id, label }));
}

/** Gives a value back as a datum. A choice between lists or maps has no form: it becomes one unknown. */
export function toDatum(value: Value): Datum {
  switch (value.kind) {
    case 'truth': {
      const known = triOf(value.formula);
      return known === 'unknown' ? { kind: 'bool', value: 'unknown', key: encode(value.formula) } : { kind: 'bool', value: known };
    }
    case 'choice':
      return {
        kind: 'text',
        text: isPlain(value)
          ? toText(value)
          : hole(`choice#${fingerprint(printValue(value))}`, { label: `a choice by ${value.condition.label}`, shape: anyShape }),
      };
    case 'text':
    case 'number':
    case 'null':
    case 'list':
    case 'map':
      return value;
  }
}

function isPlain(value: Value): boolean {
  return value.kind === 'choice' ? isPlain(value.whenTrue) && isPlain(value.whenFalse) : value.kind !== 'list' && value.kind !== 'map';
}

/** The string that an expression leaves in a text, as GitHub converts it. */
export function toText(value: Value): Text {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return lit(showNumber(value.value));
    case 'null':
      return [];
    case 'list':
      return lit('Array');
    case 'map':
      return lit('Object');
    case 'truth':
      return value.formula.kind === 'constant' ? lit(String(value.formula.value)) : eitherText(value.formula, lit('true'), lit('false'));
    case 'choice':
      return eitherText(value.condition, toText(value.whenTrue), toText(value.whenFalse));
  }
}

/** One of two texts by a condition. A condition and its negation make the same choice, so only one of them is its key. */
function eitherText(condition: Formula, whenTrue: Text, whenFalse: Text): Text {
  const opposite = not(condition);
  const turned = opposite.key.length < condition.key.length || (opposite.key.length === condition.key.length && opposite.key < condition.key);
  return turned ? alternatives(choiceKey(encode(opposite)), [whenFalse, whenTrue]) : alternatives(choiceKey(encode(condition)), [whenTrue, whenFalse]);
}

/** Whether a value counts as true: everything but `false`, `0`, `NaN`, `''` and null. `trusting` takes a secret that is named to be set. */
export function truthOf(value: Value, trusting = false): Formula {
  return askEach(value, (one) => {
    switch (one.kind) {
      case 'truth':
        return one.formula;
      case 'text':
        return isFilled(one.text, trusting);
      case 'number':
        return constant(one.value !== 0 && !Number.isNaN(one.value));
      case 'null':
        return no;
      case 'list':
      case 'map':
        return yes;
    }
  });
}

/** What is left of a value that turned out to count as false. */
export function whenNotTrue(value: Value): Value {
  return eachChoice(value, (one) => {
    switch (one.kind) {
      case 'text':
        return textValue([]);
      case 'truth':
        return truthValue(no);
      case 'number':
      case 'null':
      case 'list':
      case 'map':
        return one;
    }
  });
}

/** The number that a comparison makes of a value, or undefined when it is not known. */
export function numberOf(value: Value): number | undefined {
  switch (value.kind) {
    case 'number':
      return value.value;
    case 'null':
      return 0;
    case 'truth':
      return value.formula.kind === 'constant' ? Number(value.formula.value) : undefined;
    case 'text': {
      const text = literalOf(value.text);
      return text === undefined ? undefined : Number(text);
    }
    case 'list':
    case 'map':
      return Number.NaN;
    case 'choice':
      return undefined;
  }
}

/** A number as GitHub writes it: at most 15 significant digits. */
export function showNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  return String(Number(value.toPrecision(15)));
}

/** A value as it stands in a condition. By ids, only equal values are written alike. */
export function printValue(value: Value | Datum, naming: Naming = 'id'): string {
  const inner = (one: Value | Datum): string => printValue(one, naming);
  const words = (formula: Formula): string => (naming === 'id' ? formula.key : formula.label);
  switch (value.kind) {
    case 'text':
      return printText(value.text, naming);
    case 'number':
      return showNumber(value.value);
    case 'null':
      return 'null';
    case 'bool':
      return value.value === 'unknown' ? `bool{${value.key ?? ''}}` : String(value.value);
    case 'truth':
      return value.formula.kind === 'constant' ? value.formula.key : `(${words(value.formula)})`;
    case 'list':
      return short(`[${value.items.map(inner).join(', ')}${value.open === true ? ', …' : ''}]`);
    case 'map':
      return short(`{${[...value.entries].map((one) => `${JSON.stringify(one[0])}: ${inner(one[1])}`).join(', ')}${value.open === true ? ', …' : ''}}`);
    case 'choice':
      return `(${words(value.condition)} ? ${inner(value.whenTrue)} : ${inner(value.whenFalse)})`;
  }
}

/** A statement about two values: `write` puts it together from how they are written. */
export function sayOf(left: Value, right: Value, write: (left: string, right: string) => string): Words {
  return { key: write(printValue(left), printValue(right)), label: write(printValue(left, 'label'), printValue(right, 'label')) };
}

function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 200)}…${fingerprint(text)}` : text;
}

/** The texts of a list's items as one, for the ids of what is computed from them. */
export function mentionAll(values: readonly Value[]): Text {
  return concatAll(values.map((value, i) => concat(i === 0 ? [] : lit(','), toText(value))));
}
