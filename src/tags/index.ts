// Signed tags of git: the object, its signature by a key of SSH or in gitsign's offline form, and the ref that names it.
// Enters: a name, a commit, a key or a signer, git as a program. Leaves: a tag that our own verifier accepted.
// Refuses to move a tag that is there, and to name an object whose signature does not verify.
export { gitsignTag } from './gitsign.ts';
export { makeTag, removeTag, type TagRequest } from './make.ts';
export { headOf, mustKnowTagger, standingOf } from './standing.ts';
export { sshKeySigner } from './ssh-signer.ts';
