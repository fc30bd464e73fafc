// Knowledge as data: what actions, commands, release tools and reusable workflows do.
// Enters: a call with its values. Leaves: effects, outputs and doubts.
// Refuses to know file systems and order: the lineage gives effects their meaning.
export type * from './effect.ts';
export type * from './match.ts';
export type * from './schema.ts';
export type * from './tool.ts';
export { findAction } from './actions.ts';
export { applyAction } from './apply-action.ts';
export { parseUses } from './uses.ts';
export type { Uses } from './uses.ts';
export { asksProvenance, callsNxRelease, findBuildables, findReleaseConfigs, readTool, selectPackages, workspacePackages } from './tools/index.ts';
export { catalogPage } from './page.ts';
export { readUserRows } from './user.ts';
export { applyCommand } from './apply-command.ts';
export { findCommand, isBuiltIn, isHarmless } from './commands.ts';
export type { CommandMatch } from './commands.ts';
export { toolRows } from './tool-rows.ts';
export { installedBy, needsTool, onRunner } from './tools-installed.ts';
export { containerCommand } from './peel.ts';
