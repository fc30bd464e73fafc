import type { FileTree } from '../../base/index.ts';

/**
 * Makes a reader of a file that reads each file of a tree once: a script may call its runner a thousand times, and the
 * file may be as large as files can be.
 */
export function once<T>(read: (path: string, text: string) => T): (files: FileTree, path: string, text: string) => T {
  const known = new WeakMap<FileTree, Map<string, T>>();
  return (files, path, text) => {
    let byPath = known.get(files);
    if (byPath === undefined) known.set(files, (byPath = new Map<string, T>()));
    const found = byPath.get(path);
    if (found !== undefined) return found;
    const made = read(path, text);
    byPath.set(path, made);
    return made;
  };
}
