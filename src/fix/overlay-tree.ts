import type { FileTree } from '../base/index.ts';

/** A checkout in which some files have other texts; no file comes or goes. */
export function overlayTree(files: FileTree, texts: ReadonlyMap<string, string>): FileTree {
  return {
    list: () => files.list(),
    has: (path) => files.has(path),
    hasFolder: (path) => files.hasFolder(path),
    folder: (path) => files.folder(path),
    folders: (path) => files.folders(path),
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : { kind: 'text', text, notes: [] };
    },
    refused: () => files.refused(),
  };
}
