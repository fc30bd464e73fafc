import { limits, triAnd } from '../base/index.ts';
import type { Tri } from '../base/index.ts';
import { hole, literalOf } from '../values/index.ts';
import type { Datum } from '../values/index.ts';
import type { EvalContext } from './access.ts';
import { equalValues } from './compare.ts';
import { evaluateScalarDatum } from './expressions.ts';
import { triOf } from './formula.ts';
import type { Matrix, Node } from './model.ts';
import { fromDatum } from './value.ts';

/** One combination of a matrix: what `matrix.NAME` is. */
export type Leg = ReadonlyMap<string, Datum>;

export interface ExpandedMatrix {
  readonly legs: readonly Leg[];
  /**
   * True when these are exactly the legs. When false there may be others, a leg may be missing in truth, and a name
   * that a leg does not have is unknown rather than empty; `reason` says why.
   */
  readonly complete: boolean;
  readonly reason?: string;
  /** More than the bound: some legs were left out. */
  readonly cut?: true;
}

/**
 * Expands a matrix as GitHub does: all combinations, less what `exclude` matches, then each entry of `include` added to
 * the combinations whose own values it does not change, or as a combination of its own. Dimensions that are computed at
 * run time have one unknown value.
 */
export function expandMatrix(matrix: Matrix, ctx: EvalContext): ExpandedMatrix {
  const doubts: Doubts = { reasons: [], cut: undefined };
  const dimensions = new Map<string, readonly Datum[]>();
  const parts = readParts(matrix, ctx);
  if (parts === undefined) return { legs: [new Map()], complete: false, reason: 'the matrix is computed at run time' };
  for (const [name, datum] of parts.dimensions) {
    const values = listOf(datum);
    if (values.open) doubts.reasons.push(`matrix.${name} is computed at run time`);
    dimensions.set(
      name,
      values.open && values.items.length === 0 ? [{ kind: 'text', text: hole(ctx.id(`matrix.${name}`), { label: `matrix.${name}` }) }] : values.items,
    );
  }
  const exclude = parts.exclude === undefined ? { items: [], open: false } : listOf(parts.exclude);
  const include = parts.include === undefined ? { items: [], open: false } : listOf(parts.include);
  if (exclude.open) doubts.reasons.push('matrix.exclude is computed at run time');
  if (include.open) doubts.reasons.push('matrix.include is computed at run time');
  const excludes = first(exclude.items, doubts);
  const legs = combinations(dimensions, doubts).filter((leg) => {
    const excluded = excludes.map((entry) => matches(entry, { kind: 'map', entries: leg }));
    if (excluded.includes('unknown') && !excluded.includes(true)) doubts.reasons.push('matrix.exclude matches values that are not known');
    return !excluded.includes(true);
  });
  addIncluded(legs, first(include.items, doubts), new Set(dimensions.keys()), doubts);
  if (legs.length === 0 && include.open) legs.push(new Map());
  if (legs.length > limits.maxMatrixLegs) cut(doubts, `the matrix has more than ${limits.maxMatrixLegs} legs`);
  const reason = doubts.cut ?? doubts.reasons[0];
  return {
    legs: legs.slice(0, limits.maxMatrixLegs),
    complete: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(doubts.cut === undefined ? {} : { cut: true }),
  };
}

interface Parts {
  readonly dimensions: ReadonlyMap<string, Datum>;
  readonly include: Datum | undefined;
  readonly exclude: Datum | undefined;
}

function readParts(matrix: Matrix, ctx: EvalContext): Parts | undefined {
  if (matrix.expression === undefined) {
    const dimensions = new Map([...matrix.dimensions].map((one) => [one[0], nodeDatum(one[1], ctx)] as const));
    return { dimensions, include: matrix.include && nodeDatum(matrix.include, ctx), exclude: matrix.exclude && nodeDatum(matrix.exclude, ctx) };
  }
  const datum = evaluateScalarDatum(matrix.expression, ctx);
  if (datum.kind !== 'map' || datum.open === true) return undefined;
  const dimensions = new Map(datum.entries);
  dimensions.delete('include');
  dimensions.delete('exclude');
  return { dimensions, include: datum.entries.get('include'), exclude: datum.entries.get('exclude') };
}

