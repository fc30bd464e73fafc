import { lit, type Text } from '../values/index.ts';
import { conjuncts, triOf } from './formula.ts';
import { equalTexts } from './text-question.ts';

/**
 * The key of `value == 'word'` as a step's `if:` has it, so that an input and a condition that ask the same are known
 * to. Undefined where it is decided, or is more than one question.
 */
export function comparisonKey(value: Text, word: string): string | undefined {
  // Which default an action's version has is no question that a workflow could ask.
  if (value.some((piece) => piece.kind === 'alt' && piece.key.startsWith('default of '))) return undefined;
  const formula = equalTexts(value, lit(word));
  const open = triOf(formula) === 'unknown' ? conjuncts(formula) : [];
  return open.length === 1 ? open[0]!.key : undefined;
}
