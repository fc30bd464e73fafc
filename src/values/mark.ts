import { intersects } from './names.ts';
import { isSlashless } from './loop.ts';
import type { Piece, Text } from './text.ts';

/** Where a string first or last stands in a text. */
export type Mark =
  /** In the literal at `piece`, at `offset`. */
  | { readonly kind: 'at'; readonly piece: number; readonly offset: number }
  /** Surely nowhere. */
  | { readonly kind: 'none' }
  /** The text does not tell. */
  | { readonly kind: 'open' };

/** Finds the first or last place of a string in a text whose other pieces surely do not hold it. */
export function findMark(text: Text, mark: string, wanted: 'first' | 'last'): Mark {
  const order = [...text.keys()];
  if (wanted === 'last') order.reverse();
  for (const i of order) {
    const piece = text[i]!;
    if (piece.kind === 'lit') {
      const offset = wanted === 'first' ? piece.text.indexOf(mark) : piece.text.lastIndexOf(mark);
      if (offset !== -1) return { kind: 'at', piece: i, offset };
      // A longer string may stand across the border to what comes next.
      if (mark.length > 1 && text.length > 1) return { kind: 'open' };
    } else if (mark.length > 1 || mayHold(piece, mark)) return { kind: 'open' };
  }
  return { kind: 'none' };
}

/** Whether a piece may hold a character. */
export function mayHold(piece: Piece, character: string): boolean {
  if (character === '/') return !isSlashless([piece]);
  if (piece.kind === 'hole' && piece.shape === undefined && piece.each === undefined) return true;
  const anything: Piece = { kind: 'wild', glob: '***' };
  return intersects({ include: [[piece]], exclude: [] }, { include: [[anything, { kind: 'lit', text: character }, anything]], exclude: [] }) !== false;
}