/** A YAML value with its expressions evaluated. */
function nodeDatum(node: Node, ctx: EvalContext): Datum {
  switch (node.kind) {
    case 'scalar':
      return evaluateScalarDatum(node.scalar, ctx);
    case 'list':
      return { kind: 'list', items: node.items.map((item) => nodeDatum(item, ctx)) };
    case 'map':
      return { kind: 'map', entries: new Map(node.entries.map((one) => [one.key.value, nodeDatum(one.value, ctx)])) };
  }
}

/** The members of a list; a lone known value is a list of itself, an unknown one leaves the list open. */
function listOf(datum: Datum): { readonly items: readonly Datum[]; readonly open: boolean } {
  if (datum.kind === 'list') return { items: datum.items, open: datum.open === true };
  if (datum.kind === 'null') return { items: [], open: false };
  if (datum.kind === 'text')
    return literalOf(datum.text) === undefined ? { items: [], open: true } : { items: datum.text.length === 0 ? [] : [datum], open: false };
  return { items: [datum], open: false };
}

/** Why the legs are not all known. */
interface Doubts {
  readonly reasons: string[];
  /** The bound that left some out. */
  cut: string | undefined;
}

function cut(doubts: Doubts, reason: string): void {
  doubts.cut ??= reason;
}

/** The entries that are looked at; each is compared with every leg. */
function first(entries: readonly Datum[], doubts: Doubts): readonly Datum[] {
  if (entries.length > limits.maxMatrixLegs) cut(doubts, `the matrix lists more than ${limits.maxMatrixLegs} entries to include or exclude`);
  return entries.slice(0, limits.maxMatrixLegs);
}

function combinations(dimensions: ReadonlyMap<string, readonly Datum[]>, doubts: Doubts): Map<string, Datum>[] {
  if (dimensions.size === 0) return [];
  let legs: Map<string, Datum>[] = [new Map()];
  for (const [name, values] of dimensions) {
    const next: Map<string, Datum>[] = [];
    for (const leg of legs) {
      for (const value of values) {
        if (next.length > limits.maxMatrixLegs) break;
        next.push(new Map([...leg, [name, value]]));
      }
    }
    legs = next;
  }
  if (legs.length > limits.maxMatrixLegs) cut(doubts, `the matrix has more than ${limits.maxMatrixLegs} legs`);
  return legs;
}

function addIncluded(legs: Map<string, Datum>[], include: readonly Datum[], dimensions: ReadonlySet<string>, doubts: Doubts): void {
  const own = [...legs];
  const values = own.map((leg) => new Map(leg));
  for (const entry of include) {
    if (entry.kind !== 'map' || entry.open === true) {
      if (entry.kind === 'text' || entry.kind === 'map') {
        doubts.reasons.push('an entry of matrix.include is computed at run time');
        legs.push(new Map());
      }
      continue;
    }
    let added = false;
    own.forEach((leg, i) => {
      const fits = [...entry.entries].map((one) => (dimensions.has(one[0]) ? matches(one[1], values[i]?.get(one[0])) : true)).reduce<Tri>(triAnd, true);
      if (fits === 'unknown') doubts.reasons.push('matrix.include names values that are not known');
      if (fits !== true) return;
      added = true;
      for (const [key, value] of entry.entries) if (!dimensions.has(key)) leg.set(key, value);
    });
    if (!added && legs.length <= limits.maxMatrixLegs) legs.push(new Map(entry.entries));
  }
}

/** Whether a value has everything that a pattern names; strings compare as expressions compare them. */
function matches(pattern: Datum, value: Datum | undefined): Tri {
  if (value === undefined) return false;
  if (pattern.kind === 'map') {
    if (value.kind !== 'map') return isUnknown(value) ? 'unknown' : false;
    return [...pattern.entries].map((one) => matches(one[1], value.entries.get(one[0]))).reduce<Tri>(triAnd, true);
  }
  if (pattern.kind === 'list') {
    if (value.kind !== 'list') return isUnknown(value) ? 'unknown' : false;
    if (pattern.items.length !== value.items.length) return false;
    return pattern.items.map((item, i) => matches(item, value.items[i])).reduce<Tri>(triAnd, true);
  }
  if (value.kind === 'map' || value.kind === 'list') return isUnknown(pattern) ? 'unknown' : false;
  return triOf(equalValues(fromDatum(pattern, 'matrix'), fromDatum(value, 'matrix')));
}

function isUnknown(datum: Datum): boolean {
  return datum.kind === 'text' && literalOf(datum.text) === undefined;
}
