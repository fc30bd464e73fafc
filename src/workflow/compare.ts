import type { CompareOperator } from './expression.ts';
import { constant, no, not, or, question, same } from './formula.ts';
import type { Formula } from './formula.ts';
import { literalOf } from '../values/index.ts';
import { equalTexts, isLess } from './text-question.ts';
import { askEach, numberOf, printValue, sayOf } from './value.ts';
import type { Value } from './value.ts';

type Single = Exclude<Value, { readonly kind: 'choice' }>;

/** The truth of a comparison, with the coercions of GitHub's expression language (strings compare without case). */
export function compareValues(operator: CompareOperator, left: Value, right: Value): Formula {
  return askEach(left, (a) => askEach(right, (b) => compareSingles(operator, a, b)));
}

/** `==` of two values. */
export function equalValues(left: Value, right: Value): Formula {
  return compareValues('==', left, right);
}

function compareSingles(operator: CompareOperator, left: Single, right: Single): Formula {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return not(equal(left, right));
    case '<':
      return less(left, right);
    case '>':
      return less(right, left);
    case '<=':
      return or(equal(left, right), less(left, right));
    case '>=':
      return or(equal(left, right), less(right, left));
  }
}

function equal(left: Single, right: Single): Formula {
  if (left.kind === 'text' && right.kind === 'text') return equalTexts(left.text, right.text);
  if (left.kind === 'truth' && right.kind === 'truth') return same(left.formula, right.formula);
  if (left.kind === 'null' && right.kind === 'null') return constant(true);
  if (isObject(left) && isObject(right)) return sameObject(left, right);
  if (isObject(left) || isObject(right)) return isOpenText(left) || isOpenText(right) ? open(left, right) : no;
  if (isOpenText(left) || isOpenText(right)) return open(left, right);
  if (left.kind === 'truth') return truthIs(left.formula, numberOf(right), right);
  if (right.kind === 'truth') return truthIs(right.formula, numberOf(left), left);
  const a = numberOf(left);
  const b = numberOf(right);
  return a === undefined || b === undefined ? open(left, right) : constant(a === b);
}

/** A truth value compared with a number: true is 1 and false is 0. */
function truthIs(formula: Formula, value: number | undefined, other: Single): Formula {
  if (other.kind === 'truth') return same(formula, other.formula);
  if (value === 1) return formula;
  return value === 0 ? not(formula) : no;
}

function less(left: Single, right: Single): Formula {
  if (left.kind === 'text' && right.kind === 'text') return isLess(left.text, right.text);
  if (isObject(left) || isObject(right)) return no;
  const first = isOpenText(left) ? undefined : numberOf(left);
  const second = isOpenText(right) ? undefined : numberOf(right);
  if (first !== undefined && second !== undefined) return constant(first < second);
  return question(
    sayOf(left, right, (a, b) => `${a} < ${b}`),
    sayOf(left, right, (a, b) => `!(${a} < ${b})`),
  );
}

/** A string that is not wholly known may in truth be a number or a truth value: its source did not say. */
function isOpenText(value: Single): boolean {
  return value.kind === 'text' && literalOf(value.text) === undefined;
}

function isObject(value: Single): boolean {
  return value.kind === 'list' || value.kind === 'map';
}

/** Lists and maps are equal only to themselves; two that print alike may be one. */
function sameObject(left: Single, right: Single): Formula {
  return printValue(left) === printValue(right) ? open(left, right) : no;
}

function open(left: Single, right: Single): Formula {
  const turned = isOpenText(left) === isOpenText(right) ? printValue(right) < printValue(left) : isOpenText(right);
  const [first, second] = turned ? [right, left] : [left, right];
  return question(
    sayOf(first, second, (a, b) => `${a} == ${b}`),
    sayOf(first, second, (a, b) => `${a} != ${b}`),
  );
}
