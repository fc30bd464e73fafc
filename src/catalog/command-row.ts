import { flags as parseFlags } from './flags.ts';
import type { CommandRow, EffectTemplate, Role, Source } from './schema.ts';

const roleOf: Readonly<Record<EffectTemplate['kind'], Role>> = {
  builds: 'builds',
  copies: 'transports',
  removes: 'transports',
  transforms: 'transforms',
  writes: 'transports',
  'shares-file': 'transports',
  hashes: 'hashes',
  signs: 'signs',
  describes: 'describes',
  attests: 'attests',
  'pushes-image': 'publishes',
  'tags-image': 'publishes',
  'copies-image': 'publishes',
  'builds-image': 'builds',
  'reads-digest': 'consumes',
  publishes: 'publishes',
  'creates-release': 'publishes',
  'flips-release': 'publishes',
  withdraws: 'none',
  'creates-tag': 'tags',
  'uploads-artifact': 'transports',
  'downloads-artifact': 'transports',
  verifies: 'verifies',
  consumes: 'consumes',
  'downloads-release': 'consumes',
  installs: 'installs',
  'logs-in': 'grants',
  configures: 'grants',
  'makes-key': 'grants',
  'exports-key': 'grants',
  posture: 'posture',
  'restores-cache': 'transports',
  'is-retired': 'none',
  'runs-tool': 'publishes',
  'runs-script': 'none',
  dispatches: 'none',
  opaque: 'none',
};

/** What a command's row says beside its line and its source; flags in the short form of `flags`. */
export interface CommandFacts extends Partial<Omit<CommandRow, 'kind' | 'program' | 'words' | 'flags' | 'source'>> {
  readonly flags?: string;
}

/** Makes the row of a command line (`helm registry login`); its roles follow from its effects unless they are given. */
export function command(line: string, source: Source, facts: CommandFacts = {}): CommandRow {
  const [program = '', ...words] = line.split(' ');
  const { flags = '', effects = [], roles, ...rest } = facts;
  const derived = [...new Set(effects.map((effect) => roleOf[effect.kind]))];
  return { kind: 'command', program, words, flags: parseFlags(flags), roles: roles ?? (derived.length === 0 ? ['none'] : derived), effects, ...rest, source };
}

/** The same row for several lines that differ in their words alone. */
export function commands(lines: readonly string[], source: Source, facts: CommandFacts = {}): readonly CommandRow[] {
  return lines.map((line) => command(line, source, facts));
}

/** The day on which the rows marked as checked were compared with their sources. */
const checkedOn = '2026-11-23';

/** A source that was read: a repository's page at a commit. */
export function readAt(repository: string, commit: string, version?: string): (path: string) => Source {
  return (path) => ({
    url: `https://github.com/${repository}/blob/${commit}/${path}`,
    commit,
    ...(version === undefined ? {} : { version }),
    checked: checkedOn,
  });
}

/** A documentation page that was read. */
export function readPage(url: string, version?: string): Source {
  return { url, ...(version === undefined ? {} : { version }), checked: checkedOn };
}

/** A page that says it and was not read for this row. */
export function notRead(url: string): Source {
  return { url, checked: null };
}
