import type { FileTree } from '../base/index.ts';
import { lines, lit, resolvePath, show, type Text } from '../values/index.ts';
import { applyOpaque, type ApplyContext } from './apply/index.ts';
import type { Machine } from './machine.ts';
import { sourceName } from './task-files.ts';

/** The files that say what a JavaScript or container action of a folder does: what its metadata names, and the programs beside it. */
export function programsOf(files: FileTree, folder: string, metadata: string): readonly string[] {
  const read = files.read(metadata);
  const text = read.kind === 'text' ? read.text : '';
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const named = [...text.matchAll(/\b(?:main|pre|post|image|entrypoint|pre-entrypoint|post-entrypoint)\s*:\s*["']?(?:\.?\/)?([\w./-]+)/g)].map((found) =>
    at(found[1]!),
  );
  const beside =
    folder === ''
      ? []
      : files
          .folder(folder)
          .filter((name) => sourceName.test(name))
          .map(at);
  return [...new Set([metadata, ...named, ...beside])].filter((path) => files.has(path));
}

/** The inputs of an action that was not read, as text that may name files: `args: sh -c "…"`. */
export function givenText(inputs: ReadonlyMap<string, Text>): string {
  return [...inputs.values()].map(show).join('\n');
}

/** What may write, or run something that does, in a script of `actions/github-script`. */
const writes =
  /writeFile|appendFile|createWriteStream|copyFile|\brename|unlink|\brm\w*\(|truncate|pipeline|child_process|spawn|exec\.exec\(|(?<![.\w])exec\w*\(|getExecOutput|\bio\.|(?:require|import)\s*\(\s*['"`]\./i;

/** The paths that an action puts files at, or gives to a container. */
function rewritten(name: string, inputs: ReadonlyMap<string, Text>): readonly Text[] {
  const given = (input: string): readonly Text[] =>
    lines(inputs.get(input) ?? [])
      .map((path) => resolvePath([], path))
      .filter((path) => path.length > 0);
  if (name === 'actions/cache' || name === 'actions/cache/restore' || name === 'actions/checkout') return given('path');
  if (name !== 'addnab/docker-run-action') return [];
  // The workspace is written as an expression, which is shown by its name.
  const mounts = show(inputs.get('options') ?? []).matchAll(/(?:-v|--volume)[ =]["']?(?:\{workspace\}|\.)(\/[^:\s]*)?:(?!\S*:ro\b)/g);
  return [...mounts].map(([, path]) => lit(path === undefined ? '' : path.slice(1)));
}

/** Records what the inputs of a known action say that it may write to: a cache that is restored, a script. */
export function noteWritten(machine: Machine, name: string, inputs: ReadonlyMap<string, Text>, ctx: ApplyContext): void {
  const rewrites = rewritten(name, inputs);
  const script = name === 'actions/github-script' ? show(inputs.get('script') ?? []) : '';
  const text = writes.test(script) ? script : '';
  if (rewrites.length === 0 && text === '') return;
  const what = `uses: ${name}`;
  applyOpaque(machine, { what, why: 'what it writes is not known', touches: [], scope: 'command', mayPublish: false, rewrites, text, inSight: true }, ctx);
}
