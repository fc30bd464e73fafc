// Asks a registry of npm for a version of a package, its tarball and its attestations.
// Enters: names, versions, who asks. Leaves: what the registry says of a package, attestations as bytes, reasons.
// Refuses an answer about another package.
export { readAttestations, readPackage, type PackageVersion } from './packages.ts';
