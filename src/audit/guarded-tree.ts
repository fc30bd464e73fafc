import type { FileRead, FileTree } from '../base/index.ts';
import type { UnreadEntry } from './report.ts';

/** A file tree that is asked for nothing outside of it, and that remembers which files were wanted and not read. */
export interface GuardedTree extends FileTree {
  /** Files that were asked for and refused, with the reason. */
  unread(): readonly UnreadEntry[];
}

const missing: FileRead = { kind: 'missing' };

/**
 * Holds an audit inside its checkout. A repository may name any path (`source ../../x`, `make -C /etc`): one that is
 * absolute or climbs does not reach the tree at all, whatever the tree would answer. A file that is there and was
 * refused when it was opened (too large, no permission, binary) is listed as not analysed, whoever asked for it.
 */
export function guardedTree(files: FileTree): GuardedTree {
  const refused = new Map<string, string>();
  return {
    list: () => files.list(),
    has: (path) => !leaves(path) && files.has(path),
    hasFolder: (path) => !leaves(path) && files.hasFolder(path),
    folder: (path) => (leaves(path) ? [] : files.folder(path)),
    folders: (path) => (leaves(path) ? [] : files.folders(path)),
    read: (path) => {
      if (leaves(path)) return missing;
      const read = files.read(path);
      if (read.kind === 'refused') refused.set(path, read.reason);
      return read;
    },
    refused: () => files.refused(),
    unread: () => [...refused].map(([path, reason]) => ({ path, line: null, reason })),
  };
}

function leaves(path: string): boolean {
  return path.startsWith('/') || (path.includes('..') && path.split('/').includes('..'));
}
