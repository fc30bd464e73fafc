import { limits } from '../../base/index.ts';
import type { Matcher, PatternPart } from './matcher.ts';

/**
 * Whether a text is what a matcher asks for. The whole text, always; in time that grows with the length of the text and
 * of the pattern, never with their powers. A text past the bound matches nothing.
 */
export function matches(matcher: Matcher, text: string): boolean {
  if (text.length > limits.maxMatchedLength) return false;
  switch (matcher.kind) {
    case 'exact':
      return text === matcher.text;
    case 'exact-ignoring-case':
      return lowered(text) === lowered(matcher.text);
    case 'pattern':
      return matchesParts(matcher.parts, text);
    case 'one-of':
      return matcher.of.some((one) => matches(one, text));
    default: {
      // A program may hand over what no type allows: it matches nothing.
      matcher satisfies never;
      return false;
    }
  }
}

/** ASCII letters in lower case, as GitHub compares names; no other letter has two spellings. */
export function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * Follows every way to read the pattern at once, as the set of places in the text that the parts so far can end at: each
 * part looks at each place once.
 */
function matchesParts(parts: readonly PatternPart[], text: string): boolean {
  let ends = new Uint8Array(text.length + 1);
  ends[0] = 1;
  for (const part of parts) {
    ends = part.kind === 'literal' ? afterLiteral(part, text, ends) : afterWildcard(part.kind, text, ends);
  }
  return ends[text.length] === 1;
}

function afterLiteral(part: Extract<PatternPart, { readonly kind: 'literal' }>, text: string, starts: Uint8Array): Uint8Array<ArrayBuffer> {
  const ends = new Uint8Array(starts.length);
  const wanted = part.ignoringCase === true ? lowered(part.text) : part.text;
  const within = part.ignoringCase === true ? lowered(text) : text;
  // The places at which the literal stands are looked up from left to right, so that no place is compared with it twice over.
  for (const at of occurrences(wanted, within)) if (starts[at] === 1) ends[at + wanted.length] = 1;
  return ends;
}

/** One or more characters: every place behind one that can be begun at, up to the first character that may not be passed. */
function afterWildcard(kind: 'segment' | 'rest', text: string, starts: Uint8Array): Uint8Array<ArrayBuffer> {
  const ends = new Uint8Array(starts.length);
  let isWithin = false;
  for (let i = 0; i < text.length; i++) {
    isWithin ||= starts[i] === 1;
    if (kind === 'segment' && text[i] === '/') isWithin = false;
    if (isWithin) ends[i + 1] = 1;
  }
  return ends;
}

/** Where a word stands in a text, overlapping ones too, by the failure table of Knuth, Morris and Pratt. */
function* occurrences(word: string, text: string): Generator<number> {
  const fallback = new Uint32Array(word.length + 1);
  for (let i = 1, k = 0; i < word.length; i++) {
    while (k > 0 && word[i] !== word[k]) k = fallback[k] ?? 0;
    if (word[i] === word[k]) k++;
    fallback[i + 1] = k;
  }
  for (let i = 0, k = 0; i < text.length; i++) {
    while (k > 0 && (k === word.length || text[i] !== word[k])) k = fallback[k] ?? 0;
    if (text[i] === word[k]) k++;
    if (k === word.length) yield i + 1 - word.length;
  }
}

/** Says in words what a matcher asks for, to stand after "is" or "expected". */
export function showMatcher(matcher: Matcher): string {
  switch (matcher.kind) {
    case 'exact':
      return JSON.stringify(matcher.text);
    case 'exact-ignoring-case':
      return `${JSON.stringify(matcher.text)} (in small or capital letters)`;
    case 'pattern': {
      const text = showParts(matcher.parts);
      const said = [
        matcher.parts.some((part) => part.kind === 'segment') ? '* is one part without a slash' : [],
        matcher.parts.some((part) => part.kind === 'rest') ? '** is anything' : [],
      ].flat();
      return said.length === 0 ? JSON.stringify(text) : `${JSON.stringify(text)}, where ${said.join(' and ')}`;
    }
    case 'one-of':
      return `one of ${matcher.of.map(showMatcher).join(', ')}`;
    default: {
      const never: never = matcher;
      return never;
    }
  }
}

/** Returns a pattern as it is typed. */
export function showParts(parts: readonly PatternPart[]): string {
  return parts.map((part) => (part.kind === 'literal' ? part.text : part.kind === 'segment' ? '*' : '**')).join('');
}
