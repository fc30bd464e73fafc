import { limits } from '../base/index.ts';
import { alternatives, concat, derive } from './build.ts';
import type { Alt, Text } from './text.ts';

/** Returns the text with every alternative of `key` (and that many options) replaced by the option at `index`. */
export function choose(text: Text, key: string, count: number, index: number): Text {
  if (!text.some((piece) => piece.kind === 'alt')) return text;
  return concat(
    ...text.map((piece): Text => {
      if (piece.kind !== 'alt') return [piece];
      if (piece.key === key && piece.options.length === count) return choose(piece.options[index]!, key, count, index);
      return [{ kind: 'alt', key: piece.key, options: piece.options.map((option) => choose(option, key, count, index)) }];
    }),
  );
}

/**
 * Applies a function of a text without alternatives to each choice of them and joins the results under the same keys,
 * so that what came from one choice still varies together. `wanted` limits it to the alternatives that matter; the
 * others stay in the text that `fn` gets. Past the bound on alternatives the result is one derived unknown.
 */
export function byChoice(text: Text, fn: (text: Text) => Text, wanted: (piece: Alt) => boolean = () => true): Text {
  const state = { left: limits.maxAlternatives * 4 };
  const result = walk(text, fn, wanted, state);
  return result ?? derive('choice', text, { shape: '[\\s\\S]*' });
}

function walk(text: Text, fn: (text: Text) => Text, wanted: (piece: Alt) => boolean, state: { left: number }): Text | undefined {
  if (state.left-- <= 0) return undefined;
  const found = text.find((piece): piece is Alt => piece.kind === 'alt' && wanted(piece));
  if (found === undefined) return fn(text);
  const options: Text[] = [];
  for (let i = 0; i < found.options.length; i++) {
    const one = walk(choose(text, found.key, found.options.length, i), fn, wanted, state);
    if (one === undefined) return undefined;
    options.push(one);
  }
  return alternatives(found.key, options);
}
