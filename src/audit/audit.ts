import { version, type FileTree } from '../base/index.ts';
import { deploymentOf } from '../decisions/index.ts';
import { isPreview, neverRaised, traceRepository, type Trace, type Traced } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import type { AuditInput, AuditResult, LineageView } from './contract.ts';
import { evidenceFiles } from './evidence-files.ts';
import { findingsOf } from './findings.ts';
import { configurationOf, ignoredRows, ownConfiguration } from './own-configuration.ts';
import { guardedTree, type GuardedTree } from './guarded-tree.ts';
import { promises } from './promises.ts';
import { groupSurfaces } from './group.ts';
import { identities, postureRows, workflowInventory } from './inventory.ts';
import { lineageView } from './lineage-view.ts';
import { readDocuments } from './read-documents.ts';
import { notReleased } from './not-released.ts';
import { otherPipelines } from './other-ci.ts';
import { answerUnits, findAllUnits } from './answer.ts';
import { surfaceRecipes, type SurfaceRecipes } from './surface-recipes.ts';
import { schemaVersion, type AuditReport, type InventoryEntry, type ScenarioInfo, type SurfaceReport } from './report.ts';

/** Audits one checkout: traces its workflows, asks every control of every surface, and returns the report with its lineage. */
export function audit(input: AuditInput): AuditResult {
  const deployment = input.config.deployment ?? deploymentOf(input.git.host ?? 'github.com');
  const files = guardedTree(input.files);
  input.onProgress?.({ stage: 'workflows', done: 0, total: 1 });
  const traced = traceRepository(
    {
      files,
      git: input.git,
      deployment: { host: deployment.host, issuer: deployment.issuer, sanPrefix: `${deployment.sanPrefix}/` },
      resolve: new Map([...input.resolve].map(([k, v]) => [k.toLowerCase(), guardedTree(v)])),
      actions: input.config.catalog.actions,
      commands: input.config.catalog.commands,
      ...ownConfiguration(input),
    },
    (done, total) => input.onProgress?.({ stage: 'workflows', done, total }),
  );
  input.onProgress?.({ stage: 'documents', done: 0, total: 1 });
  const documents = readDocuments(files, traced);
  const found = findAllUnits(traced, documents, input.git);
  input.onProgress?.({ stage: 'controls', done: 0, total: found.units.length });
  const answered = answerUnits(traced, found, documents);
  const grouped = groupSurfaces(answered, traced.trace);
  const surfaces = grouped.map((g) => g.surface).toSorted(bySurface);
  const inventory: InventoryEntry[] = [
    ...workflowInventory(traced),
    ...evidenceFiles(traced.trace, found.evidenceAssets),
    ...notReleased(traced, files, surfaces),
    ...promises(files, traced),
    ...postureRows(traced.trace),
    ...documents.policies,
    ...identities(traced),
  ];
  const report: AuditReport = {
    schemaVersion,
    tool: { name: 'sealwright', version },
    repository: {
      name: input.git.owner === null || input.git.repo === null ? input.folderName : `${input.git.owner}/${input.git.repo}`,
      host: deployment.host,
      commit: input.git.commit,
      date: input.git.date,
      workflows: traced.workflows.size,
      releaseWorkflows: publishingWorkflows(traced.trace, found.units).size,
      files: traced.workflows.size + documents.read.length,
    },
    scenarios: scenarioRows(traced),
    surfaces,
    inventory,
    findings: findingsOf(surfaces),
    recipes: documents.recipes(surfaces),
    claims: [],
    dispositions: [],
    unread: unreadRows(traced, files, [...documents.unread, ...ignoredRows(input.config)]),
    ...configurationOf(input, traced),
  };
  let view: LineageView | undefined;
  let recipes: readonly SurfaceRecipes[] | undefined;
  return {
    report,
    // Most callers want the report alone.
    get lineage(): LineageView {
      view ??= lineageView(traced, grouped);
      return view;
    },
    get recipes(): readonly SurfaceRecipes[] {
      recipes ??= surfaceRecipes(
        grouped.toSorted((a, b) => bySurface(a.surface, b.surface)),
        traced,
      );
      return recipes;
    },
  };
}

/** The workflows that publish something, what was not read included. */
function publishingWorkflows(trace: Trace, units: readonly Pick<Unit, 'run' | 'unread'>[]): ReadonlySet<string> {
  const unread = units.flatMap((u) => (u.unread === undefined || trace.unrun.has(u.run) ? [] : (trace.runOf(u.run)?.workflow ?? [])));
  return new Set([...trace.publishes.map((p) => p.origin.entry), ...unread]);
}

