import { limits } from '../base/index.ts';
import { alternatives, concat, derive, emptyText, lit, literalOf } from './build.ts';
import { byChoice, choose } from './choice.ts';
import { mapLoop } from './loop.ts';
import { shapeWithin } from './shape.ts';
import type { Alt, Piece, Text } from './text.ts';

/**
 * Splits at whitespace into words; unknowns are taken to hold none. Loop variables and wildcards keep their pieces.
 * Where one option of an alternative has fewer words than another, the words that it lacks are empty texts.
 */
export function words(text: Text): readonly Text[] {
  return splitAt(text, /\s+/g).filter((part) => part.length > 0);
}

/** Splits at newlines, trims each line and drops empty ones. */
export function lines(text: Text): readonly Text[] {
  return splitAt(text, /\r?\n/g)
    .map(trim)
    .filter((part) => part.length > 0);
}

/**
 * Splits a text at every match of a global pattern inside its literals. An alternative that holds a match is split
 * option by option: the parts at one place become an alternative of the same key, empty for an option that has fewer.
 */
export function splitAt(text: Text, pattern: RegExp): readonly Text[] {
  return splitBounded(text, pattern, { left: limits.maxAlternatives });
}

function splitBounded(text: Text, pattern: RegExp, bound: { left: number }): readonly Text[] {
  const parts: Text[] = [];
  let current: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const piece = text[at]!;
    if (piece.kind === 'alt' && holdsMatch(piece, pattern)) {
      bound.left -= piece.options.length;
      const whole = current.length === 0 && startsWithMatch(text[at + 1], pattern);
      if (bound.left < 0) {
        current.push(...derive('part', [piece]));
        continue;
      }
      if (!whole) {
        const rest = concat(current, text.slice(at));
        const options = piece.options.map((_, i) => splitBounded(choose(rest, piece.key, piece.options.length, i), pattern, bound));
        return [...parts, ...align(piece.key, options)];
      }
      align(
        piece.key,
        piece.options.map((option) => splitBounded(option, pattern, bound)),
      ).forEach((part, i) => {
        if (i > 0) {
          parts.push(concat(current));
          current = [];
        }
        current.push(...part);
      });
    } else if (piece.kind !== 'lit') {
      current.push(piece);
    } else {
      piece.text.split(pattern).forEach((run, i) => {
        if (i > 0) {
          parts.push(concat(current));
          current = [];
        }
        if (run !== '') current.push({ kind: 'lit', text: run });
      });
    }
  }
  parts.push(concat(current));
  return parts;
}

function align(key: string, options: readonly (readonly Text[])[]): readonly Text[] {
  const count = Math.max(...options.map((parts) => parts.length));
  return Array.from({ length: count }, (_, i) =>
    alternatives(
      key,
      options.map((parts) => parts[i] ?? emptyText),
    ),
  );
}

function holdsMatch(piece: Alt, pattern: RegExp): boolean {
  return piece.options.some((option) =>
    option.some((p) => (p.kind === 'lit' && p.text.search(pattern) !== -1) || (p.kind === 'alt' && holdsMatch(p, pattern))),
  );
}

function startsWithMatch(piece: Piece | undefined, pattern: RegExp): boolean {
  return piece === undefined || (piece.kind === 'lit' && piece.text.search(pattern) === 0);
}

/** Drops whitespace at both ends, as far as the literals show it. */
export function trim(text: Text): Text {
  if (text.length === 1 && text[0]!.kind === 'alt') return byChoice(text, trim);
  let start = 0;
  let end = text.length;
  const out = [...text];
  while (start < end) {
    const piece = out[start]!;
    if (piece.kind !== 'lit') break;
    const kept = piece.text.trimStart();
    if (kept !== '') {
      out[start] = { kind: 'lit', text: kept };
      break;
    }
    start++;
  }
  while (end > start) {
    const piece = out[end - 1]!;
    if (piece.kind !== 'lit') break;
    const kept = piece.text.trimEnd();
    if (kept !== '') {
      out[end - 1] = { kind: 'lit', text: kept };
      break;
    }
    end--;
  }
  return concat(out.slice(start, end));
}

