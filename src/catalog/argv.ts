import type { Tri } from '../base/index.ts';
import { alternatives, concat, emptyText, lit, literalOf, words as splitWords } from '../values/index.ts';
import type { Alt, Text } from '../values/index.ts';
import type { CommandRow, FlagSpec } from './schema.ts';
import type { Given } from './scope.ts';

/** What a word of a command line was taken for. */
export type WordUse = 'flag' | 'value' | 'word' | 'separator';

/** A command line read by its row's flags. */
export interface Argv {
  /** By canonical name, without its dashes. Flags that the row does not name are here too. */
  readonly flags: ReadonlyMap<string, Given>;
  readonly args: readonly Text[];
  /** How many of `args` stand before `--`; all of them where there is none. */
  readonly beforeDashes: number;
  /** One for each word that was given. */
  readonly uses: readonly WordUse[];
  /** Positional words that are one bare unknown: they may turn out to be flags. */
  readonly maybeFlags: readonly { readonly index: number; readonly text: Text }[];
  readonly doubts: readonly string[];
}

type Grammar = Pick<CommandRow, 'flags' | 'bundledFlags' | 'stopsAtWord'>;

/** The name under which a flag's values are found: its first spelling without dashes or slash. */
export function canonicalName(spec: FlagSpec): string {
  return bareName(spec.names[0] ?? '');
}

function bareName(spelled: string): string {
  return spelled.replace(/^(?:-{1,2}|\/|\+)/, '');
}

const yes = lit('true');
const no = lit('false');
const maxNested = 2;

interface ByName {
  readonly specs: ReadonlyMap<string, FlagSpec>;
  readonly slashes: boolean;
}

const byName = new WeakMap<readonly FlagSpec[], ByName>();

/** The flags of a row by their names; a row is asked for every line of its program. */
function namesOf(flags: readonly FlagSpec[]): ByName {
  const known = byName.get(flags);
  if (known !== undefined) return known;
  const specs = new Map<string, FlagSpec>();
  for (const spec of flags) for (const name of spec.names) specs.set(name.startsWith('/') ? name.toLowerCase() : name, spec);
  const made = { specs, slashes: flags.some((spec) => spec.names.some((name) => name.startsWith('/'))) };
  byName.set(flags, made);
  return made;
}

class Reader {
  readonly #specs: ReadonlyMap<string, FlagSpec>;
  readonly #slashes: boolean;
  readonly flags = new Map<string, { values: Text[]; set: Tri }>();
  readonly args: Text[] = [];
  readonly uses: WordUse[] = [];
  readonly maybeFlags: { index: number; text: Text }[] = [];
  readonly doubts: string[] = [];

  constructor(specs: readonly FlagSpec[]) {
    const names = namesOf(specs);
    this.#specs = names.specs;
    this.#slashes = names.slashes;
  }

  spec(name: string): FlagSpec | undefined {
    return (
      this.#specs.get(name) ??
      (name.startsWith('/')
        ? this.#specs.get(name.toLowerCase())
        : this.#slashes && name.startsWith('-')
          ? this.#specs.get(`/${name.slice(1).toLowerCase()}`)
          : undefined)
    );
  }

  record(name: string, value: Text, options: { readonly repeat: boolean; readonly set: Tri }): void {
    const known = this.flags.get(name);
    if (known === undefined || !options.repeat) this.flags.set(name, { values: [value], set: options.set });
    else known.values.push(value);
  }

  take(spec: FlagSpec, value: Text | undefined): void {
    const literal = value === undefined ? undefined : literalOf(value);
    const off = !spec.value && literal !== undefined && /^(false|0|no|n|f)$/i.test(literal);
    this.record(canonicalName(spec), value ?? yes, { repeat: spec.repeat === true, set: !off && literal !== '' });
  }

