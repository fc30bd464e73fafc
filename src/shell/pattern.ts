import type { Tri } from '../base/index.ts';
import {
  anyShape,
  expand,
  mayIntersect,
  nameSet,
  sameText,
  stripPrefix,
  stripSuffix,
  surelyIncludes,
  textOfEach,
  type Piece,
  type Text,
} from '../values/index.ts';

/**
 * An unknown without a shape stands for a name without `/` where files are compared. As a string it may hold anything:
 * tests and cuts look at it so.
 */
export function loosened(text: Text): Text {
  return text.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && piece.shape === undefined && piece.each === undefined))
    ? text.map(loosenedPiece)
    : text;
}

function loosenedPiece(piece: Piece): Piece {
  if (piece.kind === 'alt') return { kind: 'alt', key: piece.key, options: piece.options.map(loosened) };
  return piece.kind === 'hole' && piece.shape === undefined && piece.each === undefined ? { ...piece, shape: anyShape } : piece;
}

/** Takes the shape "anything" away again: the result is a value like any other. */
export function tightened(text: Text): Text {
  return text.some((piece) => piece.kind === 'alt' || (piece.kind === 'hole' && piece.shape === anyShape)) ? text.map(tightenedPiece) : text;
}

function tightenedPiece(piece: Piece): Piece {
  if (piece.kind === 'alt') return { kind: 'alt', key: piece.key, options: piece.options.map(tightened) };
  if (piece.kind !== 'hole' || piece.shape !== anyShape) return piece;
  const { shape, ...rest } = piece;
  void shape;
  return rest;
}

/** Whether every value of a text matches a pattern (true), none does (false), or that cannot be told. */
export function matchesText(text: Text, pattern: Text): Tri {
  if (!pattern.some((piece) => piece.kind === 'wild') && sameText(text, pattern)) return true;
  const patterns = expand(pattern);
  if (patterns === undefined || patterns.length !== 1) return 'unknown';
  const a = nameSet([loosened(pattern)]);
  const b = textOfEach(loosened(text));
  if (!mayIntersect(a, b)) return false;
  // "Not all of them" is no answer for one of them.
  return surelyIncludes(a, b) ? true : 'unknown';
}

/** `${text#pattern}` and `${text%pattern}`. A pattern with a `/` expects one in the text. */
export function strip(text: Text, pattern: Text, how: { readonly side: 'front' | 'back'; readonly longest: boolean }): Text {
  const slash = pattern.some((piece) => piece.kind === 'lit' && piece.text.includes('/'));
  const from = slash ? loosened(text) : text;
  const result = how.side === 'front' ? stripPrefix(from, pattern, { longest: how.longest }) : stripSuffix(from, pattern, { longest: how.longest });
  return slash ? tightened(result) : result;
}
