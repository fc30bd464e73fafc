// Images as something to sign: which manifests of them, as what, and how evidence comes to hang on them.
// Enters: a reference, evidence that was made for each manifest, a registry. Leaves: what is attached and was read back.
// Refuses an image of which a part is not there, and to call attached what a reader does not get.
export { resolveImage, type ResolvedImage, type ImagePart } from './resolve.ts';
export { attachToImage, type Attachment, type PartEvidence } from './attach.ts';
export { olderEvidence } from './older.ts';
export { olderPayload, signatureStatement, signatureType } from './payloads.ts';
