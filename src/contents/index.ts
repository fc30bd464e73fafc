// Opens what a person names as trees of bytes, for whoever describes what is in them.
// Enters: a word, and ports to the disk and to registries. Leaves: trees, what documents call them, and the digests they have.
// Refuses layers that are not what their digests say; of an index every platform is a tree of its own.
export type { Contents, ContentsPorts, Part } from './contents.ts';
export { findContents } from './open.ts';
