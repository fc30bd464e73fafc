import type { FileTree } from '../base/index.ts';
import { literalOf } from '../values/index.ts';
import type { OpaqueRecord } from './model.ts';
import { sourceName } from './task-files.ts';

const maxCharacters = 400_000;
const maxFiles = 60;
/** Words of a text that are tried as paths. */
const maxWords = 20_000;
const known = new WeakMap<OpaqueRecord, string>();

/** All that there is to read of what a step does that is not followed: its text, the files that say it, and those that these name. */
export function saidOf(files: FileTree, step: OpaqueRecord): string {
  const had = known.get(step);
  if (had !== undefined) return had;
  const paths = new Set(step.sources);
  const texts = [withoutComments(step.text)];
  const cwd = literalOf(step.cwd) ?? '';
  for (const path of namedIn(files, texts[0]!, cwd, false)) paths.add(path);
  const first = [...paths];
  for (const path of first) {
    const text = textAt(files, path);
    texts.push(text);
    for (const one of namedIn(files, text, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '', isTaskfile(path))) paths.add(one);
  }
  for (const path of [...paths].slice(first.length, maxFiles)) texts.push(textAt(files, path));
  const said = texts.join('\n').slice(0, maxCharacters);
  known.set(step, said);
  return said;
}

function textAt(files: FileTree, path: string): string {
  const read = files.read(path);
  return read.kind === 'text' ? withoutComments(read.text) : '';
}

function withoutComments(text: string): string {
  return text.slice(0, maxCharacters).replaceAll(/^[ \t]*(?:#|\/\/).*$/gm, '');
}

/** Scripts and further files of tasks that a text names, from its own folder or from the root; a Taskfile includes whole folders. */
function namedIn(files: FileTree, text: string, folder: string, taskfile: boolean): readonly string[] {
  const named = new Set([...text.matchAll(/[\w./-]{1,300}/g)].map(([word]) => word.replace(/^\.\//, '').replace(/\/+$/, '')));
  const under = (word: string): readonly string[] => (folder === '' ? [word] : [word, `${folder}/${word}`]);
  return [...named]
    .slice(0, maxWords)
    .flatMap((word) =>
      sourceName.test(word) || taskName.test(word)
        ? under(word)
        : taskfile && word !== ''
          ? under(word).flatMap((at) => taskfiles.map((name) => `${at}/${name}`))
          : [],
    )
    .filter((path) => files.has(path))
    .slice(0, maxFiles);
}

const taskName = /\.(?:just|mk|gradle|kts|cmake|mjs)$|taskfile[\w.-]*\.ya?ml$/i;
const taskfiles = ['Taskfile.yml', 'Taskfile.yaml'];

function isTaskfile(path: string): boolean {
  return /(?:^|\/)taskfile[^/]*$/i.test(path);
}
