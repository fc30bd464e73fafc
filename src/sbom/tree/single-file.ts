import type { ByteTree, RandomBytes } from './byte-tree.ts';
import { NodeTree } from './node-tree.ts';
import { newFolder, newLeaf } from './nodes.ts';

/** A tree of one file, such as a binary that is described by itself. */
export function singleFile(name: string, file: { readonly size: number; readonly isExecutable: boolean; readonly bytes: Pick<RandomBytes, 'at'> }): ByteTree {
  const root = newFolder(0);
  const { size, isExecutable, bytes } = file;
  root.below.set(name, newLeaf({ kind: 'file', size, isExecutable, open: () => ({ kind: 'file', bytes: { size, at: bytes.at } }) }, 0));
  return new NodeTree(root, []);
}
