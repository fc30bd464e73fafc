// What a case asks for: artifact, identity, certificate, evidence.
// Enters: flags or YAML. Leaves: a policy.
// Refuses patterns that are not anchored, and policies that ask for nothing.
export { policyOf, type Asked } from './asked.ts';
export type { AskedBuild } from './asked-build.ts';
export type { AskedSigner, SignerHost } from './asked-signer.ts';
export { evidenceName, evidenceWords } from './evidence-kind.ts';
export { identityMatcher, opennessOf, showSigner, type Openness } from './identity.ts';
export { eachKey, notAllowed, signerFor } from './key-use.ts';
export * from './matcher.ts';
export { matches, showMatcher } from './matches.ts';
export { readNamePattern, type Mistake } from './pattern.ts';
export * from './policy.ts';
export { delegators, trustedBuilders } from './trusted-builders.ts';
