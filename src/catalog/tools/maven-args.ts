import { lit, literalOf, show, words } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput } from '../tool.ts';
import type { Args } from './support/args.ts';
import { readText } from './support/config.ts';
import { folderOf, joinPath } from './support/path.ts';

const maxLines = 200;

/**
 * The words of a Maven call in the order in which a later one wins: those of `.mvn/maven.config` in the folder of the
 * build or above it, the properties of `MAVEN_OPTS`, the words of `MAVEN_ARGS`, the command line's own. Facts from
 * Maven's "Configuring Apache Maven", read 2026-11-23.
 */
export function mavenWords({ args, cwd, env, files }: ToolInput): readonly Text[] {
  const folders = [cwd, ...[...cwd.matchAll(/\//g)].map(({ index }) => cwd.slice(0, index)).toReversed(), ''];
  const folder = folders.find((one) => files.list().some((path) => folderOf(path) === joinPath(one, '.mvn')));
  const config = folder === undefined ? '' : (readText(files, joinPath(folder, '.mvn/maven.config')) ?? '');
  const lines = config
    .split('\n')
    .slice(0, maxLines)
    .filter((line) => !line.trimStart().startsWith('#'));
  const options = words(env('MAVEN_OPTS') ?? lit('')).filter((word) => show(word).startsWith('-D'));
  return [...lines.flatMap((line) => words(lit(line.trim()))), ...options, ...words(env('MAVEN_ARGS') ?? lit('')), ...args];
}

/** `-Dkey=value`; without a value it is `true`. */
export function property(args: Args, key: string): string | undefined {
  const glued = args.flags.get(`D${key}`)?.at(-1);
  if (glued !== undefined) return glued.length === 0 ? 'true' : (literalOf(glued) ?? '?');
  for (const value of args.flags.get('define') ?? []) {
    const [name, written] = (literalOf(value) ?? '').split('=');
    if (name === key) return written ?? 'true';
  }
  return undefined;
}
