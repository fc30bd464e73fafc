// The package as a library: audit a checkout from code.
// Enters: a folder's file tree, git facts and a configuration. Leaves: the report, the lineage, and both as text.
// Refuses nothing of its own: the rooms behind it do.
import type { FileTree, GitFacts } from './base/index.ts';
import * as ports from './cli/ports/index.ts';

export { SealwrightError, version, type ErrorCode, type FileRead, type FileTree, type GitFacts, type Span } from './base/index.ts';
export { audit, schemaVersion } from './audit/index.ts';
export type {
  AuditInput,
  AuditReport,
  AuditResult,
  DispositionReport,
  FindingReport,
  InventoryEntry,
  LineageView,
  Recipe,
  RecipeReport,
  ScenarioInfo,
  SurfaceRecipes,
  SurfaceReport,
  UnreadEntry,
  UnwrittenRecipe,
  WrittenRecipe,
} from './audit/index.ts';
export type { Because, ControlId, Controls, Evidence, Status, Strength } from './controls/index.ts';
export { defaultConfig, deploymentOf, loadConfig, type Config, type ConfigSource, type Deployment, type Disposition } from './decisions/index.ts';
export { markAgainst, renderExplain, renderJson, renderLineage, renderMarkdown, renderTerminal } from './report/index.ts';

// Their types are written out, so that the declarations of the package need no types of Node.

/** Opens a folder of the disk as a file tree. Throws FOLDER_MISSING or FOLDER_UNREADABLE. */
export const openTree: (folder: string) => FileTree = ports.openTree;

/** Opens a commit of a checkout as a file tree. Throws REF_UNKNOWN or GIT_FAILED. */
export const openCommit: (folder: string, ref: string) => FileTree = ports.openCommit;

/** Reads what a checkout's git folder says; all null where there is none. */
export const readGitFacts: (folder: string) => GitFacts = (folder) => ports.readGitFacts(folder);
