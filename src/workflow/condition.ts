import type { Tri } from '../base/index.ts';
import { lit } from '../values/index.ts';
import type { EvalContext } from './access.ts';
import { truthOfExpression } from './evaluate.ts';
import type { Course } from './evaluate.ts';
import { conditionSource, parseExpression, usesStatusFunction } from './expression.ts';
import type { Expression } from './expression.ts';
import { evaluateText } from './expressions.ts';
import { conjuncts, encode, named, triOf, yes } from './formula.ts';
import type { Formula } from './formula.ts';
import type { Scalar } from './model.ts';
import { interpolate } from './segments.ts';
import { choiceKey, printText } from './text-question.ts';
import { truthOf, textValue } from './value.ts';

/** What an `if:` says of the normal path, on which everything before has succeeded. */
export interface Condition {
  readonly value: Tri;
  /** The open questions that must all be answered with yes, one per conjunct; empty when the value is known. Equal keys are equal conditions. */
  readonly keys: readonly string[];
  /** The same conditions as people would write them; their unknowns may share a name. */
  readonly labels: readonly string[];
  /** All of `keys` as one, or `true` or `false`. */
  readonly key: string;
  /** The key of the choice that it makes, for `alternatives`: what is where it holds, and what is elsewhere. Empty when the value is known. */
  readonly choice: string;
  /**
   * Which course of events it is for: `none` calls no status function (an implicit `success()`), `success` runs only
   * when nothing failed, `always` also after a failure (`always()`, `!cancelled()`), `failure` only after one,
   * `cancelled` only after a cancellation.
   */
  readonly usesStatus: 'success' | 'always' | 'failure' | 'cancelled' | 'none';
  /** Whether it runs when something before has failed. */
  readonly afterFailure: Tri;
  /** Whether a job runs when one that it needs was skipped. */
  readonly afterSkip: Tri;
  /** Why it could not be parsed; its value is then unknown. */
  readonly problem?: string;
}

/**
 * Evaluates `if:` of a job or step. Text around `${{ }}` makes a string of the whole, which is always true, as on
 * GitHub: also the line break that ends a block scalar.
 */
export function evaluateCondition(scalar: Scalar | undefined, ctx: EvalContext): Condition {
  if (scalar === undefined || scalar.value.trim() === '') return implicit(yes);
  const segments = scalar.value.includes('${{') ? interpolate(scalar) : [];
  const only = segments[0];
  if (segments.length > 1) return implicit(truthOf(textValue(evaluateText(scalar, ctx))));
  if (only?.kind === 'malformed') return malformed(scalar, only.reason);
  if (only?.kind === 'expression') return ofExpression(only.expression, ctx);
  const parsed = parseExpression(conditionSource(scalar));
  return parsed.kind === 'parsed' ? ofExpression(parsed.expression, ctx) : malformed(scalar, parsed.reason);
}

function ofExpression(expression: Expression, ctx: EvalContext): Condition {
  const on = (course: Course): Formula => truthOfExpression(expression, ctx, course);
  const normal = on('normal');
  if (!usesStatusFunction(expression)) return implicit(normal);
  const afterFailure = triOf(on('failed'));
  const value = triOf(normal);
  const usesStatus =
    afterFailure !== false ? (value === false ? 'failure' : 'always') : value === false && triOf(on('cancelled')) !== false ? 'cancelled' : 'success';
  return { ...result(normal), usesStatus, afterFailure, afterSkip: triOf(on('skipped')) };
}

function implicit(formula: Formula): Condition {
  return { ...result(formula), usesStatus: 'none', afterFailure: false, afterSkip: false };
}

function malformed(scalar: Scalar, problem: string): Condition {
  return { ...implicit(named(`condition ${printText(lit(scalar.value.trim()))}`)), problem };
}

function result(formula: Formula): Pick<Condition, 'value' | 'key' | 'choice' | 'keys' | 'labels'> {
  const value = triOf(formula);
  const open = value === 'unknown' ? conjuncts(formula) : [];
  return {
    value,
    key: formula.key,
    choice: value === 'unknown' ? choiceKey(encode(formula)) : '',
    keys: open.map((part) => part.key),
    labels: open.map((part) => part.label),
  };
}
