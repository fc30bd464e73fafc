import { version } from '../base/index.ts';
import { wideIdentities } from '../claims/index.ts';
import { deploymentOf } from '../decisions/index.ts';
import { isPreview, neverRaised, traceRepository, type Trace, type Traced } from '../lineage/index.ts';
import { judge, rules, type RuleInput } from '../rules/index.ts';
import type { Unit } from '../surfaces/index.ts';
import type { AuditInput, AuditResult, LineageView } from './contract.ts';
import { decided } from './decided.ts';
import { evidenceFiles } from './evidence-files.ts';
import { configurationOf, ignoredRows, ownConfiguration } from './own-configuration.ts';
import { guardedTree } from './guarded-tree.ts';
import { promises } from './promises.ts';
import { hasFixer } from '../edits/index.ts';
import { proposedFixes, type ProposedFixes } from './proposed-fixes.ts';
import { publishFacts, type PublishFact } from './publish-facts.ts';
import { groupSurfaces } from './group.ts';
import { identities, postureRows, workflowInventory } from './inventory.ts';
import { lineageView } from './lineage-view.ts';
import { readDocuments } from './read-documents.ts';
import { notReleased } from './not-released.ts';
import { answerUnits, findAllUnits } from './answer.ts';
import { questionsOf } from './questions.ts';
import { serviceRows } from './service-rows.ts';
import { surfaceRecipes, type SurfaceRecipes } from './surface-recipes.ts';
import { unreadRows, unreadWorkflows } from './unread-rows.ts';
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
  const documents = readDocuments(files, traced, input.memory);
  const found = findAllUnits(traced, documents, input.git);
  input.onProgress?.({ stage: 'controls', done: 0, total: found.units.length });
  const answered = answerUnits(traced, found, documents);
  const grouped = groupSurfaces(answered, traced.trace);
  const judged = grouped.toSorted((a, b) => bySurface(a.surface, b.surface));
  const surfaces = judged.map((g) => g.surface);
  const inventory: InventoryEntry[] = [
    ...workflowInventory(traced),
    ...evidenceFiles(traced.trace, found.evidenceAssets),
    ...notReleased(traced, files, surfaces),
    ...promises(files, traced),
    ...postureRows(traced.trace),
    ...documents.policies,
    ...identities(traced, input.observed),
  ];
  const scenarios = scenarioRows(traced);
  const { claims, disagreements } = documents.said.judge(
    {
      surfaces: judged.map(({ surface }) => ({ info: surface, controls: surface.controls })),
      evidenceFiles: rowsOf(inventory, 'evidence-file'),
      traced,
      hasKeys: documents.keys.length > 0,
    },
    files,
  );
  const asked: RuleInput = {
    surfaces: judged.map(({ surface, units }) => ({ info: surface, controls: surface.controls, units: units.map((one) => one.unit) })),
    traced,
    events: scenarios,
    recipes: documents.recipesOf(judged),
    evidenceFiles: rowsOf(inventory, 'evidence-file'),
    promises: rowsOf(inventory, 'promise'),
    policies: rowsOf(inventory, 'policy'),
    claims,
    disagreements,
    identities: wideIdentities(files, traced),
    installers: documents.installers,
    observed: input.observed,
  };
  const report: AuditReport = {
    schemaVersion,
    tool: { name: 'sealwright', version },
    repository: {
      name: input.git.owner === null || input.git.repo === null ? input.folderName : `${input.git.owner}/${input.git.repo}`,
      host: deployment.host,
      commit: input.git.commit,
      date: input.git.date,
      workflows: traced.workflows.size,
      ...unreadWorkflows(traced, files),
      releaseWorkflows: publishingWorkflows(traced.trace, found.units).size,
      files: traced.workflows.size + documents.read.length,
    },
    scenarios,
    surfaces,
    inventory,
    findings: judge(rules, asked),
    recipes: documents.recipes(surfaces),
    claims,
    dispositions: [],
    service: serviceRows(input.observed),
    unread: unreadRows(traced, files, [...documents.unread, ...ignoredRows(input.config)]),
    ...configurationOf(input, traced),
  };
  let view: LineageView | undefined;
  let recipes: readonly SurfaceRecipes[] | undefined;
  const lineage = (): LineageView => (view ??= lineageView(traced, grouped, files));
  let proposed: ProposedFixes | undefined;
  const proposals = (): ProposedFixes => (proposed ??= proposedFixes(report.findings, asked, () => result.recipes));
  const result: AuditResult = {
    report: decided(report, input, { traced, lineage }),
    // Most callers want the report alone.
    get lineage(): LineageView {
      return lineage();
    },
    get recipes(): readonly SurfaceRecipes[] {
      recipes ??= surfaceRecipes(
        grouped.toSorted((a, b) => bySurface(a.surface, b.surface)),
        traced,
      );
      return recipes;
    },
    get questions() {
      return questionsOf(traced, input.git, publishingWorkflows(traced.trace, found.units));
    },
    get fixes(): ProposedFixes['fixes'] {
      return proposals().fixes;
    },
    get unfixed(): ProposedFixes['refused'] {
      return proposals().refused;
    },
    isMendable: (wanted) => report.findings.some((one) => hasFixer(one.rule) && wanted(one)),
    get publishing(): readonly PublishFact[] {
      return publishFacts(traced);
    },
  };
  return result;
}

function rowsOf<K extends InventoryEntry['kind']>(inventory: readonly InventoryEntry[], kind: K): readonly Extract<InventoryEntry, { readonly kind: K }>[] {
  return inventory.filter((one): one is Extract<InventoryEntry, { readonly kind: K }> => one.kind === kind);
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
