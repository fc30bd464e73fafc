// A verdict of bytes, a trusted root and a policy; no network, no clock of its own.
// Enters: a bundle, an artifact, a policy. Leaves: a verdict with every reason.
// Refuses everything that it has not proved.
export * from './artifact.ts';
export { whyNotCertified } from './certificate.ts';
export { ArtifactDigests } from './subject-digest.ts';
export type { Thresholds } from './thresholds.ts';
export * from './verdict.ts';
export { createVerifier, type BundleVerifier, type Deployment } from './verifier.ts';
