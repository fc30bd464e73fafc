import type { FileRead, FileTree } from '../../base/index.ts';
import { limits } from '../../base/index.ts';
import { byBytes, sortByBytes } from './by-bytes.ts';
import { decode } from './decode.ts';
import { joinPath } from './tree-source.ts';
import type { SourceEntry, TreeSource } from './tree-source.ts';

/** As many as Linux follows in one path. */
const maxLinkHops = 40;

/** A folder as it is seen, links followed: `files` and `folders` map a name to its path without links. */
interface Folder {
  readonly real: string;
  /** The folder that it is seen in, so that a link back into one of those is found. */
  readonly above: Folder | undefined;
  readonly depth: number;
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, string>;
  readonly refused: ReadonlyMap<string, string>;
}

type Target = { readonly kind: 'file' | 'folder'; readonly real: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * A file tree that reads a folder when somebody asks for it and keeps what it read. Links are followed by walking
 * their parts over listed folders, so that nothing outside the root is ever touched.
 */
export class LazyTree implements FileTree {
  readonly #source: TreeSource;
  readonly #seen = new Map<string, Folder>();
  readonly #entries = new Map<string, readonly SourceEntry[]>();
  readonly #byName = new Map<string, ReadonlyMap<string, SourceEntry>>();
  readonly #reads = new Map<string, FileRead>();
  readonly #refused = new Map<string, string>();
  readonly #withFiles = new Map<string, boolean>();
  #list: readonly string[] | undefined;

  constructor(source: TreeSource) {
    this.#source = source;
  }

  list(): readonly string[] {
    this.#list ??= this.#walk();
    return this.#list;
  }

  has(path: string): boolean {
    const { folder, name } = split(path);
    return this.#folder(folder)?.files.has(name) ?? false;
  }

  hasFolder(path: string): boolean {
    const known = this.#withFiles.get(path);
    if (known !== undefined) return known;
    const waiting = [path];
    let found = false;
    for (let visited = 0; !found && waiting.length > 0 && visited < limits.maxFilesListed; visited++) {
      const at = waiting.pop() ?? '';
      const folder = this.#folder(at);
      if (folder === undefined) continue;
      if (folder.files.size > 0) found = true;
      else for (const name of folder.folders.keys()) waiting.push(joinPath(at, name));
    }
    this.#withFiles.set(path, found);
    return found;
  }

  folder(path: string): readonly string[] {
    return [...(this.#folder(path)?.files.keys() ?? [])];
  }

  folders(path: string): readonly string[] {
    return [...(this.#folder(path)?.folders.keys() ?? [])];
  }

  read(path: string): FileRead {
    const { folder: parent, name } = split(path);
    const folder = this.#folder(parent);
    const real = folder?.files.get(name);
    if (real === undefined) {
      const reason = folder?.refused.get(name);
      return reason === undefined ? { kind: 'missing' } : { kind: 'refused', reason };
    }
    const known = this.#reads.get(real);
    if (known !== undefined) return known;
    const bytes = this.#source.readBytes(real);
    const read = bytes.kind === 'bytes' ? decode(bytes.bytes) : bytes;
    this.#reads.set(real, read);
    return read;
  }

  realPath(path: string): string {
    const { folder, name } = split(path);
    return this.#folder(folder)?.files.get(name) ?? path;
  }

  refused(): readonly { readonly path: string; readonly reason: string }[] {
    return sortByBytes(this.#refused.keys()).map((path) => ({ path, reason: this.#refused.get(path) ?? '' }));
  }

  /** Breadth first, so that past the bound it is the deepest files that are left out. */
  #walk(): readonly string[] {
    const files: string[] = [];
    const waiting: { readonly at: string; readonly real: string; readonly above: Folder | undefined }[] = [{ at: '', real: '', above: undefined }];
    for (let next = 0; next < waiting.length; next++) {
      const { at, real, above } = waiting[next]!;
      const folder = this.#seen.get(at) ?? this.#load(at, real, above);
      if (files.length + folder.files.size > limits.maxFilesListed || waiting.length > limits.maxFilesListed) {
        this.#refused.set(at === '' ? '.' : at, `more than ${limits.maxFilesListed} files or folders; from here on they are not listed`);
        break;
      }
      for (const name of folder.files.keys()) files.push(joinPath(at, name));
      for (const [name, below] of folder.folders) waiting.push({ at: joinPath(at, name), real: below, above: folder });
    }
    return sortByBytes(files);
  }

  #folder(path: string): Folder | undefined {
    const known = this.#seen.get(path);
    if (known !== undefined) return known;
    let folder = this.#seen.get('') ?? this.#load('', '', undefined);
    if (path === '') return folder;
    const parts = path.split('/', limits.maxFolderDepth + 1);
    if (parts.length > limits.maxFolderDepth) return undefined;
    let at = '';
    for (const part of parts) {
      const real = folder.folders.get(part);
      if (real === undefined) return undefined;
      at = joinPath(at, part);
      folder = this.#seen.get(at) ?? this.#load(at, real, folder);
    }
    return folder;
  }

  #load(path: string, real: string, above: Folder | undefined): Folder {
    const files = new Map<string, string>();
    const folders = new Map<string, string>();
    const refused = new Map<string, string>();
    const depth = above === undefined ? 0 : above.depth + 1;
    const folder: Folder = { real, above, depth, files, folders, refused };
    const refuse = (name: string, reason: string): void => {
      refused.set(name, reason);
      this.#refused.set(joinPath(path, name), reason);
    };
    for (const { name, kind, what } of this.#entriesOf(real, path)) {
      if (kind === 'skipped') continue;
      if (kind === 'special') {
        refuse(name, what ?? 'not a regular file');
        continue;
      }
      const target: Target = kind === 'link' ? this.#follow(real, name) : { kind, real: joinPath(real, name) };
      if (target.kind === 'refused') refuse(name, target.reason);
      else if (target.kind === 'file') files.set(name, target.real);
      else if (kind === 'link' && isSeenIn(folder, target.real)) refuse(name, 'a link to a folder that it is in');
      else if (depth >= limits.maxFolderDepth) refuse(name, `deeper than ${limits.maxFolderDepth} folders`);
      else folders.set(name, target.real);
    }
    this.#seen.set(path, folder);
    return folder;
  }

  /** What a folder holds, sorted by name. */
  #entriesOf(real: string, path: string): readonly SourceEntry[] {
    const known = this.#entries.get(real);
    if (known !== undefined) return known;
    const read = this.#source.entries(real);
    if (read.kind === 'refused') this.#refused.set(path === '' ? '.' : path, read.reason);
    const entries = read.kind === 'refused' ? [] : sorted(read.entries);
    this.#entries.set(real, entries);
    return entries;
  }

  #entryIn(real: string, name: string): SourceEntry | undefined {
    let names = this.#byName.get(real);
    if (names === undefined) {
      names = new Map(this.#entriesOf(real, real).map((entry) => [entry.name, entry]));
      this.#byName.set(real, names);
    }
    return names.get(name);
  }

  /** Walks a link's target part by part; `at` never holds a link, so `..` means what it means to the kernel. */
  #follow(folder: string, name: string): Target {
    let at = folder === '' ? [] : folder.split('/');
    let waiting = [name];
    let hops = 0;
    while (waiting.length > 0) {
      const part = waiting.shift() ?? '';
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (at.length === 0) return { kind: 'refused', reason: 'a link that leaves the checkout' };
        at.pop();
        continue;
      }
      const real = at.join('/');
      const entry = this.#entryIn(real, part);
      if (entry === undefined) return { kind: 'refused', reason: 'a link to nothing' };
      switch (entry.kind) {
        case 'skipped':
          return { kind: 'refused', reason: `a link into ${part}, which is not read` };
        case 'special':
          return { kind: 'refused', reason: `a link to something that is not read: ${entry.what ?? 'not a regular file'}` };
        case 'file':
          return waiting.some((rest) => rest !== '' && rest !== '.')
            ? { kind: 'refused', reason: 'a link to nothing' }
            : { kind: 'file', real: joinPath(real, part) };
        case 'folder':
          at.push(part);
          break;
        case 'link': {
          hops += 1;
          const link = hops > maxLinkHops ? undefined : this.#source.readLink(joinPath(real, part));
          if (link === undefined) return { kind: 'refused', reason: hops > maxLinkHops ? 'a link that leads in a circle' : 'a link that cannot be read' };
          if (link.leaves) return { kind: 'refused', reason: 'a link that leaves the checkout' };
          if (link.target.startsWith('/')) at = [];
          waiting = link.target.split('/').concat(waiting);
          break;
        }
      }
    }
    return { kind: 'folder', real: at.join('/') };
  }
}

/** Sorted by name; a name that a damaged commit has twice counts as what it is the last time. */
function sorted(entries: readonly SourceEntry[]): readonly SourceEntry[] {
  const all = entries.toSorted((a, b) => byBytes(a.name, b.name));
  return all.some((one, i) => one.name === all[i + 1]?.name) ? all.filter((one, i) => one.name !== all[i + 1]?.name) : all;
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: at === 0 ? '/' : path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}

/** Whether a folder, or one that it is seen in, is the target of a link or below it. */
function isSeenIn(folder: Folder, target: string): boolean {
  for (let at: Folder | undefined = folder; at !== undefined; at = at.above) if (isWithin(at.real, target)) return true;
  return false;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
