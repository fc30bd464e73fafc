import type { Problem } from '../problem.ts';

/** What stands at a path, links not followed. */
export type TreeEntry =
  | { readonly kind: 'file'; readonly size: number; readonly isExecutable: boolean; readonly isProgram: boolean }
  /** The target as it is written. */
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder' };

/** Bytes that are read in any order, a part at a time. */
export interface RandomBytes {
  readonly size: number;
  /** Fewer bytes than were asked for only at the end. */
  readonly at: (offset: number, length: number) => Uint8Array;
}

/** A file that was opened, or why not. */
export type Opened =
  | { readonly kind: 'file'; readonly bytes: RandomBytes }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Files, links and folders by path: of a folder on the disk, an archive, or the layers of an image put over each other.
 * Paths are relative to its root, with `/`, never with a leading `/`, `.` or `..`. Nothing outside the root is reached.
 */
export interface ByteTree {
  /** Paths of all files and links, sorted. */
  readonly paths: () => readonly string[];
  /** Names directly in a folder (empty path for the root), sorted. */
  readonly names: (folder: string) => readonly string[];
  readonly entry: (path: string) => TreeEntry | undefined;
  /** Opens a file; links on the way are followed, with the root as their root. */
  readonly open: (path: string) => Opened;
  /** The path of the same file or folder without links; undefined where they lead nowhere. */
  readonly resolve: (path: string) => string | undefined;
  /** What was met and is not in the tree, and what of it could not be understood. */
  readonly problems: () => readonly Problem[];
}