/**
 * Applies a function of the whole string: exactly when the text is literal, choice by choice for alternatives, name by
 * name for a loop variable, else as a derived unknown. `how` has to name the function and its arguments.
 */
export function mapText(text: Text, how: string, fn: (value: string) => string): Text {
  return byChoice(text, (one) => {
    const value = literalOf(one);
    if (value !== undefined) return lit(fn(value));
    return mapLoop(one, how, (name) => mapText(name, how, fn)) ?? derive(how, one);
  });
}

/** Applies a function character by character to the literals: right for case changes and `tr`, which commute with joining. Unknowns and wildcards become derived unknowns. */
export function mapPieces(text: Text, how: string, fn: (value: string) => string): Text {
  return concat(
    ...text.map((piece): Text => {
      switch (piece.kind) {
        case 'lit':
          return lit(fn(piece.text));
        case 'wild':
          return derive(how, [piece]);
        case 'alt':
          return [{ kind: 'alt', key: piece.key, options: piece.options.map((o) => mapPieces(o, how, fn)) }];
        case 'hole':
          return (
            mapLoop([piece], how, (name) => mapPieces(name, how, fn)) ??
            derive(how, [piece], { label: piece.label, ...(piece.shape === undefined ? {} : { shape: anyIf(piece.shape) }) })
          );
      }
    }),
  );
}

/** The image of a value that may hold `/` may hold it too; nothing more is said of it. */
function anyIf(shape: string): string {
  return shapeWithin(shape, 'no-slash') ? '[^/]*' : '[\\s\\S]*';
}

/** Lower case. Names that GitHub gives (`github.repository`) are compared without case where a registry does so. */
export function lower(text: Text): Text {
  return fold(text, 'lower', 'no-upper', (v) => v.toLowerCase());
}

/** Upper case. */
export function upper(text: Text): Text {
  return fold(text, 'upper', 'no-lower', (v) => v.toUpperCase());
}

/** Changes the case of what is not known to have it: an unknown that was folded before, or whose shape has no such letter, stays itself. */
function fold(text: Text, how: string, already: 'no-upper' | 'no-lower', fn: (value: string) => string): Text {
  return concat(
    ...text.map((piece): Text => {
      const folded =
        piece.kind === 'hole' &&
        piece.each === undefined &&
        (piece.id.startsWith(`${how}(`) || (piece.shape !== undefined && shapeWithin(piece.shape, already)));
      return folded
        ? [piece]
        : piece.kind === 'alt'
          ? [{ kind: 'alt', key: piece.key, options: piece.options.map((o) => fold(o, how, already, fn)) }]
          : mapPieces([piece], how, fn);
    }),
  );
}

export function startsWithLiteral(text: Text, prefix: string): boolean {
  const first = text[0];
  return prefix === '' || (first?.kind === 'lit' && first.text.startsWith(prefix));
}

export function endsWithLiteral(text: Text, suffix: string): boolean {
  const last = text.at(-1);
  return suffix === '' || (last?.kind === 'lit' && last.text.endsWith(suffix));
}

/** Drops a literal prefix when the text is written with it, else returns undefined. */
export function dropPrefix(text: Text, prefix: string): Text | undefined {
  if (!startsWithLiteral(text, prefix)) return undefined;
  return slicePieces(text, prefix.length, 0);
}

/** Drops a literal suffix when the text is written with it, else returns undefined. */
export function dropSuffix(text: Text, suffix: string): Text | undefined {
  if (!endsWithLiteral(text, suffix)) return undefined;
  return slicePieces(text, 0, suffix.length);
}

function slicePieces(text: Text, front: number, back: number): Text {
  const out = [...text];
  const first = out[0];
  if (front > 0 && first?.kind === 'lit') out[0] = { kind: 'lit', text: first.text.slice(front) };
  const last = out.at(-1);
  if (back > 0 && last?.kind === 'lit') out[out.length - 1] = { kind: 'lit', text: last.text.slice(0, last.text.length - back) };
  return concat(out);
}
