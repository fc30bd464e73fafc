import type { Span } from '../base/index.ts';
import type { Scalar } from './model.ts';
import { placeOf, WrittenScalar } from './scalar.ts';

/**
 * Returns the span in the file of the characters `[from, to)` of a scalar's value: a command inside `run: |`, an
 * expression inside a quoted string. Exact for every YAML style as long as the scalar was read from a file; the
 * scalar's own span for one that was made otherwise. An escape sequence is pointed at as a whole.
 */
export function spanIn(scalar: Scalar, from: number, to: number): Span {
  if (!(scalar instanceof WrittenScalar) || WrittenScalar.runs(scalar).length === 0) return scalar.span;
  const first = Math.max(0, Math.min(from, scalar.value.length));
  const last = Math.max(first, Math.min(to, scalar.value.length));
  const start = placeOf(scalar, first).start;
  const end = last === first ? start : placeOf(scalar, last - 1).end;
  return WrittenScalar.source(scalar).lines.span(start, Math.max(start, end));
}
