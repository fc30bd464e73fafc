import type { Piece, Text } from './text.ts';

/** The text without what is only taken on trust: for a question that asks exactly that. */
export function doubted(text: Text): Text {
  return text.some(isTrusting) ? text.map(withoutTrust) : text;
}

function isTrusting(piece: Piece): boolean {
  return piece.kind === 'hole' ? piece.trusted === true : piece.kind === 'alt' && piece.options.some((option) => option.some(isTrusting));
}

function withoutTrust(piece: Piece): Piece {
  if (piece.kind === 'alt') return { ...piece, options: piece.options.map(doubted) };
  if (piece.kind !== 'hole' || piece.trusted !== true) return piece;
  const { shape: _, trusted: __, ...rest } = piece;
  return rest;
}
