import { fingerprint, keyOf } from './build.ts';
import type { NameSet, Text } from './text.ts';

/** A longer key is kept as its fingerprint. */
const maxKey = 1_000;
const maxKeyDepth = 16;

const setKeys = new WeakMap<NameSet, string>();

/** A key that also tells apart the shapes and sets of unknowns, which an answer may depend on. */
export function setKey(set: NameSet): string {
  const known = setKeys.get(set);
  if (known !== undefined) return known;
  const whole = keyOfSet(set, 0);
  const made = whole.length > maxKey ? `#${fingerprint(whole)}` : whole;
  setKeys.set(set, made);
  return made;
}

function keyOfSet(set: NameSet, depth: number): string {
  const list = (texts: readonly Text[]): string => `${texts.length}:${texts.map((text) => sized(fullKey(text, depth))).join('')}`;
  return list(set.include) + list(set.exclude);
}

function fullKey(text: Text, depth: number): string {
  let key = sized(keyOf(text));
  for (const piece of text) {
    if (piece.kind === 'alt' && depth < maxKeyDepth) for (const option of piece.options) key += sized(fullKey(option, depth + 1));
    else if (piece.kind === 'hole') {
      key += piece.shape === undefined ? '-' : sized(piece.shape);
      if (piece.each !== undefined) key += sized(piece.from.map(sized).join('')) + (depth < maxKeyDepth ? sized(keyOfSet(piece.each, depth + 1)) : '');
    }
  }
  return key;
}

function sized(text: string): string {
  return `${text.length}:${text}`;
}
