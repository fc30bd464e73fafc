import { limits } from '../../base/index.ts';
import type { Opened } from './byte-tree.ts';

/** A file, wherever its bytes are. */
export interface StoredFile {
  readonly kind: 'file';
  readonly size: number;
  readonly isExecutable: boolean;
  /** Whether its first bytes are those of a program; nothing is opened to see before it is asked. */
  readonly isProgram: boolean;
  readonly open: () => Opened;
}

/** What stands at a path. */
export type Stored = { readonly kind: 'folder' } | { readonly kind: 'link'; readonly target: string } | StoredFile;

/** A step of a path. What is no folder has nothing below it. */
export interface Node {
  readonly stored: Stored;
  /** The layer that put it there. */
  layer: number;
  readonly below: Map<string, Node>;
}

const folder = { kind: 'folder' } as const;

export function newFolder(layer: number): Node {
  return { stored: folder, layer, below: new Map() };
}

const nothing = new Map<string, Node>();

/** A file or link. All of them share that nothing is below them: there may be a million. */
export function newLeaf(stored: Exclude<Stored, { kind: 'folder' }>, layer: number): Node {
  return { stored, layer, below: nothing };
}

/** A path that was walked: what stands there, and its path without links. */
export interface Walked {
  readonly path: readonly string[];
  readonly node: Node;
  /** Links that were followed. */
  readonly hops: number;
}

/**
 * Walks a path from the root. Links on the way are followed, with the root as their root, and the last step too where it is
 * said. Gives undefined where nothing is there, or links lead in a circle. `onMissing` may put a folder where there is none.
 */
export function walkPath(
  root: Node,
  path: string,
  options: { readonly last: 'followed' | 'as-it-is'; readonly onMissing?: (parent: Node, name: string) => Node | undefined },
): Walked | undefined {
  // What is left to walk, its next step at the end.
  const steps = stepsOf(path).toReversed();
  let at: { readonly name: string; readonly node: Node }[] = [];
  const here = (): Node => at.at(-1)?.node ?? root;
  let hops = 0;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    // Above the root is the root, as for a program that runs in it.
    if (step === '..') {
      at = at.slice(0, -1);
      continue;
    }
    const parent = here();
    if (parent.stored.kind !== 'folder') return undefined;
    const node = parent.below.get(step) ?? options.onMissing?.(parent, step);
    if (node === undefined) return undefined;
    if (node.stored.kind !== 'link' || (steps.length === 0 && options.last === 'as-it-is')) {
      at.push({ name: step, node });
      continue;
    }
    hops += 1;
    if (hops > limits.maxLinkHops || node.stored.target.length > limits.maxTreePathLength) return undefined;
    if (node.stored.target.startsWith('/')) at = [];
    steps.push(...stepsOf(node.stored.target).toReversed());
    if (steps.length > limits.maxTreePathLength) return undefined;
  }
  return { path: at.map(({ name }) => name), node: here(), hops };
}

function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}