  /** Takes the letters of `-abc` one by one; undefined when one of them is not a flag. */
  group(
    letters: string,
    rest: Text,
  ): { readonly taken: readonly { readonly spec: FlagSpec; readonly value: Text | undefined }[]; readonly wants: FlagSpec | undefined } | undefined {
    const taken: { spec: FlagSpec; value: Text | undefined }[] = [];
    for (let i = 0; i < letters.length; i++) {
      const spec = this.spec(`-${letters[i]!}`);
      if (spec === undefined) return undefined;
      if (!spec.value) {
        taken.push({ spec, value: undefined });
        continue;
      }
      const value = concat(lit(letters.slice(i + 1)), rest);
      if (value.length > 0) return { taken: [...taken, { spec, value }], wants: undefined };
      return spec.optional === true ? { taken: [...taken, { spec, value: undefined }], wants: undefined } : { taken, wants: spec };
    }
    return rest.length > 0 ? undefined : { taken, wants: undefined };
  }
}

/** The literal that a word starts with, and what follows it. */
function split(word: Text): { readonly head: string; readonly rest: Text } {
  const first = word[0];
  return first?.kind === 'lit' ? { head: first.text, rest: word.slice(1) } : { head: '', rest: word };
}

/**
 * Reads the words after a command's name by its row's flags. Takes long and short flags, `--a=b`, `-ovalue`, grouped and
 * old-style letters, `--`, and `/flags` where the row has them; every word is accounted for and nothing throws. A flag
 * that the row does not name takes no value, which a doubt says when a word follows that may be one.
 */
export function parseArgv(grammar: Grammar, words: readonly Text[], depth = 0): Argv {
  const reader = new Reader(grammar.flags);
  let beforeDashes: number | undefined;
  let bundled = grammar.bundledFlags === true;
  let i = 0;
  const value = (spec: FlagSpec, spelled: string): void => {
    const next = words[i + 1];
    if (next === undefined) {
      reader.doubts.push(`${spelled} stands without its value`);
      reader.take(spec, emptyText);
      return;
    }
    i++;
    reader.uses.push('value');
    reader.take(spec, next);
  };
  for (; i < words.length; i++) {
    const word = words[i]!;
    const { head, rest } = split(word);
    const whole = rest.length === 0;
    if (beforeDashes !== undefined || (grammar.stopsAtWord === true && reader.args.length > 0)) {
      positional(reader, word);
      continue;
    }
    if (whole && head === '--') {
      reader.uses.push('separator');
      beforeDashes = reader.args.length;
      continue;
    }
    if (bundled && whole && /^[A-Za-z]+$/.test(head)) {
      bundled = false;
      const letters = [...head].map((letter) => reader.spec(`-${letter}`));
      if (letters.every((spec) => spec !== undefined)) {
        reader.uses.push('flag');
        for (const spec of letters) {
          if (spec.value && spec.optional !== true) value(spec, `-${canonicalName(spec)}`);
          else reader.take(spec, undefined);
        }
        continue;
      }
    }
    bundled = false;
    const only = word[0];
    if (word.length === 1 && only?.kind === 'alt' && depth < maxNested) {
      const together = chosenTogether(only, words.slice(i));
      const taken = optionalFlags(reader, grammar, together, depth) ? together.length : optionalFlags(reader, grammar, [only], depth) ? 1 : 0;
      if (taken > 0) {
        i += taken - 1;
        continue;
      }
    }
    const slash = head.startsWith('/') && slashName(reader, head) !== undefined;
    if (!slash && (!head.startsWith('-') || (whole && head === '-'))) {
      positional(reader, word);
      continue;
    }
    reader.uses.push('flag');
    const exact = whole ? reader.spec(head) : undefined;
    if (exact !== undefined) {
      if (exact.value && exact.optional !== true) value(exact, head);
      else reader.take(exact, undefined);
      continue;
    }
    const joined = attached(reader, head, slash);
    if (joined !== undefined) {
      reader.take(joined.spec, concat(lit(head.slice(joined.at)), rest));
      continue;
    }
    if (/^-[^-]/.test(head)) {
      const group = reader.group(head.slice(1), rest);
      if (group !== undefined) {
        for (const one of group.taken) reader.take(one.spec, one.value);
        if (group.wants !== undefined) value(group.wants, head);
        continue;
      }
    }
    unknownFlag(reader, head, rest, words[i + 1]);
  }
  return {
    flags: reader.flags,
    args: reader.args,
    beforeDashes: beforeDashes ?? reader.args.length,
    uses: reader.uses,
    maybeFlags: reader.maybeFlags,
    doubts: reader.doubts,
  };
}

