// What a tree of files holds: packages found by catalogers, written as SPDX or CycloneDX. The door of the package for SBOMs.
// Enters: a tree of bytes, what it is called and its digest. Leaves: a document, and its text.
// Refuses to guess: what cannot be read is a problem of the document, and what is not declared is not said.
export type { Cataloger, Found, ListedFile } from './cataloger.ts';
export { writeCycloneDx } from './cyclonedx/write.ts';
export { describe, type DescribeRequest } from './describe.ts';
export type { DescribedPackage, EvidenceFile, SbomDocument, SbomSubject } from './document.ts';
export { catalogers } from './every-cataloger.ts';
export { readLicence, type Licence } from './licences/expression.ts';
export type { FoundPackage, Hash, HashAlgorithm, PackageState, PackageType, PackageUse } from './package.ts';
export type { Problem, ProblemCode } from './problem.ts';
export { purlOf } from './purl.ts';
export { writeSpdx } from './spdx/write.ts';
export type { ByteTree, Opened, RandomBytes, TreeEntry } from './tree/byte-tree.ts';
export type { Writing } from './written.ts';
export { readFolder } from './tree/folder.ts';
export { openLayers, type Layer, type OpenTree, type Unreadable, type Wants } from './tree/layers.ts';
export { putAside, topMembers } from './tree/put-aside.ts';
export { singleFile } from './tree/single-file.ts';
export { writeCycloneDxIndex, writeSpdxIndex, type IndexDocument, type PlatformDocument } from './index-document.ts';
export { openZip } from './tree/zip.ts';
