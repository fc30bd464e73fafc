// The package as a library: audit a checkout from code.
// Enters: a folder's file tree, git facts and a configuration. Leaves: the report, the lineage, and both as text.
// Refuses nothing of its own: the rooms behind it do.
export { SealwrightError, version, type ErrorCode, type FileRead, type FileTree, type GitFacts, type Span } from './base/index.ts';
export { audit, schemaVersion } from './audit/index.ts';
export type {
  AuditInput,
  AuditReport,
  AuditResult,
  FindingReport,
  InventoryEntry,
  LineageView,
  RecipeReport,
  ScenarioInfo,
  SurfaceReport,
  UnreadEntry,
} from './audit/index.ts';
export type { Because, ControlId, Controls, Evidence, Status, Strength } from './controls/index.ts';
export { defaultConfig, deploymentOf, loadConfig, type Config, type ConfigSource, type Deployment } from './decisions/index.ts';
export { openCommit, openTree, readGitFacts } from './cli/ports/index.ts';
export { markAgainst, renderExplain, renderJson, renderLineage, renderMarkdown, renderTerminal } from './report/index.ts';
