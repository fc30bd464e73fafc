// A second opinion on a bundle: what @sigstore/verify says of it.
// Enters: a bundle, the artifact's bytes, the same root. Leaves: whether it is accepted there, and why not.
// Decides nothing: who asks refuses where the two disagree.
export { secondOpinion } from './second-opinion.ts';
