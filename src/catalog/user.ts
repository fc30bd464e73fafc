import { RowReader } from './row-reader.ts';
import type { Path, RowProblem } from './row-reader.ts';
import type { ActionRow, CommandRow, FlagSpec, InputDefault, Role, Source } from './schema.ts';

export type { RowProblem } from './row-reader.ts';

/** The rows that a user adds, and what was wrong with those left out. */
export interface UserRows {
  readonly actions: readonly ActionRow[];
  readonly commands: readonly CommandRow[];
  readonly problems: readonly RowProblem[];
}

const roles: Readonly<Record<Role, true>> = {
  builds: true,
  transforms: true,
  transports: true,
  hashes: true,
  lists: true,
  signs: true,
  describes: true,
  attests: true,
  publishes: true,
  verifies: true,
  consumes: true,
  installs: true,
  grants: true,
  tags: true,
  posture: true,
  none: true,
};

/**
 * Reads the rows of a configuration file: plain data of the form `{actions: [...], commands: [...]}`, in the shape of
 * `ActionRow` and `CommandRow`. What a row leaves out besides its name and its effects is empty. A row with a problem is
 * left out and each problem is a value with the path of the wrong field.
 */
export function readUserRows(data: unknown): UserRows {
  const reader = new RowReader();
  const fields = data === undefined || data === null ? undefined : reader.fields(data, [], ['actions', 'commands']);
  const actions = readAll(reader, fields?.['actions'], ['actions'], readAction);
  const commands = readAll(reader, fields?.['commands'], ['commands'], readCommand);
  return { actions, commands, problems: reader.problems };
}

function readAll<Row>(reader: RowReader, value: unknown, path: Path, read: (reader: RowReader, value: unknown, path: Path) => Row | undefined): readonly Row[] {
  if (value === undefined || value === null) return [];
  const rows = reader.list(value, path, (one, at) => {
    const before = reader.problems.length;
    const row = read(reader, one, at);
    return reader.problems.length === before ? row : undefined;
  });
  return rows ?? [];
}

function readAction(reader: RowReader, value: unknown, path: Path): ActionRow | undefined {
  const fields = reader.fields(value, path, [
    'kind',
    'uses',
    'aliases',
    'subpaths',
    'roles',
    'defaults',
    'outputs',
    'exports',
    'effects',
    'fails',
    'source',
    'note',
  ]);
  if (fields === undefined) return undefined;
  const uses = reader.string(fields['uses'], [...path, 'uses']);
  if (uses !== undefined && !/^[\w.-]+\/[\w.-]+(\/[^\s@]+)?$/.test(uses))
    reader.note([...path, 'uses'], 'not the name of an action', { expected: 'owner/repo or owner/repo/path, without a ref', got: uses });
  const kind =
    fields['kind'] === undefined
      ? /\/\.github\/workflows\//.test(uses ?? '')
        ? 'reusable-workflow'
        : 'action'
      : reader.word(fields['kind'], [...path, 'kind'], ['action', 'reusable-workflow']);
  return {
    kind: kind === 'reusable-workflow' ? kind : 'action',
    uses: uses ?? '',
    ...optional('aliases', fields['aliases'], (one) => reader.strings(one, [...path, 'aliases'])),
    ...optional('subpaths', fields['subpaths'], (one) => reader.boolean(one, [...path, 'subpaths'])),
    roles: readRoles(reader, fields['roles'], [...path, 'roles']),
    defaults: readDefaults(reader, fields['defaults'], [...path, 'defaults']),
    outputs: fields['outputs'] === undefined ? {} : (reader.map(fields['outputs'], [...path, 'outputs'], (one, at) => reader.template(one, at)) ?? {}),
    ...optional('exports', fields['exports'], (one) => reader.map(one, [...path, 'exports'], (text, at) => reader.template(text, at))),
    effects: readEffects(reader, fields['effects'], [...path, 'effects']),
    ...optional('fails', fields['fails'], (one) => readFailures(reader, one, [...path, 'fails'])),
    source: readSource(reader, fields['source'], [...path, 'source']),
    ...optional('note', fields['note'], (one) => reader.string(one, [...path, 'note'])),
  };
}

