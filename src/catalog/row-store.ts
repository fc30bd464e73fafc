import { flags as parseFlags } from './flags.ts';
import type { ActionRow, CommandRow, FlagSpec } from './schema.ts';

/** One line under which a command row is found, without its program. */
export interface CommandEntry {
  readonly words: readonly string[];
  readonly row: CommandRow;
}

/** A row that is read when it is first asked for. */
class StoredCommand implements CommandEntry {
  readonly words: readonly string[];
  readonly #read: () => CommandRow;

  constructor(words: readonly string[], read: () => CommandRow) {
    this.words = words;
    this.#read = read;
  }

  get row(): CommandRow {
    return this.#read();
  }
}

/** Rows by what they are asked for. */
export interface RowStore {
  /** By an action's name or alias, in lower case. */
  action(name: string): ActionRow | undefined;
  /** The lines of a program, those with the most words first. */
  commands(program: string): readonly CommandEntry[] | undefined;
}

/** Rows as text, so that a process reads only those that it asks for; `storeOfText` is their store. */
export interface RowTexts {
  /** A line per name: `a NAME` or `c PROGRAM`, then after tabs where its rows stand in `rows`, each with the words of its line. */
  readonly index: string;
  /** ASCII alone, so that a place in it is a place in its bytes. */
  readonly rows: string;
}

/** Command rows by program, in the order in which they are tried. */
export function commandsByProgram(rows: readonly CommandRow[]): ReadonlyMap<string, readonly CommandEntry[]> {
  const index = new Map<string, CommandEntry[]>();
  for (const row of rows) {
    for (const line of [[row.program, ...row.words].join(' '), ...(row.aliases ?? [])]) {
      const [program = '', ...words] = line.split(' ');
      const entries = index.get(program) ?? [];
      entries.push({ row, words });
      index.set(program, entries);
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return index;
}

function actionsByName(rows: readonly ActionRow[]): ReadonlyMap<string, ActionRow> {
  const index = new Map<string, ActionRow>();
  for (const row of rows) for (const name of [row.uses, ...(row.aliases ?? [])]) index.set(name.toLowerCase(), row);
  return index;
}

export function storeOfRows(actions: readonly ActionRow[], commands: readonly CommandRow[]): RowStore {
  const byName = actionsByName(actions);
  const byProgram = commandsByProgram(commands);
  return { action: (name) => byName.get(name), commands: (program) => byProgram.get(program) };
}

/** Writes rows as text. The flags of a command are written short, which is a quarter of their length. */
export function textsOfRows(actions: readonly ActionRow[], commands: readonly CommandRow[]): RowTexts {
  const places = new Map<ActionRow | CommandRow, string>();
  let rows = '';
  const add = (row: ActionRow | CommandRow, text: string): void => {
    const ascii = text.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    places.set(row, `${rows.length} ${rows.length + ascii.length}`);
    rows += ascii;
  };
  for (const row of actions) add(row, JSON.stringify(row));
  for (const row of commands) add(row, JSON.stringify({ ...row, flags: row.flags.map(shortFlag).join(' ') }));
  let index = '\n';
  for (const [name, row] of actionsByName(actions)) index += `a ${name}\t${places.get(row)}\n`;
  for (const [program, entries] of commandsByProgram(commands)) {
    index += `c ${program}${entries.map(({ row, words }) => `\t${[places.get(row), ...words].join(' ')}`).join('')}\n`;
  }
  return { index, rows };
}

/** A flag as `flags` of a row reads it. */
function shortFlag(spec: FlagSpec): string {
  const value = !spec.value ? '' : spec.repeat === true ? '=*' : spec.optional === true ? '[=]' : '=';
  return spec.names.join(',') + value;
}

/** The store of rows as text; `rowsFrom` gives the text of rows from one place to another. */
export function storeOfText(index: string, rowsFrom: (start: number, end: number) => string): RowStore {
  const actions = new Map<string, ActionRow>();
  const commands = new Map<string, CommandRow>();
  const programs = new Map<string, readonly CommandEntry[] | undefined>();

  /** The parts behind a name; names come from audited text, and one with a line's own marks in it is no name. */
  function lineOf(name: string): readonly string[] | undefined {
    if (/[\t\n]/.test(name)) return undefined;
    const at = index.indexOf(`\n${name}\t`);
    if (at === -1) return undefined;
    const start = at + name.length + 2;
    return index.slice(start, index.indexOf('\n', start)).split('\t');
  }

  function textAt(place: string): string {
    const middle = place.indexOf(' ');
    return rowsFrom(Number(place.slice(0, middle)), Number(place.slice(middle + 1)));
  }

  function commandAt(place: string): CommandRow {
    const known = commands.get(place);
    if (known !== undefined) return known;
    const written = JSON.parse(textAt(place)) as Omit<CommandRow, 'flags'> & { readonly flags: string };
    const row: CommandRow = { ...written, flags: parseFlags(written.flags) };
    commands.set(place, row);
    return row;
  }

  function entryOf(part: string): CommandEntry {
    const [start = '', end = '', ...words] = part.split(' ');
    return new StoredCommand(words, () => commandAt(`${start} ${end}`));
  }

  return {
    action(name) {
      const place = lineOf(`a ${name}`)?.[0];
      if (place === undefined) return undefined;
      const known = actions.get(place);
      if (known !== undefined) return known;
      const row = JSON.parse(textAt(place)) as ActionRow;
      actions.set(place, row);
      return row;
    },
    commands(program) {
      if (programs.has(program)) return programs.get(program);
      const entries = lineOf(`c ${program}`)?.map(entryOf);
      programs.set(program, entries);
      return entries;
    },
  };
}
