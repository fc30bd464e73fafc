// Subjects: what a person names, down to its digest and the evidence offered for it.
// Enters: a path, an image, an address, and ports. Leaves: an artifact, evidence as it was found, and what could not be looked at.
// Refuses nothing for what it says: that is the verifier's part.
export { parseSubject } from './named.ts';
export { listedInBase64, listedSubjects } from './listed.ts';
export { looksLikeChecksums } from './checksums.ts';
export { parseListOf } from './lists.ts';
export { artifactOf, artifactOfBytes, artifactOfDigest, digestOf } from './digest.ts';
export * from './found.ts';
export * from './files.ts';
export * from './find.ts';
export { readGitSignature } from './git/find.ts';
export { sshPublicKeys } from './git/ssh-keys.ts';
export { SshReader } from './git/ssh-reader.ts';
export { sshKey } from './git/ssh.ts';
export { openPgpKeys } from './openpgp/read.ts';
export { openPgpVerifier, type OpenPgpVerifier } from './openpgp/verify.ts';
export { listFolder, type FolderListing } from './folder.ts';
export { orphansOf } from './orphans.ts';
export { isEvidence } from './neighbours.ts';
export { openNamedLayout, type NamedLayout } from './images.ts';
export { isLoggedElsewhere } from './logged.ts';
export { minisignPublicKey } from './minisign.ts';
