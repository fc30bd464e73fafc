import type { Tri } from '../base/index.ts';
import { concatAll, hole, lit } from '../values/index.ts';
import type { Datum, Text } from '../values/index.ts';
import type { EvalContext } from './access.ts';
import { evaluateValue } from './evaluate.ts';
import { encode, triOf } from './formula.ts';
import type { Scalar } from './model.ts';
import { interpolate } from './segments.ts';
import type { Segment } from './segments.ts';
import { equalTexts } from './text-question.ts';
import { fromDatum, showNumber, textValue, toDatum, toText, truthOf } from './value.ts';
import type { Value } from './value.ts';
import { scalarDatum } from './yaml-read.ts';

/** The string that a scalar stands for, its `${{ }}` replaced by their values as far as they are known. */
export function evaluateText(scalar: Scalar, ctx: EvalContext): Text {
  if (!scalar.value.includes('${{')) return lit(plainString(scalar));
  const segments = interpolate(scalar);
  return concatAll(segments.map((segment) => segmentText(segment, ctx)));
}

/** The value that a scalar stands for: an object, list, number or truth value when it is exactly one expression. */
export function evaluateScalarDatum(scalar: Scalar, ctx: EvalContext): Datum {
  if (!scalar.value.includes('${{')) return scalarDatum(scalar);
  const segments = interpolate(scalar);
  const only = segments[0];
  if (segments.length === 1 && only !== undefined && only.kind !== 'literal') return toDatum(segmentValue(only, ctx));
  return { kind: 'text', text: evaluateText(scalar, ctx) };
}

/** The value of one segment of a scalar; brackets that hold no expression are an unknown. */
export function evaluateSegment(segment: Segment, ctx: EvalContext): Datum {
  return segment.kind === 'literal' ? { kind: 'text', text: lit(segment.text) } : toDatum(segmentValue(segment, ctx));
}

/** The string that one segment of a scalar leaves in it: null leaves nothing, an open condition a choice. */
export function segmentText(segment: Segment, ctx: EvalContext): Text {
  return segment.kind === 'literal' ? lit(segment.text) : toText(segmentValue(segment, ctx));
}

/** Whether a value counts as true in a condition. */
export function truth(datum: Datum): Tri {
  return triOf(truthOf(fromDatum(datum, 'truth')));
}

/** The truth value that an input of type boolean takes from a string: true exactly for `true`. */
export function booleanOf(text: Text): Datum {
  const formula = equalTexts(text, lit('true'));
  const value = triOf(formula);
  return value === 'unknown' ? { kind: 'bool', value, key: encode(formula) } : { kind: 'bool', value };
}

function segmentValue(segment: Exclude<Segment, { readonly kind: 'literal' }>, ctx: EvalContext): Value {
  if (segment.kind === 'expression') return evaluateValue(segment.expression, ctx, 'normal');
  return textValue(hole(ctx.id(`malformed ${segment.source}`), { label: segment.source }));
}

function plainString(scalar: Scalar): string {
  const datum = scalar.type === 'string' ? undefined : scalarDatum(scalar);
  if (datum === undefined) return scalar.value;
  if (datum.kind === 'number') return showNumber(datum.value);
  return datum.kind === 'bool' ? String(datum.value) : '';
}
