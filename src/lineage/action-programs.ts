import type { FileTree } from '../base/index.ts';
import { lines, resolvePath, show, type Text } from '../values/index.ts';
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
const writes = /write|append|copy|rename|unlink|\brm|truncate|pipeline|exec|spawn|\bio\.|require\s*\(\s*['"`]\.|import\s*\(/i;

/** Records what the inputs of a known action say that it may write to: a cache that is restored, a script. */
export function noteWritten(machine: Machine, name: string, inputs: ReadonlyMap<string, Text>, ctx: ApplyContext): void {
  const rewrites = /^actions\/cache(?:\/restore)?$/.test(name)
    ? lines(inputs.get('path') ?? [])
        .map((path) => resolvePath([], path))
        .filter((path) => path.length > 0)
    : [];
  const script = name === 'actions/github-script' ? show(inputs.get('script') ?? []) : '';
  const text = writes.test(script) ? script : '';
  if (rewrites.length === 0 && text === '') return;
  const what = `uses: ${name}`;
  applyOpaque(machine, { what, why: 'what it writes is not known', touches: [], scope: 'command', mayPublish: false, rewrites, text, inSight: true }, ctx);
}
