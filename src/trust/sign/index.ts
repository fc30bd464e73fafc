// Signs files and statements: keyless or by a key of one's own, as Sigstore bundles that our own verifier accepts.
// Enters: what to sign, an identity token or a key, a signing config, the network. Leaves: a bundle that verified.
// Refuses to give what does not verify, and to publish what a private repository signs.
export type { PassedOver } from './any-of.ts';
export { policyFor } from './check.ts';
export { createSigner } from './create-signer.ts';
export { githubConfig, isPublic, noServices, publicGoodConfig, publicGoodTarget, stagingConfig } from './known-configs.ts';
export { guardPrivacy, type Publishing } from './privacy.ts';
export { parseSigningConfig, type SigningConfig } from './signing-config.ts';
export { keyOfProgram } from './program-key.ts';
export { readKey } from './read-key.ts';
export type { SigningKey } from './signing-key.ts';
export type { SignedBundle, Signer, SignerWho, SignThis } from './signer.ts';
export { mustFit } from './select.ts';
