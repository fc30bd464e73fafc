import type { FileTree } from '../base/index.ts';

/** The path under which a file is edited: several that are links to it are one file. */
export function realPathOf(files: FileTree, path: string): string {
  return files.realPath?.(path) ?? path;
}

/** A checkout in which some files have other texts, by their paths without links; no file comes or goes. */
export function overlayTree(files: FileTree, texts: ReadonlyMap<string, string>): FileTree {
  return {
    list: () => files.list(),
    has: (path) => files.has(path),
    hasFolder: (path) => files.hasFolder(path),
    folder: (path) => files.folder(path),
    folders: (path) => files.folders(path),
    read: (path) => {
      const text = texts.get(realPathOf(files, path));
      return text === undefined ? files.read(path) : { kind: 'text', text, notes: [] };
    },
    realPath: (path) => realPathOf(files, path),
    refused: () => files.refused(),
  };
}
