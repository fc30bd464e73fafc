// Asks GitHub for attestations and releases, on github.com, GHE.com and servers of one's own.
// Enters: repositories, digests, tags, who asks. Leaves: bundles as bytes, files with their digests, reasons.
// Refuses to take the token to another host; tells a rate limit and a hidden repository from nothing found.
export { apiOf, type GitHubOptions, type Repository } from './address.ts';
export { RepositoryApi } from './api.ts';
export { listAttestations, type Attestations } from './attestations.ts';
export { downloadAsset, readRelease, tagDigest, type Asset } from './releases.ts';
