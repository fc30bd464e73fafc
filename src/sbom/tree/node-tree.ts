import type { Problem } from '../problem.ts';
import type { ByteTree, Opened, TreeEntry } from './byte-tree.ts';
import { walkPath, type Node, type Stored } from './nodes.ts';

/** A tree whose names are in memory, and whose bytes are wherever its files say. */
export class NodeTree implements ByteTree {
  readonly #root: Node;
  readonly #problems: readonly Problem[];
  #paths: readonly string[] | undefined;

  constructor(root: Node, problems: readonly Problem[]) {
    this.#root = root;
    this.#problems = problems;
  }

  paths(): readonly string[] {
    this.#paths ??= [...listed(this.#root)].map(({ path }) => path).sort();
    return this.#paths;
  }

  names(folder: string): readonly string[] {
    const found = walkPath(this.#root, folder, { last: 'followed' });
    return found === undefined ? [] : [...found.node.below.keys()].sort();
  }

  entry(path: string): TreeEntry | undefined {
    return walkPath(this.#root, path, { last: 'as-it-is' })?.node.stored;
  }

  resolve(path: string): string | undefined {
    return walkPath(this.#root, path, { last: 'followed' })?.path.join('/');
  }

  open(path: string): Opened {
    const stored = walkPath(this.#root, path, { last: 'followed' })?.node.stored;
    if (stored === undefined || stored.kind === 'link') return { kind: 'missing' };
    return stored.kind === 'folder' ? { kind: 'refused', reason: 'it is a folder' } : stored.open();
  }

  problems(): readonly Problem[] {
    return this.#problems;
  }
}

/** All files and links below a folder, in no order. */
export function* listed(root: Node): Generator<{ readonly path: string; readonly stored: Stored }> {
  const open: { readonly path: string; readonly node: Node }[] = [{ path: '', node: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, node] of next.node.below) {
      const path = next.path === '' ? name : `${next.path}/${name}`;
      if (node.stored.kind === 'folder') open.push({ path, node });
      else yield { path, stored: node.stored };
    }
  }
}
