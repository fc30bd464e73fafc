import type { FoundPackage } from './package.ts';
import type { Problem } from './problem.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** What is seen of a file before it is opened; looking may cost a question to the disk. */
export interface ListedFile {
  readonly size: number;
  readonly isExecutable: boolean;
  /** Whether its first bytes are those of a program. */
  readonly isProgram: boolean;
}

/** What a cataloger found. */
export interface Found {
  readonly packages: readonly FoundPackage[];
  readonly problems: readonly Problem[];
  /** What it did not look at, and why, in words that end in no stop. */
  readonly notes?: readonly string[];
  /** Files that ask for packages, where nothing says which they came to. */
  readonly unnamed?: readonly string[];
}

/** Finds the packages of one ecosystem. Never throws for what stands in files: that is a problem. */
export interface Cataloger {
  /** Names it in documents: `npm`, `dpkg`. */
  readonly id: string;
  /** What it reads, in words, for people. */
  readonly reads: string;
  /** Which files it will open. Decided by the path first: what is not wanted is not kept of an archive. */
  readonly wants: (path: string, file: ListedFile) => boolean;
  /**
   * Whether links to nothing are among the paths that it is given, as links are to files that it would not have wanted: a
   * database that is reached by a link alone is there all the same.
   */
  readonly links?: 'wanted';
  /** Takes the tree and the paths that it wanted, sorted. */
  readonly find: (tree: ByteTree, paths: readonly string[]) => Found;
}
