import type { Expression } from './expression.ts';
import { parseExpression } from './expression.ts';
import type { Scalar } from './model.ts';

/**
 * A stretch of a scalar's value: literal text, an expression with its brackets, or brackets whose content is no
 * expression. Offsets count in the value; `spanIn(scalar, start, end)` gives the place in the file.
 */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'expression'; readonly source: string; readonly expression: Expression; readonly start: number; readonly end: number }
  | { readonly kind: 'malformed'; readonly source: string; readonly reason: string; readonly start: number; readonly end: number };

const maxCached = 20_000;
const maxCachedLength = 10_000;
const cache = new Map<string, readonly Segment[]>();

/** Splits a scalar's value at its `${{ }}`. Results are kept by value: the same text gives the same list. */
export function interpolate(scalar: Pick<Scalar, 'value'>): readonly Segment[] {
  const known = cache.get(scalar.value);
  if (known !== undefined) return known;
  const segments = split(scalar.value);
  if (scalar.value.length > maxCachedLength) return segments;
  if (cache.size >= maxCached) cache.clear();
  cache.set(scalar.value, segments);
  return segments;
}

function split(value: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < value.length) {
    const open = value.indexOf('${{', at);
    const literalEnd = open === -1 ? value.length : open;
    if (literalEnd > at) segments.push({ kind: 'literal', text: value.slice(at, literalEnd), start: at, end: literalEnd });
    if (open === -1) break;
    const close = closingBraces(value, open + 3);
    if (close === undefined) {
      segments.push({ kind: 'malformed', source: value.slice(open), reason: 'an expression is not closed', start: open, end: value.length });
      break;
    }
    const source = value.slice(open + 3, close).trim();
    const parsed = parseExpression(source);
    const place = { source, start: open, end: close + 2 };
    segments.push(
      parsed.kind === 'parsed' ? { kind: 'expression', expression: parsed.expression, ...place } : { kind: 'malformed', reason: parsed.reason, ...place },
    );
    at = close + 2;
  }
  return segments;
}

/** The first `}}` outside a quoted string, as GitHub looks for it. */
function closingBraces(value: string, from: number): number | undefined {
  let quoted = false;
  for (let i = from; i < value.length; i++) {
    const c = value[i];
    if (c === "'") quoted = !quoted;
    else if (!quoted && c === '}' && value[i + 1] === '}') return i;
  }
  // An apostrophe that never closes: GitHub refuses it; taking the first end keeps the rest of the text apart.
  const plain = value.indexOf('}}', from);
  return plain === -1 ? undefined : plain;
}
