// Detectors: one question per control, asked of every surface.
// Enters: a unit that is published and the lineage. Leaves: evidence with its spans, never undefined.
// Refuses to round `unknown` to anything else.
export * from './evidence.ts';
export { candidatesFor, notApplicable, nothing } from './candidates.ts';
export type { Candidate } from './candidates.ts';
export { loweredByCuts } from './cuts.ts';
export { loweredByWithdrawals } from './withdrawn.ts';
export { combineOver } from './combine.ts';
export { detectHashes } from './hashes.ts';
export { detectProvenance } from './provenance.ts';
export { publicEvidence } from './public-evidence.ts';
export { detectSbom } from './sbom.ts';
export { detectSignature } from './signature.ts';
export { toldOf, withTold } from './told.ts';
export { detectTagSignature } from './tag-signature.ts';
export type { ManualTag } from './tag-signature.ts';
export { failureOf } from './way-out.ts';
export type { Failure } from './way-out.ts';
