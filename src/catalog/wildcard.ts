import type { Tri } from '../base/index.ts';
import { expand, holesOf, literalOf, trim } from '../values/index.ts';
import type { Text } from '../values/index.ts';

const maxCompared = 20_000;

/** A pattern's or a text's parts: single characters, and `undefined` for any run of characters. */
type Token = string | undefined;

const patterns = new Map<string, readonly Token[]>();

function patternTokens(pattern: string): readonly Token[] {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  if (patterns.size >= 2_000) patterns.clear();
  const tokens = tokensOfPattern(pattern);
  patterns.set(pattern, tokens);
  return tokens;
}

function tokensOfPattern(pattern: string): readonly Token[] {
  return pattern.split('').map((c) => (c === '*' ? undefined : c));
}

function textTokens(text: Text): readonly Token[] {
  const tokens: Token[] = [];
  for (const piece of text) {
    if (piece.kind === 'lit') for (const c of piece.text.split('')) tokens.push(c);
    else tokens.push(undefined);
  }
  return tokens;
}

/**
 * Walks both token lists at once. With `opaque` a run in the text is one thing that only a `*` of the pattern takes up,
 * so a match holds whatever the run is; without it a run may be anything, so a failed match holds whatever it is.
 */
function matches(pattern: readonly Token[], text: readonly Token[], mode: 'always' | 'possibly'): boolean {
  let row = new Uint8Array(text.length + 1);
  row[0] = 1;
  const spread = (states: Uint8Array): void => {
    if (mode === 'possibly') for (let j = 0; j < text.length; j++) if (states[j] === 1 && text[j] === undefined) states[j + 1] = 1;
  };
  spread(row);
  for (const token of pattern) {
    const next = new Uint8Array(text.length + 1);
    if (token === undefined) {
      let open = false;
      for (let j = 0; j <= text.length; j++) {
        open ||= row[j] === 1;
        if (open) next[j] = 1;
      }
    } else {
      for (let j = 0; j < text.length; j++) {
        if (row[j] !== 1) continue;
        if (text[j] === token) next[j + 1] = 1;
        if (text[j] === undefined && mode === 'possibly') next[j] = 1;
      }
      if (mode === 'possibly') for (let j = 0; j < text.length; j++) if (next[j] === 1 && text[j] === undefined) next[j + 1] = 1;
    }
    row = next;
  }
  return row[text.length] === 1;
}

/** The same for a text without unknowns, in time linear in it for each star. */
function fitsLiteral(pattern: readonly Token[], text: string): boolean {
  let i = 0;
  let j = 0;
  let star = -1;
  let from = 0;
  while (j < text.length) {
    if (i < pattern.length && pattern[i] === undefined) {
      star = i++;
      from = j;
    } else if (i < pattern.length && pattern[i] === text[j]) {
      i++;
      j++;
    } else if (star !== -1) {
      i = star + 1;
      j = ++from;
    } else {
      return false;
    }
  }
  while (i < pattern.length && pattern[i] === undefined) i++;
  return i === pattern.length;
}

function compare(text: Text, pattern: readonly Token[]): Tri {
  const literal = literalOf(text);
  if (literal !== undefined) return fitsLiteral(pattern, literal);
  if (text.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 1), 0) > maxCompared) return 'unknown';
  const tokens = textTokens(text);
  if (matches(pattern, tokens, 'always')) return true;
  return tokens.includes(undefined) && matches(pattern, tokens, 'possibly') ? 'unknown' : false;
}

function overOptions(text: Text, answer: (one: Text) => Tri): Tri {
  if (!text.some((piece) => piece.kind === 'alt')) return answer(text);
  const options = expand(text);
  if (options === undefined) return 'unknown';
  const answers = new Set(options.map((option) => answer(option.text)));
  return answers.size === 1 ? ([...answers][0] ?? 'unknown') : 'unknown';
}

/** Whether a text fits a pattern in which `*` is any run of characters, `/` and newlines too. */
export function fits(text: Text, pattern: string): Tri {
  const tokens = patternTokens(pattern);
  return overOptions(text, (one) => compare(one, tokens));
}

/** The same for what is written alone: an unknown in the text is only fit for a `*`. */
export function fitsAsWritten(text: Text, pattern: string): Tri {
  const tokens = patternTokens(pattern);
  return overOptions(text, (one) => matches(tokens, textTokens(one), 'always'));
}

/** Whether a text, blanks around it dropped, is a word; `true` and `false` are compared without case. */
export function equalsWord(text: Text, word: string): Tri {
  const wanted = word.trim();
  const boolean = /^(true|false)$/i.test(wanted);
  const fold = (value: string): string => (boolean ? value.trim().toLowerCase() : value.trim());
  return overOptions(text, (one) => {
    const value = literalOf(one);
    if (value !== undefined) return fold(value) === fold(wanted);
    const parts = trim(one).map((piece) => (piece.kind === 'lit' && boolean ? { kind: 'lit' as const, text: piece.text.toLowerCase() } : piece));
    const written = parts.reduce((sum, piece) => sum + (piece.kind === 'lit' ? piece.text.length : 0), 0);
    const possible = written <= wanted.length && matches(fold(wanted).split(''), textTokens(parts), 'possibly');
    return possible ? 'unknown' : false;
  });
}

/** What a command that was read prints or computes, wherever it has travelled since. */
const commandOutput = /\.outputs\.[\w-]+$/;

const assumedSet = /^(secrets|github|steps|needs|matrix|runner|strategy)\./;

/**
 * Whether a text is anything but blank. A secret, a value of the run and an output of an earlier step or job are taken
 * to be set: whoever writes them there means them. What a caller or a setting of the repository may leave out is unknown.
 */
export function isGiven(text: Text): Tri {
  return overOptions(text, (one) => {
    if (one.some((piece) => piece.kind === 'wild' || (piece.kind === 'lit' && piece.text.trim() !== ''))) return true;
    const holes = holesOf(one);
    if (holes.length === 0) return false;
    return holes.some((hole) => hole.each !== undefined || assumedSet.test(hole.label) || commandOutput.test(hole.id)) ? true : 'unknown';
  });
}
