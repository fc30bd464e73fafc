// Says what software a folder, an archive or an image is made of.
// Enters: trees of bytes, and ports to read them. Leaves: packages, and what of a tree was not understood.
// Runs nothing, and asks nobody: what is not written down in the tree is not known.
export type { ByteTree } from './tree/byte-tree.ts';
export { readFolder } from './tree/folder.ts';
export { openLayers, type Wants } from './tree/layers.ts';
