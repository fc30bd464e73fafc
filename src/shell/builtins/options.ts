import { concat, lit, literalOf, type Text } from '../../values/index.ts';

/** Options and operands of a command line in the usual style. */
export interface Options {
  /** Letters and long names that were given. */
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly Text[]>;
  readonly operands: readonly Text[];
}

/**
 * Reads `-abc`, `-n 3`, `-n3`, `--name=value`, `--name value` and operands. `takes` lists the options with a value:
 * letters, and long names.
 */
export function readOptions(words: readonly Text[], takes: readonly string[]): Options {
  const flags = new Set<string>();
  const values = new Map<string, Text[]>();
  const operands: Text[] = [];
  const give = (name: string, value: Text): void => {
    flags.add(name);
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  };
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    const text = word[0]?.kind === 'lit' ? word[0].text : '';
    const whole = literalOf(word);
    if (whole === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!text.startsWith('-') || whole === '-') {
      operands.push(word);
      continue;
    }
    if (text.startsWith('--')) {
      const at = text.indexOf('=');
      const name = at === -1 ? text.slice(2) : text.slice(2, at);
      if (at !== -1) give(name, concat(lit(text.slice(at + 1)), word.slice(1)));
      else if (takes.includes(name)) give(name, words[++i] ?? []);
      else flags.add(name);
      continue;
    }
    for (let j = 1; j < text.length; j++) {
      const letter = text[j]!;
      if (!takes.includes(letter)) {
        flags.add(letter);
        continue;
      }
      const rest = concat(lit(text.slice(j + 1)), word.slice(1));
      give(letter, rest.length > 0 ? rest : (words[++i] ?? []));
      break;
    }
  }
  return { flags, values, operands };
}

export function lastValue(options: Options, ...names: readonly string[]): Text | undefined {
  for (const name of names) {
    const value = options.values.get(name)?.at(-1);
    if (value !== undefined) return value;
  }
  return undefined;
}
