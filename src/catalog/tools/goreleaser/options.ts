import type { Tri } from '../../../base/index.ts';
import { lit, literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { ToolInput } from '../../tool.ts';
import { isOn, parseArgs, variants } from '../support/args.ts';
import type { Args } from '../support/args.ts';
import { when } from '../support/run.ts';
import type { Holds } from '../support/run.ts';

/** What the command line asks GoReleaser to do. */
export interface Options {
  /** `release` runs everything, `build` stops after the binaries, `none` makes nothing (`check`, `healthcheck`). */
  readonly command: 'release' | 'build' | 'none';
  /** The value of `--config`, undefined when it is not given. */
  readonly config: Text | undefined;
  readonly publishes: Holds;
  readonly snapshot: boolean;
  readonly nightly: boolean;
  /** `--draft`. */
  readonly draft: boolean;
  /** Whether a part is done, given that the release is published: `sign`, `sbom`, `docker`, `ko`, … */
  readonly does: (part: string) => Holds;
  /** Words that could switch anything. */
  readonly unread: readonly Text[];
}

const valueFlags = [
  'config',
  'release-notes',
  'release-notes-tmpl',
  'release-header',
  'release-header-tmpl',
  'release-footer',
  'release-footer-tmpl',
  'parallelism',
  'timeout',
  'skip',
  'id',
  'key',
  'output',
];
const aliases = { f: 'config', p: 'parallelism', o: 'output', k: 'key' };

/** Commands that make artifacts; `publish` and `continue` belong to the paid edition and finish a prepared release. */
const commands: Readonly<Record<string, Options['command']>> = {
  release: 'release',
  r: 'release',
  publish: 'release',
  continue: 'release',
  build: 'build',
  b: 'build',
};

/** Reads GoReleaser's arguments (cmd/release.go and cmd/build.go, v1 and v2 spellings). */
export function readOptions(input: ToolInput): Options {
  const lines = variants(input.args);
  const parsed = (lines ?? [input.args.filter((arg) => arg.every((piece) => piece.kind === 'lit'))]).map((line) =>
    parseArgs(line, { values: valueFlags, aliases }),
  );
  const unread = [...parsed.flatMap((args) => args.unread), ...(lines === undefined ? [lit('(too many alternatives)')] : [])];
  const doing = parsed.filter((args) => commandOf(args) !== 'none');
  const publishing = doing.filter(publishes);
  const chosen = publishing[0] ?? doing[0] ?? parsed[0];
  const key = `${input.idPrefix}.args`;
  const some = publishing.length > 0;
  const publishTruth: Tri = !some ? false : publishing.length < parsed.length || unread.length > 0 ? 'unknown' : true;
  return {
    command: chosen === undefined ? 'none' : commandOf(chosen),
    config: chosen?.flags.get('config')?.at(-1),
    publishes: when(publishTruth, `${key}: published`),
    snapshot: !some && doing.some((args) => isOn(args, 'snapshot')),
    nightly: publishing.some((args) => isOn(args, 'nightly')),
    draft: publishing.length > 0 && publishing.every((args) => isOn(args, 'draft')),
    does: (part) => {
      const among = some ? publishing : doing;
      const skipping = among.filter((args) => skips(args, part)).length;
      if (skipping === among.length && among.length > 0) return when(false, '');
      return when(skipping > 0 || unread.length > 0 ? 'unknown' : true, `${key}: ${part}`);
    },
    unread,
  };
}

function commandOf(args: Args): Options['command'] {
  if (isOn(args, 'help') || isOn(args, 'h') || isOn(args, 'version') || isOn(args, 'v')) return 'none';
  const word = args.words[0];
  if (word === undefined) return 'release';
  const command = commands[literalOf(word) ?? ''] ?? 'none';
  return command === 'release' && isOn(args, 'split') ? 'build' : command;
}

/** Whether this command line uploads anything. */
function publishes(args: Args): boolean {
  return commandOf(args) === 'release' && !isOn(args, 'snapshot') && !isOn(args, 'prepare') && !skips(args, 'publish');
}

/** `--skip=a,b`, and `--skip-a` of version 1. */
function skips(args: Args, part: string): boolean {
  if (isOn(args, `skip-${part}`)) return true;
  return (args.flags.get('skip') ?? []).some((value) => (literalOf(value) ?? '').split(',').some((word) => word.trim() === part));
}

/** The value of a flag that names a file of the repository, or undefined. */
export function configPath(options: Options): string | undefined {
  return options.config === undefined ? undefined : literalOf(options.config);
}
