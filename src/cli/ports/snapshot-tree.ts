import type { FileTree } from '../../base/index.ts';
import { limits, SealwrightError } from '../../base/index.ts';
import { realRoot } from './disk-tree.ts';
import { findGitFolder } from './git-folder.ts';
import { runGit } from './git-process.ts';
import type { GitRun } from './git-process.ts';
import { LazyTree } from './lazy-tree.ts';
import { joinPath, skippedNames } from './tree-source.ts';
import type { BytesRead, FolderRead, SourceEntry, TreeSource } from './tree-source.ts';

/** A file as `git ls-tree -l` lists it. */
interface Blob {
  readonly id: string;
  readonly bytes: number;
}

/** Files up to this size are taken together with their folder; larger ones one by one. */
const maxBatchedBytes = 256 * 1024;

/**
 * Opens a commit of a checkout as a file tree, for `--against`. `ref` is a branch, a tag, a commit or what else
 * gitrevisions(7) allows. Throws REF_UNKNOWN when it names no commit, GIT_FAILED when git is missing, refuses or fails.
 */
export function openCommit(root: string, ref: string): FileTree {
  const folder = realRoot(root);
  if (findGitFolder(folder) === undefined)
    throw new SealwrightError('GIT_FAILED', { message: `${root} is not a git checkout`, hint: 'leave out --against, or give a checkout with its .git folder' });
  const commit = resolveCommit(folder, ref);
  const listing = runGit(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit], '');
  if (listing.kind === 'failed') throw gitError(folder, listing);
  return new LazyTree(new CommitSource(folder, listing.stdout.toString('utf8')));
}

function resolveCommit(root: string, ref: string): string {
  const unknown = new SealwrightError('REF_UNKNOWN', {
    message: `no commit is named ${JSON.stringify(ref.slice(0, 100))}`,
    hint: 'give a branch, a tag or a commit that `git log` shows; a shallow checkout lacks older ones',
  });
  if (ref === '' || ref.startsWith('-') || ref.length > 1_000 || [...ref].some((c) => c < ' ')) throw unknown;
  const found = runGit(root, ['rev-parse', '--quiet', '--verify', `${ref}^{commit}`], '');
  if (found.kind === 'failed') throw found.reason === 'status' ? unknown : gitError(root, found);
  const id = found.stdout.toString('utf8').trim();
  if (!/^[0-9a-f]{40,64}$/.test(id)) throw unknown;
  return id;
}

function gitError(root: string, run: GitRun & { kind: 'failed' }): SealwrightError {
  const hint =
    run.reason === 'unsafe-owner'
      ? `git config --global --add safe.directory ${root}`
      : run.reason === 'no-git'
        ? 'install git, or leave out --against'
        : 'check the checkout with `git fsck`';
  return new SealwrightError('GIT_FAILED', { message: run.detail, hint });
}

class CommitSource implements TreeSource {
  readonly #root: string;
  readonly #folders = new Map<string, SourceEntry[]>([['', []]]);
  readonly #blobs = new Map<string, Blob>();
  readonly #contents = new Map<string, BytesRead>();

  constructor(root: string, listing: string) {
    this.#root = root;
    for (const line of listing.split('\0')) {
      const parsed = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t([^]+)$/.exec(line);
      if (parsed === null) continue;
      this.#add(parsed[5] ?? '', parsed[1] ?? '', { id: parsed[3] ?? '', bytes: Number(parsed[4]) });
      if (this.#blobs.size > limits.maxFilesListed) break;
    }
  }

  entries(folder: string): FolderRead {
    const entries = this.#folders.get(folder);
    return entries === undefined ? { kind: 'refused', reason: 'not a folder of the commit' } : { kind: 'entries', entries };
  }

  readLink(path: string): { readonly target: string; readonly leaves: boolean } | undefined {
    const read = this.readBytes(path);
    if (read.kind === 'refused' || read.bytes.length > 4_096) return undefined;
    const target = read.bytes.toString('utf8');
    return { target, leaves: target.startsWith('/') };
  }

  readBytes(path: string): BytesRead {
    const known = this.#contents.get(path);
    if (known !== undefined) return known;
    const blob = this.#blobs.get(path);
    if (blob === undefined) return { kind: 'refused', reason: 'not a file of the commit' };
    if (blob.bytes > limits.maxFileBytes) return { kind: 'refused', reason: `larger than ${Math.floor(limits.maxFileBytes / 1024 / 1024)} MiB` };
    this.#fetch(blob.bytes > maxBatchedBytes ? [path] : this.#neighbours(path));
    return this.#contents.get(path) ?? { kind: 'refused', reason: 'git did not give its content' };
  }

  #add(path: string, mode: string, blob: Blob): void {
    const parts = path.split('/');
    if (parts.length > limits.maxFolderDepth + 1 || parts.some((part) => part === '' || part === '.' || part === '..')) return;
    const name = parts.pop() ?? '';
    let folder = '';
    for (const part of parts) {
      const next = joinPath(folder, part);
      if (!this.#folders.has(next)) {
        this.#folders.get(folder)?.push({ name: part, kind: skippedNames.has(part) ? 'skipped' : 'folder' });
        this.#folders.set(next, []);
      }
      folder = next;
    }
    this.#folders.get(folder)?.push(entryOf(name, mode));
    this.#blobs.set(path, blob);
  }

  /** The small files of a file's folder: whoever reads one of them mostly reads the others, and each call of git costs milliseconds. */
  #neighbours(path: string): readonly string[] {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const paths = (this.#folders.get(folder) ?? [])
      .filter((entry) => entry.kind === 'file' || entry.kind === 'link')
      .map((entry) => joinPath(folder, entry.name));
    return paths
      .filter((one) => !this.#contents.has(one) && (this.#blobs.get(one)?.bytes ?? Infinity) <= maxBatchedBytes)
      .slice(0, 1_000)
      .concat(path);
  }

  #fetch(paths: readonly string[]): void {
    const ids = paths.map((path) => this.#blobs.get(path)?.id ?? '');
    const run = runGit(this.#root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
    if (run.kind === 'failed') {
      for (const path of paths) this.#contents.set(path, { kind: 'refused', reason: run.detail });
      return;
    }
    // Each answer is `ID blob LENGTH`, a newline, the bytes, a newline; or `ID missing` (git-cat-file, BATCH OUTPUT).
    let at = 0;
    for (const path of paths) {
      const end = run.stdout.indexOf(0x0a, at);
      if (end === -1) return;
      const length = /^[0-9a-f]+ blob (\d+)$/.exec(run.stdout.toString('latin1', at, end))?.[1];
      at = end + 1;
      if (length === undefined) {
        this.#contents.set(path, { kind: 'refused', reason: 'the object is not in this checkout' });
        continue;
      }
      this.#contents.set(path, { kind: 'bytes', bytes: run.stdout.subarray(at, at + Number(length)) });
      at += Number(length) + 1;
    }
  }
}

function entryOf(name: string, mode: string): SourceEntry {
  if (skippedNames.has(name)) return { name, kind: 'skipped' };
  if (name.includes('\ufffd')) return { name, kind: 'special', what: 'its name is not UTF-8' };
  if (mode === '120000') return { name, kind: 'link' };
  if (mode === '160000') return { name, kind: 'special', what: 'a submodule, which is another repository' };
  return { name, kind: 'file' };
}
