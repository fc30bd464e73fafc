// Whom we believe: trusted roots, embedded, from files and by TUF.
// Enters: bytes, or a network. Leaves: a trusted root with its age.
// Refuses roots that leave a validity open at its start.
export { embeddedRoots, githubFirstRoot, lateRoot, stagingRoot, type EmbeddedText } from './embedded.ts';
export { embeddedRegistryKeys, parseRegistryKeys, registryKeysTarget } from './npm-keys.ts';
export * from './trusted-root.ts';
export { parseTrustedRoot, parseTrustedRoots } from './parse.ts';
export { githubMirror, publicGoodMirror, refreshTarget, refreshTrustedRoot, type RootMirror } from './refresh.ts';
export { ageInDays } from './age.ts';
