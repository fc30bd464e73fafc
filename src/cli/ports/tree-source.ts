/** What stands in a folder under a name, without following anything. */
export interface SourceEntry {
  readonly name: string;
  /** `skipped` is known by its name and never read; `special` is a device, socket, pipe or submodule. */
  readonly kind: 'file' | 'folder' | 'link' | 'skipped' | 'special';
  /** What a `special` or unusable entry is, in words. */
  readonly what?: string;
}

export type FolderRead = { readonly kind: 'entries'; readonly entries: readonly SourceEntry[] } | { readonly kind: 'refused'; readonly reason: string };

export type BytesRead = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Where a tree's folders and files come from: a disk or a commit. Paths are relative to the root, without symbolic
 * links in their folders, the root being the empty path. Nothing throws.
 */
export interface TreeSource {
  entries(folder: string): FolderRead;
  /** The text of a symbolic link; absolute targets inside the root are given as `/` and the relative path, others as they are with `leaves` set. */
  readLink(path: string): { readonly target: string; readonly leaves: boolean } | undefined;
  readBytes(path: string): BytesRead;
}

/** Folders that are never read, by name: git's own and installed packages. Vendored sources are listed like any others. */
export const skippedNames: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Joins a folder of the tree and a name in it. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
