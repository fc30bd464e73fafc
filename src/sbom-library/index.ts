// The package as a library for SBOMs: `sealwright/sbom`.
// Enters: a folder of the disk, or any tree of bytes. Leaves: a document, and its text.
// Refuses nothing of its own: the rooms behind it do.
export * from '../sbom/index.ts';
export { openFolder } from './open-folder.ts';
