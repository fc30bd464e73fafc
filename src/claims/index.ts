// What documents claim of what is published, and what the files say to that.
// Enters: the text of documents, the surfaces with their answers. Leaves: claims, each with a verdict and its reason.
// What is not known gives `cannot-tell`; nothing unknown supports a claim.
export { ClaimReader } from './claim-reader.ts';
export type { Claim } from './model.ts';
export { wideIdentities } from './identities/wide.ts';
export type { WideIdentity } from './identities/wide.ts';
export type { Disagreement } from './disagreements/model.ts';
