// Prose: which documents users read, the commands in them that verify or publish something, and commit policies.
// Enters: a file tree, the text of a document. Leaves: commands, steps and policies with the spans that say so.
// Knows nothing of what a repository publishes; any text gives an answer, nothing is run.
export { documentPaths } from './document-paths.ts';
export type { LeftOut } from './left-out.ts';
export { documentsLeftOut, leftOutOf } from './left-out.ts';
export { findVerifyCommands } from './recipes-found.ts';
export type { VerifyCommand } from './verify-command.ts';
export type { NamedThing } from './what-it-names.ts';
export { whatItNames } from './what-it-names.ts';
export { findManualSteps, findScriptSteps, runbookPaths } from './runbooks.ts';
export type { ManualStep } from './runbooks.ts';
export { isUnderReleasing, releaseSections } from './release-sections.ts';
export { filesSigned } from './files-signed.ts';
export { findShownKeys } from './shown-keys.ts';
export type { ShownKey } from './shown-keys.ts';
export { findPolicies } from './policies.ts';
export { readDocument as blocksOf } from './read-document.ts';
export type { Block } from './blocks.ts';
export { readByUsers } from './release-note-regions.ts';
export { sentencesOf } from './sentences.ts';
export { spanOf } from './source-text.ts';
export type { SourceText } from './source-text.ts';
export { findInstallers } from './installers.ts';
export type { Installer } from './installers.ts';
