import { anyTest, notSlashTest, parseClass, type Test } from './chars.ts';
import { keyOf } from './build.ts';
import type { Piece, Text } from './text.ts';

/** One element of a pattern as the decision procedures read it. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly test: Test }
  | { readonly kind: 'many'; readonly test: Test }
  /** `**` and the `/` after it: any folders, or nothing. */
  | { readonly kind: 'folders' }
  /** An unknown. `shape` undefined means any characters but `/`. */
  | { readonly kind: 'hole'; readonly id: string; readonly shape: string | undefined };

const cache = new WeakMap<Text, readonly Token[]>();

/**
 * The tokens of a text without alternatives and loop variables (either becomes an unknown of any shape).
 * `**` at the start of a segment and followed by `/` also matches nothing; elsewhere it is any characters.
 */
export function tokensOf(text: Text): readonly Token[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const tokens = readTokens(text);
  cache.set(text, tokens);
  return tokens;
}

function readTokens(text: Text): readonly Token[] {
  const out: Token[] = [];
  let atSegmentStart = true;
  let skip = 0;
  text.forEach((piece, i) => {
    switch (piece.kind) {
      case 'lit': {
        const run = piece.text.slice(skip);
        skip = 0;
        if (run !== '') pushText(out, run);
        atSegmentStart = piece.text.endsWith('/');
        return;
      }
      case 'hole':
        out.push({ kind: 'hole', id: piece.id, shape: piece.each === undefined ? piece.shape : '[\\s\\S]*' });
        break;
      case 'alt':
        out.push({ kind: 'hole', id: keyOf([piece]), shape: '[\\s\\S]*' });
        break;
      case 'wild':
        if (piece.glob === '**' && atSegmentStart && beginsWithSlash(text[i + 1])) {
          out.push({ kind: 'folders' });
          skip = 1;
        } else readWild(piece.glob, out);
        break;
    }
    atSegmentStart = false;
  });
  return out;
}

function beginsWithSlash(piece: Piece | undefined): boolean {
  return piece?.kind === 'lit' && piece.text.startsWith('/');
}

function pushText(out: Token[], text: string): void {
  const last = out.at(-1);
  if (last?.kind === 'text') out[out.length - 1] = { kind: 'text', text: last.text + text };
  else out.push({ kind: 'text', text });
}

/**
 * The tokens of a pattern of `case` or `${x#…}`: its wildcards and classes match `/` like any other character.
 */
export function crossingTokens(text: Text): readonly Token[] {
  const out: Token[] = [];
  for (const piece of text) {
    if (piece.kind === 'lit') pushText(out, piece.text);
    else if (piece.kind === 'wild') readWild(piece.glob, out, 'crossing');
    else out.push(...tokensOf([piece]));
  }
  return out;
}

/** `*`, `?`, `[…]`, `**`, and two forms that also match `/`: `***` (any characters) and `???` (any one). */
function readWild(glob: string, out: Token[], slashes: 'crossing' | 'stopping' = 'stopping'): void {
  const crossing = slashes === 'crossing';
  if (glob === '???') {
    out.push({ kind: 'one', test: anyTest });
    return;
  }
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === '*') {
      let stars = 1;
      while (glob[i + 1] === '*') {
        stars++;
        i++;
      }
      out.push({ kind: 'many', test: stars > 1 || crossing ? anyTest : notSlashTest });
    } else if (c === '?') out.push({ kind: 'one', test: crossing ? anyTest : notSlashTest });
    else if (c === '[') {
      const end = classEnd(glob, i);
      if (end === -1) pushText(out, c);
      else {
        out.push({ kind: 'one', test: parseClass(glob.slice(i, end + 1), slashes) });
        i = end;
      }
    } else pushText(out, c);
  }
}

function classEnd(glob: string, start: number): number {
  let i = start + 1;
  if (glob[i] === '!' || glob[i] === '^') i++;
  const first = i;
  for (; i < glob.length; i++) {
    if (glob[i] === '\\') i++;
    else if (glob[i] === '[' && glob[i + 1] === ':' && glob.indexOf(':]', i + 2) !== -1) i = glob.indexOf(':]', i + 2) + 1;
    else if (glob[i] === ']' && i > first) return i;
  }
  return -1;
}

/** True when the tokens stand for exactly one string per choice of its unknowns. */
export function isFixed(token: Token): boolean {
  return token.kind === 'text' || token.kind === 'hole';
}

/** The string of tokens that hold neither wildcards nor unknowns, else undefined. */
export function literalTokens(tokens: readonly Token[]): string | undefined {
  if (tokens.length === 0) return '';
  const only = tokens[0]!;
  return tokens.length === 1 && only.kind === 'text' ? only.text : undefined;
}
