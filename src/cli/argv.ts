import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import type { CommandSpec, OptionSpec } from './spec.ts';

/** A command line that cannot be understood; `hint` is the next thing to type. */
export interface UsageError {
  readonly kind: 'usage';
  readonly message: string;
  readonly hint: string;
}

/** The words and options of a command line, checked against a command's specification. */
export interface ReadArgv {
  readonly kind: 'read';
  readonly words: readonly string[];
  /** By the option's first name, without dashes; an option without a value holds an empty list. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** Reads the words after a command's name. An option that is not in the specification is an error, never a word. */
export function readArgv(spec: CommandSpec, argv: readonly string[]): ReadArgv | UsageError {
  const byName = new Map(spec.options.flatMap((option) => option.names.map((name) => [name, option] as const)));
  const options = new Map<string, string[]>();
  const words: string[] = [];
  const fail = (message: string, hint?: string): UsageError => ({ kind: 'usage', message, hint: hint ?? `sealwright help ${spec.name}` });
  for (const token of tokensOf(spec, argv)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      words.push(token.value);
      continue;
    }
    const option = byName.get(token.name);
    if (option === undefined) return fail(`${spec.name} has no option ${token.rawName}`, likely(token.rawName, spec));
    const name = option.names[0] ?? token.name;
    if (option.value === undefined) {
      if (token.value !== undefined) return fail(`${token.rawName} takes no value`);
      options.set(name, []);
      continue;
    }
    if (token.value === undefined || (token.inlineValue !== true && token.value.startsWith('-') && token.value !== '-'))
      return fail(`${token.rawName} needs a value: ${option.value}`);
    if (token.value === '' && /^(?:FILE|DIR|PATH)\b/.test(option.value)) return fail(`${token.rawName} is empty`, 'is a variable unset?');
    const choice = option.toFile === true ? (token.value.split('=', 1)[0] ?? '') : token.value;
    if (option.choices !== undefined && !option.choices.includes(choice))
      return fail(
        `${token.rawName} takes ${option.choices.join(', ')}, not ${JSON.stringify(token.value.slice(0, 60))}`,
        choiceHint(token.rawName, token.value, option),
      );
    const earlier = options.get(name);
    if (earlier !== undefined && option.repeat !== true) return fail(`${token.rawName} is given twice`);
    options.set(name, [...(earlier ?? []), token.value]);
  }
  const least = spec.words.filter((word) => word.required).length;
  const missing = spec.words[words.length];
  if (words.length < least && missing !== undefined) return fail(`${spec.name} needs ${missing.name}: ${missing.about}`);
  if (words.length > spec.words.length && spec.words.at(-1)?.many !== true)
    return fail(`${spec.name} does not take ${JSON.stringify((words[spec.words.length] ?? '').slice(0, 60))}`);
  return { kind: 'read', words, options };
}

function tokensOf(spec: CommandSpec, argv: readonly string[]): NonNullable<ReturnType<typeof parseArgs>['tokens']> {
  const options = Object.fromEntries(
    spec.options.flatMap((option) => option.names.map((name) => [name, { type: option.value === undefined ? ('boolean' as const) : ('string' as const) }])),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens ?? [];
}

function likely(raw: string, spec: CommandSpec): string {
  const names = spec.options.flatMap((option) => option.names.map((name) => `--${name}`));
  const [first] = nearest(raw, names, 1);
  return first === undefined ? `sealwright help ${spec.name}` : `did you mean ${first}?`;
}

function choiceHint(raw: string, value: string, option: OptionSpec): string {
  const [first] = nearest(value, option.choices ?? [], 1);
  return `${raw} ${first ?? option.choices?.[0] ?? ''}`;
}