function readCommand(reader: RowReader, value: unknown, path: Path): CommandRow | undefined {
  const fields = reader.fields(value, path, [
    'kind',
    'program',
    'words',
    'aliases',
    'flags',
    'defaults',
    'envPrefix',
    'roles',
    'effects',
    'bundledFlags',
    'stopsAtWord',
    'fails',
    'tool',
    'stdout',
    'source',
    'note',
  ]);
  if (fields === undefined) return undefined;
  if (fields['kind'] !== undefined) reader.word(fields['kind'], [...path, 'kind'], ['command']);
  const program = reader.string(fields['program'], [...path, 'program']);
  if (program !== undefined && !/^[\w.@+-]{1,100}$/.test(program))
    reader.note([...path, 'program'], 'not the name of a program', { expected: 'a name without a path', got: program });
  return {
    kind: 'command',
    program: program ?? '',
    words: fields['words'] === undefined ? [] : (reader.strings(fields['words'], [...path, 'words']) ?? []),
    ...optional('aliases', fields['aliases'], (one) => reader.strings(one, [...path, 'aliases'])),
    flags: fields['flags'] === undefined ? [] : (reader.list(fields['flags'], [...path, 'flags'], (one, at) => readFlag(reader, one, at)) ?? []),
    ...optional('defaults', fields['defaults'], (one) => reader.map(one, [...path, 'defaults'], (text, at) => reader.string(text, at))),
    ...optional('envPrefix', fields['envPrefix'], (one) => reader.string(one, [...path, 'envPrefix'])),
    roles: readRoles(reader, fields['roles'], [...path, 'roles']),
    effects: readEffects(reader, fields['effects'], [...path, 'effects']),
    ...optional('bundledFlags', fields['bundledFlags'], (one) => reader.boolean(one, [...path, 'bundledFlags'])),
    ...optional('stopsAtWord', fields['stopsAtWord'], (one) => reader.boolean(one, [...path, 'stopsAtWord'])),
    ...optional('fails', fields['fails'], (one) => readFailures(reader, one, [...path, 'fails'])),
    ...optional('tool', fields['tool'], (one) => reader.string(one, [...path, 'tool'])),
    ...optional('stdout', fields['stdout'], (one) => reader.template(one, [...path, 'stdout'])),
    source: readSource(reader, fields['source'], [...path, 'source']),
    ...optional('note', fields['note'], (one) => reader.string(one, [...path, 'note'])),
  };
}

function optional<K extends string, V>(key: K, value: unknown, read: (value: unknown) => V | undefined): { readonly [P in K]?: V } {
  const one = value === undefined || value === null ? undefined : read(value);
  return one === undefined ? {} : ({ [key]: one } as { readonly [P in K]?: V });
}

function readRoles(reader: RowReader, value: unknown, path: Path): readonly Role[] {
  if (value === undefined) return [];
  return (reader.list(value, path, (one, at) => reader.word(one, at, Object.keys(roles))) ?? []) as readonly Role[];
}

function readEffects(reader: RowReader, value: unknown, path: Path): ActionRow['effects'] {
  const effects = reader.list(value ?? null, path, (one, at) => reader.effect(one, at));
  // Each was read by the table of its own kind, which holds every field of its type.
  return (effects ?? []) as unknown as ActionRow['effects'];
}

function readFailures(reader: RowReader, value: unknown, path: Path): ActionRow['fails'] {
  const failures = reader.list(value, path, (one, at) => {
    const fields = reader.fields(one, at, ['when', 'why', 'unsure']);
    if (fields === undefined) return undefined;
    return {
      why: reader.string(fields['why'], [...at, 'why']) ?? '',
      ...(fields['when'] === undefined ? {} : { when: reader.condition(fields['when'], [...at, 'when'], 0) }),
      ...(fields['unsure'] === undefined || reader.boolean(fields['unsure'], [...at, 'unsure']) !== true ? {} : { unsure: true as const }),
    };
  });
  return (failures ?? []) as ActionRow['fails'];
}

function readFlag(reader: RowReader, value: unknown, path: Path): FlagSpec | undefined {
  const fields = reader.fields(value, path, ['names', 'value', 'repeat', 'optional']);
  if (fields === undefined) return undefined;
  return {
    names: reader.strings(fields['names'], [...path, 'names']) ?? [],
    value: fields['value'] === undefined ? false : (reader.boolean(fields['value'], [...path, 'value']) ?? false),
    ...optional('repeat', fields['repeat'], (one) => reader.boolean(one, [...path, 'repeat'])),
    ...optional('optional', fields['optional'], (one) => reader.boolean(one, [...path, 'optional'])),
  };
}

function readDefaults(reader: RowReader, value: unknown, path: Path): ActionRow['defaults'] {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return reader.note(path, 'not a mapping', { expected: 'inputs with their defaults', got: value }) ?? {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]): readonly (readonly [string, string | readonly InputDefault[]])[] => {
      const at = [...path, name];
      const read = Array.isArray(one) ? reader.list(one, at, (item, here) => readVersioned(reader, item, here)) : reader.template(one, at);
      return read === undefined ? [] : [[name, read]];
    }),
  );
}

function readVersioned(reader: RowReader, value: unknown, path: Path): InputDefault | undefined {
  const fields = reader.fields(value, path, ['value', 'since', 'until']);
  if (fields === undefined) return undefined;
  return {
    value: reader.template(fields['value'], [...path, 'value']) ?? '',
    ...optional('since', fields['since'], (one) => reader.string(one, [...path, 'since'])),
    ...optional('until', fields['until'], (one) => reader.string(one, [...path, 'until'])),
  };
}

function readSource(reader: RowReader, value: unknown, path: Path): Source {
  const fields = value === undefined ? {} : (reader.fields(value, path, ['url', 'commit', 'version', 'checked']) ?? {});
  const text = (key: string): string | undefined =>
    fields[key] === undefined || fields[key] === null ? undefined : reader.string(fields[key], [...path, key]);
  const commit = text('commit');
  const version = text('version');
  return {
    url: text('url') ?? '',
    ...(commit === undefined ? {} : { commit }),
    ...(version === undefined ? {} : { version }),
    checked: text('checked') ?? null,
  };
}