function bySurface(a: SurfaceReport, b: SurfaceReport): number {
  const order = [
    'release-asset',
    'container-image',
    'python-dist',
    'npm-package',
    'crate',
    'gem',
    'maven',
    'helm-chart',
    'os-package',
    'action',
    'other',
    'site',
    'git-tag',
  ];
  return order.indexOf(a.kind) - order.indexOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function scenarioRows(traced: Traced): readonly ScenarioInfo[] {
  const rows = new Map<string, { event: string; refKind: ScenarioInfo['refKind']; workflows: Set<string> }>();
  for (const [path, scenarios] of traced.scenarios) {
    for (const s of scenarios) {
      const row = rows.get(s.id) ?? { event: s.event, refKind: s.refKind, workflows: new Set<string>() };
      row.workflows.add(path);
      rows.set(s.id, row);
    }
  }
  for (const [path, workflow] of traced.workflows) {
    for (const trigger of workflow.triggers) {
      if (!isPreview(trigger.event)) continue;
      const row = rows.get(trigger.event) ?? { event: trigger.event, refKind: 'pull-request' as const, workflows: new Set<string>() };
      row.workflows.add(path);
      rows.set(trigger.event, row);
    }
  }
  return [...rows]
    .map(([id, row]) => ({
      id,
      event: row.event,
      refKind: row.refKind,
      workflows: [...row.workflows].toSorted(),
      doubt: doubtOf(traced, row.event, row.refKind),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const notReleases = 'not followed: releases are not looked for behind issues, comments and statuses';

/** Why nothing here raises an event: what a workflow makes with its own token starts no other workflow. */
function doubtOf(traced: Traced, event: string, refKind: ScenarioInfo['refKind']): string | null {
  if (isPreview(event) && refKind === 'pull-request')
    return /^pull_request|^merge_group$/.test(event) ? 'not followed: what a pull request publishes is a preview' : notReleases;
  if (event === 'release') return neverRaised(traced.trace, 'release') ?? null;
  if (event === 'push' && refKind === 'tag') return neverRaised(traced.trace, 'tag push') ?? null;
  return null;
}

/**
 * What was not analysed. Commands that the catalog does not know matter where something is published or evidence is
 * made; in a workflow that does neither they are counted in one row.
 */
function unreadRows(traced: Traced, files: GuardedTree, cut: AuditReport['unread']): AuditReport['unread'] {
  const { trace } = traced;
  // What a build tool packs into its files unasked says nothing of what a workflow is for.
  const asked = trace.evidence.filter((e) => e.kind !== 'sbom' || e.attachedTo !== 'embedded');
  const matters = new Set([...trace.publishes, ...asked].flatMap((x) => [x.origin.workflow, x.origin.entry, x.origin.at.file]));
  const quiet = new Map<string, number>();
  const rows: { path: string; line: number | null; reason: string }[] = [];
  for (const u of trace.unread) {
    if (u.reason.endsWith(unknownCommand) && !matters.has(u.at.file)) quiet.set(u.at.file, (quiet.get(u.at.file) ?? 0) + 1);
    else rows.push({ path: u.at.file, line: u.at.start === 0 && u.at.end === 0 ? null : u.at.line, reason: u.reason });
  }
  for (const [path, count] of quiet)
    rows.push({
      path,
      line: null,
      reason: `${count === 1 ? 'one command is' : `${count} commands are`} not in the catalog; nothing else here publishes or signs`,
    });
  rows.push(...otherPipelines(files), ...cut, ...files.unread());
  const reason = whyNoWorkflow(files);
  if (reason !== undefined) rows.push({ path: workflowFolder, line: null, reason });
  for (const r of files.refused()) rows.push({ path: r.path, line: null, reason: r.reason });
  const seen = new Set<string>();
  return rows
    .filter((r) => {
      // Matrix legs and scenarios meet the same command again with other words.
      const key = `${r.path}:${r.line ?? 0}:${r.reason.endsWith(unknownCommand) ? unknownCommand : r.reason}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : (a.line ?? 0) - (b.line ?? 0) || (a.reason < b.reason ? -1 : 1)));
}

const workflowFolder = '.github/workflows';

/** Why there is nothing to trace: a folder that holds no workflow may be another folder than the one that was meant. */
function whyNoWorkflow(files: FileTree): string | undefined {
  if (files.folder(workflowFolder).some((name) => /\.ya?ml$/i.test(name))) return undefined;
  return files.hasFolder(workflowFolder) ? 'it holds no workflow' : 'there is no such folder, so no workflow was analysed';
}

const unknownCommand = 'a command that is not in the catalog';
