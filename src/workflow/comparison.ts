import { lit, type Text } from '../values/index.ts';
import { conjuncts, triOf } from './formula.ts';
import { choiceFormula, equalTexts, isChoiceOfCondition } from './text-question.ts';

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

/**
 * What holds where a choice that a condition made takes its first option, or with `!` before its key its second: each
 * condition by itself, as an `if:` has it. Undefined for other keys.
 */
export function conditionsOf(key: string): readonly { readonly key: string; readonly how: string }[] | undefined {
  const choice = key.startsWith('!') ? key.slice(1) : key;
  if (!isChoiceOfCondition(choice)) return undefined;
  const formulas = conjuncts(choiceFormula(choice, choice === key ? 0 : 1));
  return formulas.some((formula) => triOf(formula) !== 'unknown') ? undefined : formulas.map((formula) => ({ key: formula.key, how: `if: ${formula.label}` }));
}
