import { accepts, slash, type Test } from './chars.ts';
import { shapeWithin } from './shape.ts';
import { isFixed, type Token } from './tokens.ts';

/** `open`: the quick way does not tell. */
export type Quick = 'yes' | 'no' | 'open';

/**
 * Decides quickly whether a pattern of `*` between literals and unknowns, the commonest kind, holds all that other
 * tokens stand for. `yes` is a proof for any tokens; `no` is given for one string only.
 */
export function withinStars(pattern: readonly Token[], other: readonly Token[]): Quick {
  const first = pattern.findIndex((token) => token.kind === 'many');
  const last = pattern.findLastIndex((token) => token.kind === 'many');
  const star = pattern[first];
  if (star?.kind !== 'many' || (star.test.kind !== 'not-slash' && star.test.kind !== 'any')) return 'open';
  const head = pattern.slice(0, first);
  const tail = pattern.slice(last + 1);
  if (![...head, ...tail].every(isFixed)) return 'open';
  const single = other.length === 0 || (other.length === 1 && other[0]!.kind === 'text');
  const plain = single && [...head, ...tail].every((token) => token.kind === 'text');
  const front = afterFixed(head, other, 'front');
  const middle = front === undefined ? undefined : afterFixed(tail.toReversed(), front.toReversed(), 'back')?.toReversed();
  if (middle === undefined) return plain ? 'no' : 'open';
  const between = first === last ? [] : pattern.slice(first + 1, last + 1);
  const segments: string[] = [];
  for (const token of between) {
    if (token.kind === 'text') segments.push(token.text);
    else if (token.kind !== 'many' || token.test.kind !== star.test.kind) return 'open';
  }
  // Taking each literal at its first place is complete when none of them holds what the star refuses.
  const exact = plain && (star.test.kind === 'any' || segments.every((text) => !text.includes('/')));
  const found = fill(middle, segments, star.test);
  return found ? 'yes' : exact ? 'no' : 'open';
}

/** Whether tokens are made of the segments in order, with only what the star matches around them. */
function fill(tokens: readonly Token[], segments: readonly string[], star: Test): boolean {
  let next = 0;
  for (const token of tokens) {
    if (token.kind !== 'text') {
      if (!isWithin(token, star)) return false;
      continue;
    }
    let from = 0;
    for (let segment = segments[next]; segment !== undefined; segment = segments[next]) {
      const at = token.text.indexOf(segment, from);
      if (at === -1) break;
      if (!allWithin(token.text.slice(from, at), star)) return false;
      from = at + segment.length;
      next++;
    }
    if (!allWithin(token.text.slice(from), star)) return false;
  }
  return next === segments.length;
}

function allWithin(text: string, star: Test): boolean {
  return star.kind === 'any' || !text.includes('/');
}

/** Whether all characters of a token surely pass the test of a star. */
function isWithin(token: Token, star: Test): boolean {
  if (star.kind === 'any') return true;
  switch (token.kind) {
    case 'text':
      return !token.text.includes('/');
    case 'one':
    case 'many':
      return !accepts(token.test, slash);
    case 'folders':
      return false;
    case 'hole':
      return token.shape === undefined || shapeWithin(token.shape, 'no-slash');
  }
}

/** What is left of tokens behind these fixed ones, when they begin with them. */
function afterFixed(fixed: readonly Token[], tokens: readonly Token[], side: 'front' | 'back'): readonly Token[] | undefined {
  const left = [...tokens];
  for (const token of fixed) {
    const head = left[0];
    if (token.kind === 'hole') {
      if (head?.kind !== 'hole' || head.id !== token.id) return undefined;
      left.shift();
    } else if (token.kind === 'text') {
      if (head?.kind !== 'text' || !(side === 'front' ? head.text.startsWith(token.text) : head.text.endsWith(token.text))) return undefined;
      if (head.text.length === token.text.length) left.shift();
      else left[0] = { kind: 'text', text: side === 'front' ? head.text.slice(token.text.length) : head.text.slice(0, -token.text.length) };
    }
  }
  return left;
}
