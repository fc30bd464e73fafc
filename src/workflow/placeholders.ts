import type { Scalar } from './model.ts';
import { interpolate } from './segments.ts';
import type { Segment } from './segments.ts';

/** A script whose expressions are replaced by identifiers, and what each identifier stands for. */
export interface Placeholders {
  /** As long as the scalar's value, character for character, outside the identifiers. */
  readonly text: string;
  readonly segments: ReadonlyMap<string, Segment>;
}

/**
 * Replaces every `${{ }}` of a script by an identifier of the same length, so that offsets stay. An identifier is `_G`,
 * a number in base 36, underscores, `Z`: a valid part of a shell word that delimits itself. Equal expressions share
 * one; none occurs in the script by itself. Where no identifier is left for so short an expression it stays as it is.
 */
export function placeholders(script: Pick<Scalar, 'value'>): Placeholders {
  const segments = new Map<string, Segment>();
  if (!script.value.includes('${{')) return { text: script.value, segments };
  const taken = new Set([...script.value.matchAll(/_G[0-9a-z]+_*Z/g)].map((found) => found[0]));
  const named = new Map<string, string>();
  const next = new Map<number, number>();
  let text = '';
  for (const segment of interpolate(script)) {
    const written = script.value.slice(segment.start, segment.end);
    if (segment.kind === 'literal') {
      text += written;
      continue;
    }
    const name = named.get(written) ?? fresh(written.length, next, taken);
    text += name ?? written;
    if (name === undefined) continue;
    named.set(written, name);
    segments.set(name, segment);
  }
  return { text, segments };
}

/** The next identifier of a length, counted apart for every length. */
function fresh(length: number, next: Map<number, number>, taken: ReadonlySet<string>): string | undefined {
  for (let number = next.get(length) ?? 0; ; number++) {
    const digits = number.toString(36);
    const padding = length - digits.length - 3;
    if (padding < 0) return undefined;
    const name = `_G${digits}${'_'.repeat(padding)}Z`;
    if (taken.has(name)) continue;
    next.set(length, number + 1);
    return name;
  }
}
