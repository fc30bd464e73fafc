import { concat, expand, lit, literalOf, splitAt, words } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';

/** A command line of a tool, read as far as it is known. */
export interface Args {
  /** Words that are not flags nor their values. */
  readonly words: readonly Text[];
  /** Flags by name without dashes; a flag without a value has one empty text. */
  readonly flags: ReadonlyMap<string, readonly Text[]>;
  /** Words that may be any flag or several: what they switch is not known. */
  readonly unread: readonly Text[];
}

export interface ArgSpec {
  /** Flags that take the next word as their value when there is no `=`. */
  readonly values: readonly string[];
  /** Flags that take all words up to the next flag, and may take none. */
  readonly lists?: readonly string[];
  /** Other spellings: `{ f: 'config' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
}

const separator = '\u0000';

/** The command lines that alternatives among the words allow, or undefined past the bound on them. */
export function variants(args: readonly Text[]): readonly (readonly Text[])[] | undefined {
  if (!args.some((arg) => arg.some((piece) => piece.kind === 'alt'))) return [args.filter((arg) => arg.length > 0)];
  const split = new Set(args.flatMap((arg, i) => (arg.some((piece) => piece.kind === 'alt') ? [i] : [])));
  const joined = concat(...args.flatMap((arg, i) => (i === 0 ? [arg] : [lit(separator), arg])));
  return expand(joined)?.map((option) =>
    splitAt(option.text, new RegExp(separator, 'g')).flatMap((word, i) => (split.has(i) ? words(word) : word.length === 0 ? [] : [word])),
  );
}

/** Reads words into flags and positional words. A word that begins with an unknown is kept apart. */
export function parseArgs(args: readonly Text[], spec: ArgSpec): Args {
  const positional: Text[] = [];
  const unread: Text[] = [];
  const flags = new Map<string, Text[]>();
  const put = (name: string, value: Text): void => {
    const canonical = spec.aliases?.[name] ?? name;
    const list = flags.get(canonical);
    if (list === undefined) flags.set(canonical, [value]);
    else list.push(value);
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const first = arg[0];
    if (first === undefined) continue;
    if (first.kind !== 'lit') {
      if (first.kind === 'wild') positional.push(arg);
      else unread.push(arg);
      continue;
    }
    if (!first.text.startsWith('-') || literalOf(arg) === '-') {
      positional.push(arg);
      continue;
    }
    const name = first.text.replace(/^--?/, '');
    const equals = name.indexOf('=');
    if (equals !== -1) {
      const value = concat(lit(name.slice(equals + 1)), arg.slice(1));
      // `--config=` with nothing behind it comes from an input that is not set.
      if (value.length > 0) put(name.slice(0, equals), value);
      continue;
    }
    if (arg.length > 1) {
      unread.push(arg);
      continue;
    }
    const canonical = spec.aliases?.[name] ?? name;
    if (spec.lists?.includes(canonical) === true) {
      put(name, []);
      while (i + 1 < args.length && !isFlag(args[i + 1]!)) put(name, args[++i]!);
    } else if (spec.values.includes(canonical) && i + 1 < args.length && !isFlag(args[i + 1]!)) {
      put(name, args[++i]!);
    } else {
      put(name, []);
    }
  }
  return { words: positional, flags, unread };
}

function isFlag(word: Text): boolean {
  const first = word[0];
  return first?.kind === 'lit' && first.text.startsWith('-') && first.text.length > 1;
}

/** Whether a flag is on: given without a value or with one that is not `false`. */
export function isOn(args: Args, name: string): boolean {
  const last = args.flags.get(name)?.at(-1);
  return last !== undefined && literalOf(last) !== 'false';
}

/** The last value of a flag, when it is fully known. */
export function flagText(args: Args, name: string): string | undefined {
  const last = args.flags.get(name)?.at(-1);
  return last === undefined ? undefined : literalOf(last);
}
