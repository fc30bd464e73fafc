import { concat, lit, literalOf, type Text } from '../../values/index.ts';

/** What a conditional line of a makefile asks, when the first `order` assignments have been read. */
export type MakeTest =
  | { readonly kind: 'same'; readonly left: string; readonly right: string; readonly order: number }
  | { readonly kind: 'set'; readonly name: string; readonly order: number };

/** A test that must hold, or must not, for a line of a makefile to count. */
export interface MakeCondition {
  readonly test: MakeTest;
  readonly holds: boolean;
}

/** The conditional lines that are open at a place of a makefile, the arms that were passed counted as failed. */
export class OpenConditions {
  readonly #arms: { passed: MakeCondition[]; current: MakeCondition | undefined }[] = [];
  #all: readonly MakeCondition[] = [];

  /** All that must hold for the next line to count. */
  get all(): readonly MakeCondition[] {
    return this.#all;
  }

  /** Takes a line and how many assignments stand before it; false when it is no conditional. */
  take(line: string, order: number): boolean {
    const found = /^\s*(ifeq|ifneq|ifdef|ifndef|else|endif)\b\s*(.*)$/s.exec(line);
    if (found === null) return false;
    const [, word = '', rest = ''] = found;
    const arm = this.#arms.at(-1);
    if (word === 'endif') this.#arms.pop();
    else if (word === 'else') {
      if (arm?.current !== undefined) arm.passed.push({ ...arm.current, holds: !arm.current.holds });
      const next = /^(ifeq|ifneq|ifdef|ifndef)\b\s*(.*)$/s.exec(rest.trim());
      if (arm !== undefined) arm.current = next === null ? undefined : conditionOf(next[1]!, next[2]!, order);
    } else this.#arms.push({ passed: [], current: conditionOf(word, rest, order) });
    this.#all = this.#arms.flatMap(({ passed, current }) => (current === undefined ? passed : [...passed, current]));
    return true;
  }
}

function conditionOf(word: string, rest: string, order: number): MakeCondition {
  const holds = word === 'ifeq' || word === 'ifdef';
  const text = rest.trim();
  if (word === 'ifdef' || word === 'ifndef') return { test: { kind: 'set', name: text, order }, holds };
  const quoted = /^(["'])(.*?)\1\s*(["'])(.*?)\3$/s.exec(text);
  if (quoted !== null) return { test: { kind: 'same', left: quoted[2]!, right: quoted[4]!, order }, holds };
  const [left = '', ...right] = splitArguments(text.replace(/^\(/, '').replace(/\)$/, ''));
  return { test: { kind: 'same', left: left.trim(), right: right.join(',').trim(), order }, holds };
}

/** Whether two texts are the same, as far as what is known of them decides it. */
export function sameTexts(left: Text, right: Text): boolean | undefined {
  const [a, b] = [literalOf(left), literalOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  const open = a === undefined ? left : right;
  // An unknown beside written text is not empty.
  return (a === '' || b === '') && open.some((piece) => piece.kind === 'lit' && piece.text.trim() !== '') ? false : undefined;
}

/** A line of a recipe that runs when texts are the same, or are not: the shell knows what is asked of a value elsewhere. */
export function whenAsked(line: Text, asked: readonly { readonly left: Text; readonly right: Text; readonly holds: boolean }[]): Text {
  if (asked.length === 0) return line;
  const tests = asked.flatMap(({ left, right, holds }, i) => [
    lit(`${i === 0 ? '' : ' && '}[ "`),
    quotable(left),
    lit(`" ${holds ? '=' : '!='} "`),
    quotable(right),
    lit('" ]'),
  ]);
  return concat(lit('if '), ...tests, lit('; then\n'), line, lit('\nfi'));
}

function quotable(text: Text): Text {
  return concat(...text.map((piece) => (piece.kind === 'lit' ? lit(piece.text.replaceAll(/(["\\`$])/g, '\\$1')) : [piece])));
}

/** The arguments of a function of make, split at the commas that stand in no parentheses. */
export function splitArguments(text: string): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out;
}
