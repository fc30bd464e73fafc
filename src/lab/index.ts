// An embedded Sigstore: authorities, logs and their mistakes, for tests of whatever verifies or signs.
// Enters: a seed, a clock. Leaves: bundles and trusted roots that are real, but for what was asked to be wrong.
// Refuses nothing; nobody outside a test believes its keys.
export { type BundleJson, type BundleVersion, type EnvelopeJson } from './bundle/bundle.ts';
export { signingFaults, type SigningFault } from './bundle/faults.ts';
export { rekorBundleOf, type EntryKind } from './bundle/record.ts';
export { signBlob, signPayload, signStatement, type Signed, type Signer, type SignOptions, type StatementJson } from './bundle/sign.ts';
export { emailIdentity, githubClaims, githubIdentity, githubIssuer, type CertificateIdentity, type WorkflowRun } from './ca/identity.ts';
export { networkFaults, type NetworkFault } from './http/faults.ts';
export type { Asked, FaultScope, Service } from './http/server.ts';
export { makeKey, type HashName, type KeyAlgorithm, type LabKey } from './keys.ts';
export type { InclusionProofJson, LogEntryJson } from './log/log.ts';
export { startGithub, type Github, type GithubOptions } from './places/github.ts';
export type { KeptRelease, ReleaseFile, UploadFault } from './places/github-releases.ts';
export { npmKeyId, startNpm, type Npm, type NpmVersion } from './places/npm.ts';
export { pep740Of, startPypi, type Pypi, type PypiFile } from './places/pypi.ts';
export { startRegistry, type Registry, type RegistryOptions } from './places/registry.ts';
export { packSnappy } from './places/snappy.ts';
export type { Descriptor, RepositoryStore, StoredManifest } from './places/store.ts';
export type { OidcIssuer, TokenOptions } from './services/oidc.ts';
export { createSigstore, type Sigstore, type SigstoreOptions, type SigstoreUrls } from './sigstore.ts';
export type { Diary, DiaryPage, LabMemory } from './memory.ts';
export { startLab, type Lab, type LabOptions, type LabService } from './start.ts';
export { PortTaken, startWholeLab, wholeLabServices, type WholeLab, type WholeLabOptions, type WholeLabService } from './whole.ts';
export { clientTrustConfigOf, signingConfigOf, trustedRootOf, type SigningConfigJson, type TrustedRootJson } from './trusted-root.ts';
