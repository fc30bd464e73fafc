import type { FileTree } from '../base/index.ts';

/** Returns a tree in which one file of the root has another text, or is there at all. */
export function overlay(files: FileTree, name: string, text: string): FileTree {
  return {
    list: () => (files.has(name) ? files.list() : [...files.list(), name].toSorted()),
    has: (path) => path === name || files.has(path),
    hasFolder: (path) => files.hasFolder(path),
    folder: (path) => (path === '' && !files.has(name) ? [...files.folder(path), name].toSorted() : files.folder(path)),
    folders: (path) => files.folders(path),
    read: (path) => (path === name ? { kind: 'text', text, notes: [] } : files.read(path)),
    refused: () => files.refused(),
  };
}
