import { limits, type FolderPort } from '../../base/index.ts';
import type { Problem } from '../problem.ts';
import type { ByteTree, Opened } from './byte-tree.ts';
import { NodeTree } from './node-tree.ts';
import { newFolder, newLeaf, type Node, type StoredFile } from './nodes.ts';
import { startsProgram } from './program-start.ts';

/** Folders that hold the history of a checkout, and nothing of what is in it. */
const skipped = new Set(['.git', '.hg', '.svn']);
/** Where a release of ours keeps its frozen copies of what is here. */
const releases = /(?:^|\/)\.sealwright\/release$/;

/** Lists a folder of the disk, with all that is in it; files are looked at when they are asked for. */
export function readFolder(folder: FolderPort): ByteTree {
  const root = newFolder(0);
  const problems: Problem[] = [];
  const refuse = (path: string, reason: string): void => {
    if (problems.length < limits.maxTreeProblems) problems.push({ code: 'ENTRY_REFUSED', path, reason });
  };
  let entries = 0;
  const open: { readonly path: string; readonly node: Node; readonly depth: number }[] = [{ path: '', node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, node, depth } = next;
    const found = folder.list(path);
    if (found.kind === 'refused') {
      refuse(path, found.reason);
      continue;
    }
    for (const { name, kind, what } of found.entries) {
      const whole = path === '' ? name : `${path}/${name}`;
      entries += 1;
      if (entries > limits.maxTreeEntries) {
        problems.push({ code: 'ARCHIVE_TOO_MUCH', path: '', reason: `more than ${limits.maxTreeEntries} files, the rest of which are not looked at` });
        return new NodeTree(root, problems);
      }
      if (kind === 'folder') {
        if (skipped.has(name) || releases.test(whole)) continue;
        const below = newFolder(0);
        node.below.set(name, below);
        if (depth >= limits.maxTreeDepth) refuse(whole, 'it lies too deep');
        else open.push({ path: whole, node: below, depth: depth + 1 });
      } else if (kind === 'file') node.below.set(name, newLeaf(new DiskFile(folder, whole), 0));
      else if (kind === 'link') {
        const target = folder.readLink(whole);
        if (target === undefined) refuse(whole, 'the link cannot be read');
        else node.below.set(name, newLeaf({ kind: 'link', target }, 0));
      } else if (what !== undefined) refuse(whole, what);
      else node.below.set(name, newLeaf(noFile, 0));
    }
  }
  return new NodeTree(root, problems);
}

/** A pipe, a socket or a device: nobody opens it, and who would have read a file of its name finds none. */
const noFile: StoredFile = { kind: 'file', size: 0, isExecutable: false, isProgram: false, open: () => ({ kind: 'refused', reason: 'it is no file' }) };

/** A file of the disk. Its size is asked for once. */
class DiskFile implements StoredFile {
  readonly kind = 'file';
  readonly #folder: FolderPort;
  readonly #path: string;
  #isProgram: boolean | undefined;
  #facts: { readonly size: number; readonly isExecutable: boolean } | undefined;

  constructor(folder: FolderPort, path: string) {
    this.#folder = folder;
    this.#path = path;
  }

  get size(): number {
    return this.#look().size;
  }

  get isExecutable(): boolean {
    return this.#look().isExecutable;
  }

  get isProgram(): boolean {
    if (this.#isProgram === undefined) {
      const start = this.#folder.start(this.#path);
      this.#isProgram = start === undefined || startsProgram(start);
    }
    return this.#isProgram;
  }

  open(): Opened {
    const opened = this.#folder.open(this.#path);
    return opened.kind === 'refused' ? opened : { kind: 'file', bytes: opened };
  }

  #look(): { readonly size: number; readonly isExecutable: boolean } {
    // Of what cannot be looked at nothing is ruled out: who wants it finds that it cannot be opened.
    this.#facts ??= this.#folder.facts(this.#path) ?? { size: Number.MAX_SAFE_INTEGER, isExecutable: true };
    return this.#facts;
  }
}
