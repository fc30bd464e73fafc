// Sigstore bundles of every version, and older forms of evidence read as bundles.
// Enters: bytes. Leaves: a bundle, or why it was refused.
// Refuses what its version does not allow; trusts nothing.
export * from './bundle.ts';
export { bundleJson } from './bundle-json.ts';
export * from './offered.ts';
export * from './parse.ts';
export * from './parse-many.ts';
export * from './bare-envelope.ts';
export * from './cosign-blob.ts';
export * from './detached.ts';
export * from './image-layer.ts';
export * from './pep740.ts';
export * from './read-evidence.ts';
export * from './rekor-v1.ts';
export * from './with-log-entries.ts';
