import { version, type FileTree } from '../base/index.ts';
import type { AuditInput, AuditResult } from './contract.ts';
import { schemaVersion, type UnreadEntry } from './report.ts';

/** Audits one checkout. Until the lineage is traced, every workflow is listed as not analysed and nothing is claimed. */
export function audit(input: AuditInput): AuditResult {
  const workflows = workflowPaths(input.files);
  const unread: readonly UnreadEntry[] = workflows.map((path) => ({ path, line: null, reason: 'workflows are not traced by this version' }));
  const name = input.git.owner === null || input.git.repo === null ? input.folderName : `${input.git.owner}/${input.git.repo}`;
  return {
    report: {
      schemaVersion,
      tool: { name: 'sealwright', version },
      repository: { name, host: input.git.host ?? 'github.com', commit: input.git.commit, date: input.git.date, workflows: 0, releaseWorkflows: 0, files: input.files.list().length },
      scenarios: [],
      surfaces: [],
      inventory: [],
      findings: [],
      recipes: [],
      claims: [],
      dispositions: [],
      unread: [...unread, ...input.files.refused().map((one) => ({ path: one.path, line: null, reason: one.reason }))],
    },
    lineage: { nodes: [], edges: [], cells: new Map() },
  };
}

function workflowPaths(files: FileTree): readonly string[] {
  return files.folder('.github/workflows').filter((name) => /\.ya?ml$/.test(name)).map((name) => `.github/workflows/${name}`);
}
