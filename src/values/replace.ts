import { anyShape, concat, concatAll, keyOf, lit, literalOf, show } from './build.ts';
import { byChoice } from './choice.ts';
import { deriveFrom, isSlashless, mapLoop } from './loop.ts';
import { findMark, mayHold } from './mark.ts';
import { affixEnd, findMatches } from './run.ts';
import type { Piece, Text } from './text.ts';
import { crossingTokens, literalTokens, type Token } from './tokens.ts';

export interface ReplaceOptions {
  /** Every match, not the first alone. Default false. */
  readonly all?: boolean;
  /** Only a match at that end. */
  readonly at?: 'start' | 'end';
}

/**
 * `${text/pattern/replacement}` and its forms. The longest match at the leftmost place is replaced; wildcards of the
 * pattern match `/` too. Exact on literals, and where the match stands in a literal before any unknown; a single
 * character is replaced piece by piece. Else a derived unknown. An unknown without a shape may hold any character here.
 */
export function replaceText(text: Text, pattern: Text, replacement: Text, options: ReplaceOptions = {}): Text {
  return byChoice(pattern, (one) => byChoice(text, (value) => replaceOne(value, one, replacement, options)));
}

function replaceOne(text: Text, pattern: Text, replacement: Text, options: ReplaceOptions): Text {
  const tokens = crossingTokens(pattern);
  if (text.length === 0 && options.at === undefined) return text;
  const how = `replace${options.all === true ? '-all' : ''}${options.at === undefined ? '' : `-${options.at}`}`;
  const known = exactly(text, tokens, replacement, options);
  if (known !== undefined) return known;
  const each = mapLoop(text, `${how} ${keyOf(pattern)} ${keyOf(replacement)}`, (name) => replaceOne(name, pattern, replacement, options));
  if (each !== undefined) return each;
  const single = literalTokens(tokens);
  if (options.all === true && options.at === undefined && single !== undefined && [...single].length === 1 && text.length > 1) {
    return concatAll(text.map((piece) => replaceOne([piece], pattern, replacement, options)));
  }
  const slashless = isSlashless([...text, ...replacement]);
  return deriveFrom(how, text, [pattern, replacement], { label: `${how} ${show(pattern)}(${show(text)})`, ...(slashless ? {} : { shape: anyShape }) });
}

function exactly(text: Text, tokens: readonly Token[], replacement: Text, options: ReplaceOptions): Text | undefined {
  if (tokens.some((token) => token.kind === 'hole')) return undefined;
  const value = literalOf(text);
  const single = literalTokens(tokens);
  if (value !== undefined) return inLiteral(value, tokens, replacement, options);
  if (single === undefined || single === '') return undefined;
  if (options.at !== undefined) return atEnd(text, single, replacement, options.at);
  if (options.all === true) return text.every((piece) => surelyWithout(piece, single)) && [...single].length === 1 ? text : undefined;
  const found = findMark(text, single, 'first');
  if (found.kind === 'none') return text.every((piece) => surelyWithout(piece, single)) ? text : undefined;
  if (found.kind === 'open' || text.slice(0, found.piece).some((piece) => !surelyWithout(piece, single))) return undefined;
  const piece = text[found.piece]!;
  if (piece.kind !== 'lit') return undefined;
  return concat(
    text.slice(0, found.piece),
    lit(piece.text.slice(0, found.offset)),
    replacement,
    lit(piece.text.slice(found.offset + single.length)),
    text.slice(found.piece + 1),
  );
}

/** Whoever replaces a `/` expects one: an unknown without a shape is not taken to be without it here. */
function surelyWithout(piece: Piece, single: string): boolean {
  if (piece.kind === 'lit') return !piece.text.includes(single);
  if (piece.kind === 'hole' && piece.shape === undefined && piece.each === undefined) return false;
  return [...single].length === 1 && !mayHold(piece, single);
}

function inLiteral(value: string, tokens: readonly Token[], replacement: Text, options: ReplaceOptions): Text | undefined {
  if (options.at !== undefined) {
    const end = affixEnd(value, tokens, options.at === 'start' ? 'prefix' : 'suffix', 'longest');
    if (end === 'gave-up') return undefined;
    if (end === undefined) return lit(value);
    return options.at === 'start' ? concat(replacement, lit(value.slice(end))) : concat(lit(value.slice(0, end)), replacement);
  }
  const matches = findMatches(value, tokens, options.all === true ? 'all' : 'first');
  if (matches === 'gave-up') return undefined;
  const parts: Text[] = [];
  let from = 0;
  for (const match of matches) {
    parts.push(lit(value.slice(from, match.start)), replacement);
    from = match.end;
  }
  return concatAll([...parts, lit(value.slice(from))]);
}

function atEnd(text: Text, single: string, replacement: Text, at: 'start' | 'end'): Text | undefined {
  const piece = at === 'start' ? text[0]! : text.at(-1)!;
  if (piece.kind !== 'lit') return undefined;
  if (at === 'start') {
    if (piece.text.startsWith(single)) return concat(replacement, lit(piece.text.slice(single.length)), text.slice(1));
    return single.startsWith(piece.text) ? undefined : text;
  }
  if (piece.text.endsWith(single)) return concat(text.slice(0, -1), lit(piece.text.slice(0, -single.length)), replacement);
  return single.endsWith(piece.text) ? undefined : text;
}
