// Keeps attestations with a repository at GitHub, where verifiers ask for them by digest.
// Enters: a repository, a token, a bundle and the digests that it is about. Leaves: where it is, read back under each digest.
// Refuses to call kept what does not come back; what may be there already is looked for before it is sent again.
export { keepAttestation, mayKeep, type Keeping } from './keep.ts';
