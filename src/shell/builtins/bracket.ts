import { emptyText, literalOf, type Text } from '../../values/index.ts';
import type { Call } from '../commands.ts';
import { and, known, not, or, type Condition } from '../condition.ts';
import type { Machine } from '../machine.ts';
import { compareTest, isNonEmpty, unaryTest, unknownTest } from '../tests.ts';

/** `[ … ]` and `test …` on expanded words (POSIX.1-2024, test). */
export function bracketTest(m: Machine, words: readonly Text[], call: Call): Condition {
  return disjunction(m, words, call, 0);
}

function disjunction(m: Machine, words: readonly Text[], call: Call, depth: number): Condition {
  if (depth > 16 || words.length > 256) return unknownTest(m, m.snippet(call.node), call.node);
  const at = operatorAt(words, '-o');
  if (at !== -1) return or(conjunction(m, words.slice(0, at), call, depth), disjunction(m, words.slice(at + 1), call, depth + 1));
  return conjunction(m, words, call, depth);
}

function conjunction(m: Machine, words: readonly Text[], call: Call, depth: number): Condition {
  if (depth > 16) return unknownTest(m, m.snippet(call.node), call.node);
  const at = operatorAt(words, '-a');
  if (at !== -1) return and(primary(m, words.slice(0, at), call, depth), conjunction(m, words.slice(at + 1), call, depth + 1));
  return primary(m, words, call, depth);
}

/** The place of a joining operator, where both sides have something. */
function operatorAt(words: readonly Text[], operator: string): number {
  let nesting = 0;
  for (let i = 1; i < words.length - 1; i++) {
    const text = literalOf(words[i]!);
    if (text === '(') nesting++;
    else if (text === ')') nesting--;
    else if (text === operator && nesting === 0 && words.length > 3) return i;
  }
  return -1;
}

function primary(m: Machine, words: readonly Text[], call: Call, depth: number): Condition {
  const first = literalOf(words[0] ?? emptyText);
  if (words.length === 0) return known(false);
  if (first === '!' && words.length > 1) return not(primary(m, words.slice(1), call, depth + 1));
  if (first === '(' && literalOf(words.at(-1)!) === ')') return disjunction(m, words.slice(1, -1), call, depth + 1);
  if (words.length === 1) {
    // `[ -n $x ]` with nothing in `$x` is a test of the word itself, which is not empty.
    return isNonEmpty(m, words[0]!);
  }
  if (words.length === 2 && first !== undefined && /^-[a-zA-Z]$/.test(first)) return unaryTest(m, first, words[1]!, call.node);
  if (words.length === 3) {
    const operator = literalOf(words[1]!);
    if (operator !== undefined && /^(?:=|==|!=|-eq|-ne|-lt|-le|-gt|-ge)$/.test(operator)) return compareTest(m, operator, words[0]!, words[2]!, call.node);
  }
  return unknownTest(m, m.snippet(call.node), call.node);
}
