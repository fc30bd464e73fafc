import { concat, lit } from './build.ts';
import type { Piece, Text } from './text.ts';

/** A pattern of one wildcard between two fixed ends. */
interface Star {
  readonly head: Text;
  readonly glob: '*' | '**' | '***';
  readonly tail: Text;
}

/**
 * The exact common names of two patterns that each have one `*`, when one head begins the other and one tail ends the
 * other: `dist/*.gz` and `dist/app-*` meet in `dist/app-*.gz`. Undefined when they are not of that form.
 */
export function meetOfStars(a: Text, b: Text): readonly Text[] | undefined {
  const x = starOf(a);
  const y = starOf(b);
  if (x === undefined || y === undefined || x.glob !== y.glob) return undefined;
  const head = longer(x.head, y.head, 'front');
  const tail = longer(x.tail, y.tail, 'back');
  if (head === undefined || tail === undefined) return undefined;
  // The parts that the star of one pattern stands for must not hold what the star does not match.
  const free = x.glob === '*' && [head.rest, tail.rest].some((rest) => rest.some((piece) => piece.kind !== 'lit' || piece.text.includes('/')));
  if (free) return undefined;
  const last = head.whole.at(-1);
  const first = tail.whole[0];
  if (last?.kind === 'hole' || first?.kind === 'hole') {
    // An overlap of the ends cannot be ruled out where one of them ends in an unknown.
    if (head.owner !== tail.owner) return undefined;
    return [concat(head.whole, [{ kind: 'wild', glob: x.glob }], tail.whole)];
  }
  const found: Text[] = [concat(head.whole, [{ kind: 'wild', glob: x.glob }], tail.whole)];
  if (head.owner !== tail.owner && last !== undefined && first !== undefined) {
    const [p, s] = [last.text, first.text];
    const whole = head.whole.length === 1 && tail.whole.length === 1;
    for (let n = 1; n <= Math.min(p.length, s.length); n++) {
      if (!p.endsWith(s.slice(0, n))) continue;
      // Heads or tails with unknowns in them could overlap further than their literals show.
      if (!whole) return undefined;
      const short = p + s.slice(n);
      if (short.length >= Math.max(minimum(x), minimum(y))) found.push(lit(short));
    }
  }
  return found;
}

function minimum(star: Star): number {
  return [...star.head, ...star.tail].reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 0), 0);
}

type Fixed = Piece & { readonly kind: 'lit' | 'hole' };

function starOf(text: Text): Star | undefined {
  const at = text.findIndex((piece) => piece.kind === 'wild');
  const star = text[at];
  if (star?.kind !== 'wild' || (star.glob !== '*' && star.glob !== '***')) return undefined;
  const head = text.slice(0, at);
  const tail = text.slice(at + 1);
  if (![...head, ...tail].every((piece) => piece.kind === 'lit' || (piece.kind === 'hole' && piece.each === undefined))) return undefined;
  return { head, glob: star.glob, tail };
}

interface Longer {
  readonly whole: readonly Fixed[];
  /** What the longer one has beyond the shorter. */
  readonly rest: readonly Fixed[];
  readonly owner: 'a' | 'b' | 'both';
}

function longer(a: Text, b: Text, side: 'front' | 'back'): Longer | undefined {
  const left = (side === 'front' ? a : a.toReversed()) as readonly Fixed[];
  const right = (side === 'front' ? b : b.toReversed()) as readonly Fixed[];
  const turn = (pieces: readonly Fixed[]): readonly Fixed[] => (side === 'front' ? pieces : pieces.toReversed());
  for (let i = 0; ; i++) {
    const x = left[i];
    const y = right[i];
    if (x === undefined && y === undefined) return { whole: turn(left), rest: [], owner: 'both' };
    if (x === undefined) return { whole: turn(right), rest: turn(right.slice(i)), owner: 'b' };
    if (y === undefined) return { whole: turn(left), rest: turn(left.slice(i)), owner: 'a' };
    if (x.kind === 'hole' || y.kind === 'hole') {
      if (x.kind === 'hole' && y.kind === 'hole' && x.id === y.id) continue;
      return undefined;
    }
    if (x.text === y.text) continue;
    const begins = (long: string, short: string): boolean => (side === 'front' ? long.startsWith(short) : long.endsWith(short));
    const cut = (long: string, short: string): string => (side === 'front' ? long.slice(short.length) : long.slice(0, -short.length));
    if (begins(x.text, y.text) && right.length === i + 1)
      return { whole: turn(left), rest: turn([{ kind: 'lit', text: cut(x.text, y.text) }, ...left.slice(i + 1)]), owner: 'a' };
    if (begins(y.text, x.text) && left.length === i + 1)
      return { whole: turn(right), rest: turn([{ kind: 'lit', text: cut(y.text, x.text) }, ...right.slice(i + 1)]), owner: 'b' };
    return undefined;
  }
}
