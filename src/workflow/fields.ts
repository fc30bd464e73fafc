import type { Span } from '../base/index.ts';
import { conditionSource, parseExpression } from './expression.ts';
import type { Node, Problem, Scalar } from './model.ts';
import { interpolate } from './segments.ts';
import { spanIn } from './spans.ts';
import { asList, asMap, entry, isNull, scalarOf } from './yaml-read.ts';

/** Problems listed for one file; the rest would say the same. */
const maxProblems = 200;

/** Reads the fields of maps, noting values of a wrong kind and going on without them. */
export class Fields {
  readonly text: string;
  readonly problems: Problem[];

  constructor(text: string, problems: readonly Problem[]) {
    this.text = text;
    this.problems = [...problems];
  }

  note(span: Span, reason: string): void {
    if (this.problems.length < maxProblems) this.problems.push({ span, reason });
  }

  /** A string, number or boolean; null and an absent key are undefined. */
  scalar(map: Node | undefined, key: string): Scalar | undefined {
    const node = entry(map, key);
    if (node === undefined || isNull(node)) return undefined;
    if (node.kind !== 'scalar') this.note(node.span, `${key} should be a single value, not a ${node.kind}`);
    return this.#expressionsOf(scalarOf(node));
  }

  /** A condition, whose text is an expression also without brackets. */
  condition(map: Node | undefined): Scalar | undefined {
    const scalar = this.scalar(map, 'if');
    if (scalar === undefined || scalar.value.includes('${{') || scalar.value.trim() === '') return scalar;
    const parsed = parseExpression(conditionSource(scalar));
    if (parsed.kind === 'malformed') this.note(scalar.span, parsed.reason);
    return scalar;
  }

  /** Notes every expression of a value that is none: what it would give is unknown, and that is said. */
  #expressionsOf(scalar: Scalar | undefined): Scalar | undefined {
    if (scalar === undefined || !scalar.value.includes('${{')) return scalar;
    for (const segment of interpolate(scalar)) if (segment.kind === 'malformed') this.note(spanIn(scalar, segment.start, segment.end), segment.reason);
    return scalar;
  }

  /** The same for every value of a tree that is kept as it was written. */
  expressionsIn(node: Node | undefined): Node | undefined {
    if (node?.kind === 'scalar') this.#expressionsOf(node.scalar);
    else if (node?.kind === 'list') for (const item of node.items) this.expressionsIn(item);
    else if (node?.kind === 'map') for (const one of node.entries) this.expressionsIn(one.value);
    return node;
  }

  /** Scalars of a list, or a lone scalar. */
  scalars(map: Node | undefined, key: string): readonly Scalar[] {
    const found: Scalar[] = [];
    for (const item of asList(entry(map, key))) {
      const scalar = scalarOf(item);
      if (scalar === undefined) this.note(item.span, `an entry of ${key} should be a single value`);
      else found.push(this.#expressionsOf(scalar) ?? scalar);
    }
    return found;
  }

  /** A map, or undefined when it is absent, null or something else. */
  map(map: Node | undefined, key: string): Node | undefined {
    const node = entry(map, key);
    if (node === undefined || isNull(node)) return undefined;
    if (node.kind === 'map') return node;
    this.note(node.span, `${key} should be a map, not a ${node.kind === 'list' ? 'list' : 'single value'}`);
    return undefined;
  }

  /** A map of scalars; null values are kept as empty strings. */
  scalarMap(map: Node | undefined, key: string): ReadonlyMap<string, Scalar> {
    const entries = asMap(this.map(map, key));
    if (entries.length === 0) return none;
    const found = new Map<string, Scalar>();
    for (const one of entries) {
      if (one.value.kind === 'scalar') found.set(one.key.value, this.#expressionsOf(one.value.scalar) ?? one.value.scalar);
      else this.note(one.value.span, `${one.key.value} under ${key} should be a single value, not a ${one.value.kind}`);
    }
    return found;
  }

  /** The comment that follows a value on its line, without `#` and outer blanks. */
  commentAfter(scalar: Scalar | undefined): string | undefined {
    if (scalar === undefined) return undefined;
    const newline = this.text.indexOf('\n', scalar.span.end);
    const rest = this.text.slice(scalar.span.end, newline === -1 ? this.text.length : newline);
    const comment = /^[\s},\]]*#(.*)$/.exec(rest)?.[1]?.trim();
    return comment === '' ? undefined : comment;
  }
}

/** The one map of nothing: most steps have no `env:`, and ten thousand workflows have a hundred thousand steps. */
export const none: ReadonlyMap<string, never> = new Map<string, never>();

/** True for a YAML `true`, quoted or not. */
export function isTrue(scalar: Scalar | undefined): boolean {
  return scalar?.value.toLowerCase() === 'true';
}
