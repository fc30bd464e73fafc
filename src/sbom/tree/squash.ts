import { limits } from '../../base/index.ts';
import type { Problem } from '../problem.ts';
import { newFolder, newLeaf, walkPath, type Node, type Stored, type StoredFile } from './nodes.ts';
import { pathOf } from './paths.ts';
import { Malformed } from './malformed.ts';
import type { TarEntry } from './tar.ts';

/** A member of a layer, its name as it is written. */
export interface Member {
  readonly name: string;
  readonly is: StoredFile | Exclude<TarEntry, { readonly kind: 'file' }>;
}

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/** Layers put over each other, or the one archive that is its own only layer. */
export class Squashed {
  readonly root: Node = newFolder(0);
  readonly problems: Problem[] = [];
  /** What has another path than its layer says, or several: it lies behind a link, or is a second name. */
  readonly moved = new Set<StoredFile>();
  #nameLength = 0;
  #entries = 0;

  /**
   * Puts a layer over those before. What it takes away, it takes from those below alone, wherever in it the marks stand.
   * Source: opencontainers/image-spec `layer.md`, "Representing Changes" and "Whiteouts".
   */
  addLayer(members: readonly Member[], layer: number, marks: 'whiteouts' | 'none'): void {
    const additions: { readonly member: Member; readonly path: string }[] = [];
    for (const member of members) {
      const named = pathOf(member.name);
      if (named.kind === 'refused') {
        this.#refuse(member.name, named.reason);
        continue;
      }
      const { path } = named;
      this.#count(path);
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (marks === 'whiteouts' && name.startsWith(whiteout)) this.#takeAway(path, name);
      else additions.push({ member, path });
    }
    for (const { member, path } of additions) this.#put(path, member, layer);
  }

  #takeAway(path: string, name: string): void {
    const folder = walkPath(this.root, path.slice(0, -name.length), { last: 'followed' });
    if (folder === undefined) return;
    if (name === opaque) folder.node.below.clear();
    // Marks of its own kind that say nothing of files (`.wh..wh.plnk` of aufs).
    else if (!name.startsWith('.wh..wh.')) folder.node.below.delete(name.slice(whiteout.length));
  }

  #put(path: string, { is }: Member, layer: number): void {
    // The root itself.
    if (path === '') return;
    const stored = this.#storedOf(is, path);
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const parent = walkPath(this.root, path.slice(0, Math.max(slash, 0)), { last: 'followed', onMissing: (node, step) => addFolder(node, step, layer) });
    if (parent === undefined || parent.node.stored.kind !== 'folder') {
      this.#refuse(path, 'what it lies in is no folder');
      return;
    }
    if (stored?.kind === 'file' && (parent.hops > 0 || is.kind === 'hard-link')) this.moved.add(stored);
    const there = parent.node.below.get(name);
    if (stored === undefined) {
      // A device or pipe hides what was there, and holds nothing.
      parent.node.below.delete(name);
      return;
    }
    if (there !== undefined && there.stored.kind === 'folder' && stored.kind === 'folder') {
      there.layer = layer;
      return;
    }
    if (there !== undefined && there.layer === layer && there.stored.kind !== 'folder')
      this.#refuse(path, 'two members have this name, and the later one counts');
    parent.node.below.set(name, stored.kind === 'folder' ? newFolder(layer) : newLeaf(stored, layer));
  }

  #storedOf(is: Member['is'], path: string): Stored | undefined {
    switch (is.kind) {
      case 'folder':
        return { kind: 'folder' };
      case 'link':
        return { kind: 'link', target: is.target };
      case 'file':
        return is;
      case 'hard-link': {
        const target = pathOf(is.target);
        const found = target.kind === 'path' ? walkPath(this.root, target.path, { last: 'as-it-is' }) : undefined;
        if (found === undefined || found.node.stored.kind === 'folder') {
          this.#refuse(path, 'it is a second name of a file that is not there');
          return undefined;
        }
        return found.node.stored;
      }
      case 'other':
        if (is.what === 'a sparse file') this.#refuse(path, 'it is a sparse file, which is not read');
        return undefined;
      default:
        return is satisfies never;
    }
  }

  #count(path: string): void {
    this.#entries += 1;
    this.#nameLength += path.length;
    if (this.#entries > limits.maxTreeEntries || this.#nameLength > limits.maxTreeNameLength)
      throw new Malformed('it has too many members, or too long names', 'too-much');
  }

  #refuse(path: string, reason: string): void {
    const shown = path.slice(0, limits.maxTreePathLength);
    if (this.problems.length < limits.maxTreeProblems) this.problems.push({ code: 'ENTRY_REFUSED', path: shown, reason });
    else if (this.problems.length === limits.maxTreeProblems)
      this.problems.push({ code: 'ENTRY_REFUSED', path: '', reason: 'more such members, which are not told one by one' });
  }
}

function addFolder(parent: Node, name: string, layer: number): Node | undefined {
  const folder = newFolder(layer);
  parent.below.set(name, folder);
  return folder;
}
