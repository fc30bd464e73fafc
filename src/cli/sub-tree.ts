import type { FileTree } from '../base/index.ts';

/** Returns a folder of a tree as a tree of its own, or undefined when the tree has no such folder. */
export function subTree(files: FileTree, folder: string): FileTree | undefined {
  const parts: string[] = [];
  for (const part of folder.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  if (parts.length === 0) return files;
  const root = parts.join('/');
  if (!files.hasFolder(root)) return undefined;
  const prefix = `${root}/`;
  const inner = (path: string): string => (path === '' ? root : prefix + path);
  return {
    list: () =>
      files
        .list()
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length)),
    has: (path) => files.has(inner(path)),
    hasFolder: (path) => files.hasFolder(inner(path)),
    folder: (path) => files.folder(inner(path)),
    folders: (path) => files.folders(inner(path)),
    read: (path) => files.read(inner(path)),
    refused: () =>
      files
        .refused()
        .filter((one) => one.path.startsWith(prefix))
        .map((one) => ({ ...one, path: one.path.slice(prefix.length) })),
  };
}
