import { lstatSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parseGitConfig } from './git-config.ts';
import { readRegularFile } from './disk-tree.ts';

/** Where a checkout's git data is. In a linked work tree `common` (refs, objects, config) is another folder than `own` (HEAD). */
export interface GitFolder {
  readonly own: string;
  readonly common: string;
}

const maxGitFileBytes = 64 * 1024 * 1024;

/** Reads a file of a git folder as text; undefined when it is not there or cannot be read. */
export function readGitFile(folder: string, path: string): string | undefined {
  const read = readRegularFile(`${folder}/${path}`, maxGitFileBytes);
  return read.kind === 'bytes' ? read.bytes.toString('utf8') : undefined;
}

/**
 * Finds the git folder of a checkout's root: `.git` itself, or where a `.git` file points (a linked work tree, a
 * submodule). Such a file could point anywhere, so it counts only when that folder names this checkout back. A
 * `.git` that is a symbolic link is not followed.
 */
export function findGitFolder(root: string): GitFolder | undefined {
  const dotGit = `${root}/.git`;
  const kind = kindOf(dotGit);
  if (kind === 'folder') return { own: dotGit, common: dotGit };
  if (kind !== 'file') return undefined;
  const pointer = /^gitdir: (.+?)\r?\n?$/.exec(readGitFile(root, '.git') ?? '')?.[1];
  if (pointer === undefined) return undefined;
  const own = resolve(root, pointer);
  if (kindOf(own) !== 'folder') return undefined;
  const back = readGitFile(own, 'gitdir')?.trim();
  if (back !== undefined && resolve(own, back) === resolve(dotGit)) {
    const shared = readGitFile(own, 'commondir')?.trim();
    const common = shared === undefined ? own : isAbsolute(shared) ? shared : resolve(own, shared);
    return dirname(dirname(own)) === common && kindOf(common) === 'folder' ? { own, common } : undefined;
  }
  const worktree = parseGitConfig(readGitFile(own, 'config') ?? '').find((one) => one.section === 'core' && one.key === 'worktree')?.value;
  return worktree !== undefined && resolve(own, worktree) === resolve(root) ? { own, common: own } : undefined;
}

/** The names in a folder of the git data by kind; empty when there is none. */
export function gitEntries(path: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  try {
    const found = readdirSync(path, { withFileTypes: true });
    return { files: found.filter((one) => one.isFile()).map((one) => one.name), folders: found.filter((one) => one.isDirectory()).map((one) => one.name) };
  } catch {
    return { files: [], folders: [] };
  }
}

function kindOf(path: string): 'folder' | 'file' | undefined {
  try {
    const facts = lstatSync(path);
    return facts.isDirectory() ? 'folder' : facts.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}
