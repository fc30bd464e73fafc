import type { ByteTree, Opened, RandomBytes } from './byte-tree.ts';
import { NodeTree } from './node-tree.ts';
import { programStartBytes, startsProgram } from './program-start.ts';
import { newFolder, newLeaf } from './nodes.ts';

/** A tree of one file, such as a binary that is described by itself. */
export function singleFile(name: string, file: { readonly size: number; readonly isExecutable: boolean; readonly bytes: Pick<RandomBytes, 'at'> }): ByteTree {
  const root = newFolder(0);
  const { size, isExecutable, bytes } = file;
  const isProgram = startsProgram(bytes.at(0, Math.min(size, programStartBytes)));
  // It was named: what it is called does not matter.
  const stored = {
    kind: 'file' as const,
    size,
    isExecutable: isExecutable || isProgram,
    isProgram,
    open: (): Opened => ({ kind: 'file', bytes: { size, at: bytes.at } }),
  };
  root.below.set(name, newLeaf(stored, 0));
  return new NodeTree(root, []);
}
