import type { Tri } from '../base/index.ts';
import { concatAll, includes, lit, mayIntersect, nameSet, wild, type Text } from '../values/index.ts';

/** The `branches` or `branches-ignore` of an event. */
export interface RefFilter {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/**
 * Whether a filter lets refs through: all of those that these patterns name, none, or it depends on the ref. Of patterns
 * with `!`, the last that fits a ref decides (GitHub documentation, "Filter pattern cheat sheet", 2026-11).
 */
export function letsThrough(filter: RefFilter, refs: readonly string[]): Tri {
  const asked = refs.filter((p) => !p.startsWith('!'));
  if (asked.length === 0) return 'unknown';
  const answers = asked.map((ref) => takes(filter, ref));
  return answers.every((a) => a === answers[0]) ? answers[0]! : 'unknown';
}

function takes({ only = ['**'], except = [] }: RefFilter, ref: string): Tri {
  let taken: Tri = false;
  for (const written of [...only, ...except.map((p) => `!${p}`)]) {
    const no = written.startsWith('!');
    const pattern = no ? written.slice(1) : written;
    if (holds(pattern, ref)) taken = !no;
    else if (taken === no && meets(pattern, ref)) taken = 'unknown';
  }
  return taken;
}

/** Whether some ref may fit both patterns. */
function meets(pattern: string, ref: string): boolean {
  return mayIntersect(nameSet([readPattern(pattern).text]), nameSet([readPattern(ref).text]));
}

/** Whether every ref that fits `ref` surely fits the pattern. */
function holds(pattern: string, ref: string): boolean {
  if (pattern === ref) return true;
  const read = readPattern(pattern);
  return read.exact && includes(nameSet([read.text]), nameSet([readPattern(ref).text])) === true;
}

/** A filter pattern as a pattern of names; not exact where it stands for more: `x?` and `x+` have no such pattern. */
function readPattern(pattern: string): { readonly text: Text; readonly exact: boolean } {
  const pieces: Text[] = [];
  let exact = true;
  for (const [piece] of pattern.matchAll(/\\[\s\S]|\*+|\[[^\]]*\]|[?+]|[\s\S]/g)) {
    if (piece === '?' || piece === '+') {
      pieces.splice(-1, 1, wild('*'));
      exact = false;
    } else if (piece.startsWith('*')) pieces.push(wild(piece === '*' ? '*' : '***'));
    else if (piece.length > 1 && piece.startsWith('[')) pieces.push(wild(piece));
    else pieces.push(lit(piece.length > 1 ? piece.slice(1) : piece));
  }
  return { text: concatAll(pieces), exact };
}
