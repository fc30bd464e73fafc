import { lit, literalOf, show } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { findAction } from './actions.ts';
import { parseArgv } from './argv.ts';
import { builtIn } from './built-in.ts';
import { globalFlags, harmlessLines, harmlessPrograms } from './commands/misc-harmless.ts';
import { subcommands } from './commands/subcommands.ts';
import { flags as parseFlags } from './flags.ts';
import { peel, programName } from './peel.ts';
import type { Peeled } from './peel.ts';
import { commandsByProgram } from './row-store.ts';
import type { CommandEntry } from './row-store.ts';
import type { ActionRow, CommandRow, Failure, FlagSpec } from './schema.ts';
import { rightPackage } from './tools-installed.ts';

/** A command line that the catalog knows, without the programs that run it. */
export interface CommandMatch {
  readonly row: CommandRow;
  /** The line without `sudo`, `npx` and their like; `applyCommand` takes these. */
  readonly words: readonly Text[];
  /** The program as called, without its path. */
  readonly program: string;
  /** The programs that ran it, outermost first. */
  readonly by: readonly string[];
  /** Variables that were set on the way: `env A=b cosign …`. */
  readonly assignments: ReadonlyMap<string, Text>;
  /** Tools that the programs around it bring with them. */
  readonly installs: readonly string[];
  /** What a wrapper fetched under the tool's name is not the tool. */
  readonly impostor: string | undefined;
  readonly version: string | undefined;
  readonly unknownSubcommand?: true;
  readonly doubts: readonly string[];
}

