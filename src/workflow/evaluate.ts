import { hole } from '../values/index.ts';
import { compareValues } from './compare.ts';
import type { Expression } from './expression.ts';
import { and, constant, not, or } from './formula.ts';
import type { Formula } from './formula.ts';
import { applyFunction } from './functions.ts';
import { indexValue, lookUp, membersOf, membersOfEach, nameOf } from './access.ts';
import type { EvalContext } from './access.ts';
import { choose, fromDatum, nullValue, printValue, textValue, toDatum, truthOf, truthValue, whenNotTrue } from './value.ts';
import type { Value } from './value.ts';

/** What has happened before the point where a condition is asked; the status functions answer for it. */
export type Course = 'normal' | 'failed' | 'skipped' | 'cancelled';

/** Evaluates an expression over what is known (GitHub's expression language). Never throws; what is not known is an unknown. */
export function evaluateValue(expression: Expression, ctx: EvalContext, course: Course): Value {
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value);
    case 'context':
    case 'index':
    case 'star':
      return access(expression, ctx, course);
    case 'call':
      return call(expression.name, expression.args, ctx, course);
    case 'not':
    case 'compare':
      return truthValue(truthOfExpression(expression, ctx, course));
    case 'and': {
      let left: Value | undefined;
      for (const arg of expression.args) {
        const truth = left === undefined ? undefined : truthOf(left);
        // What is certainly false is the value, whatever comes after it.
        if (truth?.kind === 'constant' && !truth.value) return whenNotTrue(left!);
        const right = evaluateValue(arg, ctx, course);
        left = truth === undefined ? right : choose(truth, right, whenNotTrue(left!));
      }
      return left ?? nullValue;
    }
    case 'or': {
      const values: Value[] = [];
      for (const arg of expression.args) {
        const value = evaluateValue(arg, ctx, course);
        values.push(value);
        const truth = truthOf(value, true);
        if (truth.kind === 'constant' && truth.value) break;
      }
      // `secrets.A || secrets.B` takes the first; a condition, or `secrets.A && 'yes'`, asks for it.
      return values.reduceRight((right, left) => choose(truthOf(left, true), left, right));
    }
  }
}

/** The truth of an expression as one formula: conjunctions stay conjunctions, so that equal conditions have equal keys. */
export function truthOfExpression(expression: Expression, ctx: EvalContext, course: Course): Formula {
  switch (expression.kind) {
    case 'not':
      return not(truthOfExpression(expression.of, ctx, course));
    case 'and':
      return and(...expression.args.map((arg) => truthOfExpression(arg, ctx, course)));
    case 'or':
      return or(...expression.args.map((arg) => truthOfExpression(arg, ctx, course)));
    case 'compare':
      return compareValues(expression.operator, evaluateValue(expression.left, ctx, course), evaluateValue(expression.right, ctx, course));
    case 'literal':
    case 'context':
    case 'index':
    case 'star':
    case 'call':
      return truthOf(evaluateValue(expression, ctx, course));
  }
}

function literal(value: string | number | boolean | null): Value {
  if (value === null) return nullValue;
  if (typeof value === 'boolean') return truthValue(constant(value));
  if (typeof value === 'number') return { kind: 'number', value };
  return textValue(value === '' ? [] : [{ kind: 'lit', text: value }]);
}

function call(name: string, args: readonly Expression[], ctx: EvalContext, course: Course): Value {
  switch (name) {
    case 'success':
      return truthValue(constant(course === 'normal'));
    case 'failure':
      return truthValue(constant(course === 'failed'));
    case 'cancelled':
      return truthValue(constant(course === 'cancelled'));
    case 'always':
      return truthValue(constant(true));
    default: {
      const values = args.map((arg) => evaluateValue(arg, ctx, course));
      const own = ctx.fn?.(name, values.map(toDatum));
      if (own !== undefined) return fromDatum(own, ctx.id(`${name}(${values.map((value) => printValue(value)).join(', ')})`));
      return applyFunction(name, values, ctx.id) ?? textValue(hole(ctx.id(name)));
    }
  }
}

/** Walks `a.b['c'].*.d`: the longest part that is written out is looked up at once, the rest is taken step by step. */
function access(expression: Expression, ctx: EvalContext, course: Course): Value {
  const reversed: (Expression | 'star')[] = [];
  let root = expression;
  while (root.kind === 'index' || root.kind === 'star') {
    reversed.push(root.kind === 'star' ? 'star' : root.index);
    root = root.of;
  }
  const steps: (Value | 'star')[] = reversed.reverse().map((step) => (step === 'star' ? step : evaluateValue(step, ctx, course)));
  if (root.kind !== 'context') return walk(evaluateValue(root, ctx, course), steps, ctx);
  const names = steps.map((step) => (step === 'star' ? undefined : nameOf(step)));
  const open = names.findIndex((name) => name === undefined);
  const path = [root.name, ...names.slice(0, open === -1 ? names.length : open).map((name) => name ?? '')];
  if (open !== -1 && steps.every((step, i) => step === 'star' || names[i] !== undefined)) {
    const whole = ctx.lookup([root.name, ...names.map((name) => name ?? '*')]);
    if (whole !== undefined) return fromDatum(whole, ctx.id([root.name, ...names.map((name) => name ?? '*')].join('.')));
  }
  return walk(lookUp(path, ctx), open === -1 ? [] : steps.slice(open), ctx);
}

function walk(start: Value, steps: readonly (Value | 'star')[], ctx: EvalContext): Value {
  let value = start;
  let of: 'one' | 'each' = 'one';
  for (const step of steps) {
    if (step === 'star') {
      value = of === 'each' ? membersOfEach(value) : membersOf(value);
      of = 'each';
    } else {
      value = indexValue(value, step, of, ctx.id);
    }
  }
  return value;
}
