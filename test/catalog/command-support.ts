import type { Tri } from '../../src/base/index.ts';
import { wholeFile } from '../../src/base/index.ts';
import { applyCommand, findCommand } from '../../src/catalog/index.ts';
import type { AppliedCommand, CommandMatch } from '../../src/catalog/index.ts';
import { alternatives, concat, hole, lit, parseGlob } from '../../src/values/index.ts';
import type { Text } from '../../src/values/index.ts';

/** What surrounds a command of a test. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly string[];
  readonly versions?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The file that standard output goes to. */
  readonly to?: string;
}

/**
 * Reads a word as the shell gives it: `${name}` is an unknown, `@{dist/*}` a loop variable over a pattern, `?{a|b}` one
 * of several, and `*` outside quotes a wildcard.
 */
export function word(source: string): Text {
  const quoted = /^(['"])([\s\S]*)\1$/.exec(source);
  const text = quoted?.[2] ?? source;
  return concat(
    ...text.split(/(\$\{[^}]*\}|@\{[^}]*\}|\?\{[^}]*\})/).flatMap((part): readonly Text[] => {
      if (part.startsWith('${')) return [hole(part.slice(2, -1))];
      if (part.startsWith('@{')) return [hole(`each ${part}`, { label: 'f', each: { include: parseGlob(lit(part.slice(2, -1))), exclude: [] } })];
      if (part.startsWith('?{'))
        return [
          alternatives(
            `choice ${part}`,
            part
              .slice(2, -1)
              .split('|')
              .map((one) => lit(one)),
          ),
        ];
      return quoted === null ? parseGlob(lit(part)) : [lit(part)];
    }),
  );
}

/** Splits a line at blanks outside quotes and reads its words. */
export function wordsOf(line: string): readonly Text[] {
  return (line.match(/(?:'[^']*'|"[^"]*"|\$\{[^}]*\}|[@?]\{[^}]*\}|[^\s'"])+/g) ?? []).map(word);
}

/** Finds and applies a line; throws when the catalog does not know it. */
export function runLine(line: string, around: Surroundings = {}): { readonly match: CommandMatch; readonly applied: AppliedCommand } {
  const words = wordsOf(line);
  const match = findCommand(words);
  if (match === undefined) throw new Error(`no row for ${line}`);
  return { match, applied: applyMatch(match, around) };
}

export function applyMatch(match: CommandMatch, around: Surroundings = {}): AppliedCommand {
  return applyCommand(match.row, {
    words: match.words,
    stdin: around.stdin === undefined ? undefined : word(around.stdin),
    ...(around.to === undefined ? {} : { stdoutPath: word(around.to) }),
    env: (name) => (around.env?.[name] === undefined ? undefined : word(around.env[name])),
    event: () => 'push',
    permission: (permission): Tri => (around.permissions === undefined ? 'unknown' : around.permissions.includes(permission)),
    github: (name) => hole(`github.${name}`),
    toolVersion: (tool) => around.versions?.[tool],
    idPrefix: 'job/step',
    span: wholeFile('.github/workflows/release.yml'),
  });
}

/** One command line, and what it must be read as. */
export interface CommandCase extends Surroundings {
  readonly what: string;
  readonly line: string;
  /** The effects, one line each. */
  readonly gives: readonly string[];
  readonly stdout?: string;
  /** Why it fails; `perhaps` before what is not decided. */
  readonly fails?: readonly string[];
  /** The command line that it runs. */
  readonly runs?: string;
  /** How many doubts it states; none when left out. */
  readonly doubts?: readonly string[];
}