const indexed = new WeakMap<readonly CommandRow[], ReadonlyMap<string, readonly CommandEntry[]>>();
/** Programs and lines that publish nothing, made when the first command is asked about. */
const harmless = once(() => new Set(harmlessPrograms));
const quiet = once(() => new Set(harmlessLines));
const programs = once(() => new Set(harmlessLines.map((line) => line.slice(0, line.indexOf(' ')))));
/** Programs of Windows that take their subcommands in any case. */
const caseless = new Set(['signtool', 'nuget', 'azuresigntool', 'choco', 'winget']);
/** Complete lists of subcommands by program, those with the most words first. */
const lists = once(() => {
  const made = subcommands.map((list) => ({ ...list, words: list.line.split(' '), specs: once(() => parseFlags(list.flags)) }));
  return Map.groupBy(
    made.toSorted((a, b) => b.words.length - a.words.length),
    (list) => list.words[0] ?? '',
  );
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function userIndex(rows: readonly CommandRow[]): ReadonlyMap<string, readonly CommandEntry[]> {
  const known = indexed.get(rows);
  if (known !== undefined) return known;
  const made = commandsByProgram(rows);
  indexed.set(rows, made);
  return made;
}

/** The words that remain when a program's line starts with these, flags skipped; undefined when it does not. */
function restAfter(line: readonly Text[], wanted: readonly string[], specs: () => readonly FlagSpec[]): readonly Text[] | undefined {
  if (wanted.length === 0) return line.slice(1);
  const folded = caseless.has(programName(line[0])?.toLowerCase() ?? '');
  const taken: number[] = [];
  let next = 0;
  for (let i = 1; i < line.length && next < wanted.length; i++) {
    const word = line[i]!;
    const first = word[0];
    if (first?.kind === 'lit' && first.text.startsWith('-')) {
      const spec = specs().find((one) => one.names.includes(first.text));
      if (word.length === 1 && spec?.value === true && spec.optional !== true) i++;
      continue;
    }
    const literal = literalOf(word);
    if ((folded ? literal?.toLowerCase() : literal) !== wanted[next]) return undefined;
    taken.push(i);
    next++;
  }
  return next < wanted.length ? undefined : line.filter((_, i) => i > 0 && !taken.includes(i));
}

interface RowLine {
  /** In lower case. */
  readonly name: string;
  readonly wanted: readonly string[];
}

const rowLines = new WeakMap<CommandRow, readonly RowLine[]>();

/** The lines of a row, those with the most words first. */
function linesOf(row: CommandRow): readonly RowLine[] {
  const known = rowLines.get(row);
  if (known !== undefined) return known;
  const lines = [[row.program, ...row.words], ...(row.aliases ?? []).map((line) => line.split(' '))].sort((a, b) => b.length - a.length);
  const made = lines.map(([name = '', ...wanted]) => ({ name: name.toLowerCase(), wanted }));
  rowLines.set(row, made);
  return made;
}

/** The words after a row's own, and which of its lines they follow. */
export function matchRow(
  row: CommandRow,
  words: readonly Text[],
): { readonly program: string; readonly words: readonly string[]; readonly rest: readonly Text[] } | undefined {
  const program = programName(words[0]);
  if (program === undefined) return undefined;
  for (const { name, wanted } of linesOf(row)) {
    if (name !== program.toLowerCase()) continue;
    const rest = restAfter(words, wanted, () => row.flags);
    if (rest !== undefined) return { program, words: wanted, rest };
  }
  return undefined;
}

/** Names that a script in the checkout may have too: a relative path to one of them is that script, not the program. */
function isOwnScript(word: Text, program: string): boolean {
  const first = word[0];
  if (first?.kind !== 'lit' || !/^(?:\.{1,2}\/|[\w.-]+\/)/.test(first.text)) return false;
  return scriptNames.has(program) || harmless().has(program);
}

const scriptNames = new Set('install cp mv ln rm tar zip make just task git sed strip split configure release build gulp sign light heat'.split(' '));

function lookUp(entriesOf: (program: string) => readonly CommandEntry[] | undefined, program: string, words: readonly Text[]): CommandRow | undefined {
  const entries = entriesOf(program) ?? entriesOf(program.toLowerCase()) ?? [];
  for (const entry of entries) if (restAfter(words, entry.words, () => entry.row.flags) !== undefined) return entry.row;
  return undefined;
}

/** A row for a subcommand that there is not, when the list of them is complete. */
function unknownSubcommand(program: string, words: readonly Text[]): CommandRow | undefined {
  for (const list of lists().get(program) ?? []) {
    const rest = restAfter(words, list.words.slice(1), list.specs);
    if (rest === undefined) continue;
    const word = literalOf(parseArgv({ flags: list.specs() }, rest).args[0] ?? []);
    if (word === undefined || word === '' || list.names.includes(word)) continue;
    return {
      kind: 'command',
      program,
      words: [...list.words.slice(1), word],
      flags: [],
      roles: ['none'],
      effects: [],
      unknownSubcommand: true,
      fails: [{ why: `${list.line} has no subcommand ${word}` }],
      source: list.source,
    };
  }
  return undefined;
}

/** Words that are nothing but a question about the program: `--version`, `--help`. */
function asksOnly(words: readonly Text[]): boolean {
  return words.length === 2 && ['--version', '--help', '-h', '-V', '-version', 'version', 'help'].includes(literalOf(words[1]!) ?? '');
}

/**
 * Finds what the catalog knows of a command line: the row with the most of its words, in `rows` of the user first.
 * Returns undefined for a program that has no row or whose words are unknown.
 */
export function findCommand(words: readonly Text[], rows: readonly CommandRow[] = noRows): CommandMatch | undefined {
  return matchOf(peel(words), rows);
}

function matchOf(peeled: Peeled, rows: readonly CommandRow[]): CommandMatch | undefined {
  const program = programName(peeled.words[0]);
  if (program === undefined || asksOnly(peeled.words) || isOwnScript(peeled.words[0]!, program)) return undefined;
  const unknown = unknownSubcommand(program, peeled.words);
  const row = lookUp((name) => userIndex(rows).get(name), program, peeled.words) ?? unknown ?? lookUp(builtIn.commands, program, peeled.words);
  if (row === undefined) return undefined;
  if (row.words.length === 0 && isQuietLine(program, peeled.words)) return undefined;
  const origin = brought(peeled, row, program);
  const fails = [
    ...(origin.impostor === undefined ? [] : [{ why: `${origin.impostor} is not ${row.tool ?? program}` }]),
    ...(peeled.shutOff && asksIdentity.has([program, ...row.words].join(' ')) ? [withoutIdentity] : []),
  ];
  return {
    row: fails.length === 0 ? row : { ...row, fails: [...(row.fails ?? []), ...fails] },
    words: peeled.words,
    program,
    by: peeled.by,
    assignments: peeled.assignments,
    ...origin,
    version: peeled.fetched?.version,
    ...(row.unknownSubcommand === true ? { unknownSubcommand: true as const } : {}),
    doubts: peeled.doubts,
  };
}

/** Commands that sign with the job's identity where they are given no key. */
const asksIdentity: ReadonlySet<string> = new Set(['cosign sign', 'cosign sign-blob', 'cosign attest', 'cosign attest-blob']);
const withoutIdentity: Failure = {
  when: { all: ['key', 'sk', 'identity-token'].map((flag) => ({ flag, set: false })) },
  why: 'the container is not given what the identity of the job is asked with',
};

function brought(peeled: Peeled, row: CommandRow, program: string): Pick<CommandMatch, 'installs' | 'impostor'> {
  const tool = row.tool ?? program;
  if (!peeled.provided) return { installs: [], impostor: undefined };
  const fetched = peeled.fetched;
  const right = fetched === undefined ? true : rightPackage(tool, fetched.manager, fetched.package);
  return right
    ? { installs: [...new Set([tool, program])], impostor: undefined }
    : { installs: [], impostor: `${fetched?.manager ?? ''}:${fetched?.package ?? ''}` };
}

function isQuietLine(program: string, words: readonly Text[]): boolean {
  if (!programs().has(program)) return false;
  let line = program;
  for (const word of bareWords(words.slice(1), globalFlags[program] ?? []).slice(0, 3)) {
    line += ` ${literalOf(word) ?? show(word)}`;
    if (quiet().has(line)) return true;
  }
  return false;
}

/** The words that are no flags; `valued` flags take the word after them. */
function bareWords(words: readonly Text[], valued: readonly string[]): readonly Text[] {
  return words.filter((word, i) => {
    const before = i === 0 ? undefined : literalOf(words[i - 1]!);
    return !(word[0]?.kind === 'lit' && word[0].text.startsWith('-')) && (before === undefined || !valued.includes(before));
  });
}

/** One list, so that what is kept by list is kept. */
const noRows: readonly CommandRow[] = [];

/** True for a command line that publishes nothing and writes nothing but its redirections, whatever its words are. */
export function isHarmless(words: readonly Text[]): boolean {
  const peeled = peel(words);
  const program = programName(peeled.words[0]);
  if (program === undefined || isOwnPath(peeled.words[0]!) || matchOf(peeled, noRows) !== undefined) return false;
  if (harmless().has(program) || isQuietLine(program, peeled.words)) return true;
  return asksOnly(peeled.words) && (builtIn.commands(program) !== undefined || programs().has(program));
}

/**
 * Whether the catalog itself knows what a row is for: its action or a folder of it, its command line, or its whole
 * program. Such a row would replace knowledge instead of adding to it.
 */
export function isBuiltIn(row: ActionRow | CommandRow): boolean {
  if (row.kind !== 'command') return [row.uses, ...(row.aliases ?? [])].some((uses) => findAction(uses) !== undefined);
  return [[row.program, ...row.words], ...(row.aliases ?? []).map((line) => line.split(' '))].some((words) => {
    const line = words.map(lit);
    if (findCommand(line) !== undefined || isHarmless(line)) return true;
    const program = (words[0] ?? '').toLowerCase();
    return words.length === 1 && (builtIn.commands(program) !== undefined || programs().has(program));
  });
}

function isOwnPath(word: Text): boolean {
  const first = word[0];
  return first?.kind === 'lit' && /^(?:\.{1,2}\/|[\w.-]+\/)/.test(first.text);
}