function positional(reader: Reader, word: Text): void {
  const only = word[0];
  if (word.length === 1 && only?.kind === 'hole' && only.each === undefined) reader.maybeFlags.push({ index: reader.args.length, text: word });
  reader.args.push(word);
  reader.uses.push('word');
}

function slashName(reader: Reader, head: string): string | undefined {
  const name = /^\/[A-Za-z][\w-]*/.exec(head)?.[0];
  return name !== undefined && reader.spec(name) !== undefined ? name : undefined;
}

/** The flag of `--flag=value`, `/flag:value`, and where its value starts. */
function attached(reader: Reader, head: string, slash: boolean): { readonly spec: FlagSpec; readonly at: number } | undefined {
  const at = slash ? head.search(/[:=]/) : head.indexOf('=');
  if (at <= 0) return undefined;
  const spec = reader.spec(head.slice(0, at));
  return spec === undefined ? undefined : { spec, at: at + 1 };
}

/** A flag that the row does not name is kept under its own name; `--no-x` takes back `--x`. */
function unknownFlag(reader: Reader, head: string, rest: Text, next: Text | undefined): void {
  const at = head.indexOf('=');
  const name = at === -1 ? head : head.slice(0, at);
  if (at === -1 && rest.length > 0) {
    reader.doubts.push(`the flag ${name} is not written out`);
    return;
  }
  const positive = at === -1 && name.startsWith('--no-') ? reader.spec(`--${name.slice('--no-'.length)}`) : undefined;
  if (positive !== undefined && !positive.value) {
    reader.record(canonicalName(positive), no, { repeat: false, set: false });
    return;
  }
  if (bareName(name) !== '') reader.record(bareName(name), at === -1 ? yes : concat(lit(head.slice(at + 1)), rest), { repeat: false, set: true });
  if (at === -1 && next !== undefined && !/^[-/]/.test(split(next).head))
    reader.doubts.push(`the flag ${name} is not in the catalog: the word after it may be its value`);
}

/** A word and those after it that hang on the same choice, as an array filled in one branch or another leaves them. */
function chosenTogether(first: Alt, words: readonly Text[]): readonly Alt[] {
  const run: Alt[] = [];
  for (const word of words) {
    const only = word[0];
    if (word.length !== 1 || only?.kind !== 'alt' || only.key !== first.key || only.options.length !== first.options.length) break;
    run.push(only);
  }
  return run;
}

/**
 * Words that are one of several, chosen by something: `${{ inputs.draft && '--draft' || '' }}`. Where each choice is
 * flags or nothing, each flag is given, left out, or undecided.
 */
function optionalFlags(reader: Reader, grammar: Grammar, run: readonly Alt[], depth: number): boolean {
  const key = run[0]?.key ?? '';
  const options = (run[0]?.options ?? []).map((_, n) => {
    // One word is split as the shell splits it; words of an array stay whole.
    const words =
      run.length === 1
        ? splitWords(run[0]?.options[n] ?? emptyText)
        : run.flatMap((alt) => ((alt.options[n] ?? emptyText).length === 0 ? [] : [alt.options[n]!]));
    return parseArgv({ flags: grammar.flags }, words, depth + 1);
  });
  if (!options.some((option) => option.flags.size > 0) || options.some((option) => option.args.length > 0)) return false;
  const names = new Set(options.flatMap((option) => [...option.flags.keys()]));
  for (const name of names) {
    const given = options.map((option) => option.flags.get(name));
    const every = given.every((one) => one !== undefined && one.set === true);
    const some = given.some((one) => one !== undefined && one.set !== false);
    const count = Math.max(...given.map((one) => one?.values.length ?? 0));
    for (let n = 0; n < count; n++) {
      const absent = given.some((one) => one !== undefined && one.values.some((text) => literalOf(text) === 'true')) ? no : emptyText;
      reader.record(
        name,
        alternatives(
          key,
          given.map((one) => one?.values[n] ?? absent),
        ),
        { repeat: true, set: every ? true : some ? 'unknown' : false },
      );
    }
  }
  for (const option of options) reader.doubts.push(...option.doubts);
  for (let n = 0; n < run.length; n++) reader.uses.push('flag');
  return true;
}
