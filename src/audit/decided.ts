import { parseUses } from '../catalog/index.ts';
import { decidedOn, judgeDisposition, premiseOf, revisitText, type Disposition, type Judged, type Scene } from '../decisions/index.ts';
import type { Traced } from '../lineage/index.ts';
import { inOrder, judgeDecisions, rules, type Finding, type JudgedDecision } from '../rules/index.ts';
import type { AuditInput, LineageView } from './contract.ts';
import { premiseFacts } from './premise-facts.ts';
import type { AuditReport, DispositionReport, FindingReport } from './report.ts';
import { subjectsOf } from './subjects.ts';

/** What a report does not hold and decisions ask for. */
export interface Behind {
  readonly traced: Traced;
  readonly lineage: () => LineageView;
}

/**
 * Returns the report with what people decided: no finding goes, each says what was decided on it, and decisions that do not
 * stand are findings themselves. Without decisions it is the report as it was.
 */
export function decided(report: AuditReport, input: AuditInput, behind: Behind): AuditReport {
  const { dispositions } = input.config;
  if (dispositions.length === 0) return report;
  const subjects = subjectsOf(report);
  const named = new Set(dispositions.flatMap((one) => decidedOn(one, subjects).findings));
  const scene: Scene = { ...subjects, ...sceneOf(report, input, behind), named };
  const judged = dispositions.map((one) => judgeDisposition(one, scene));
  const deciding = decidingOf(judged, report.findings);
  const own = judgeDecisions(
    rules,
    judged.map((one) => asked(one, report.findings, input.today)),
  );
  return {
    ...report,
    findings: inOrder<FindingReport>([
      ...report.findings.map((one) => {
        const disposition = deciding.get(one.id);
        return disposition === undefined ? one : { ...one, disposition };
      }),
      ...own,
    ]),
    dispositions: judged.map((one) =>
      reported(
        one,
        [...deciding].flatMap(([finding, by]) => (by === one.decision.id ? [finding] : [])),
      ),
    ),
  };
}

function sceneOf(report: AuditReport, { files, today }: AuditInput, { traced, lineage }: Behind): Pick<Scene, 'exists' | 'versionsOf' | 'premiseOf' | 'today'> {
  const inside = (path: string): string => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  let versions: ReturnType<typeof versionsIn> | undefined;
  return {
    exists: (path) => files.has(inside(path)) || files.hasFolder(inside(path)),
    versionsOf: (action) => (versions ??= versionsIn(traced)).get(action.toLowerCase()) ?? [],
    premiseOf: (on) => premiseOf(premiseFacts(on, report, lineage)),
    today: today ?? null,
  };
}

/** The versions at which workflows use each action, by its name in lower case. */
function versionsIn(traced: Traced): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { jobs } of traced.workflows.values()) {
    for (const { uses, usesComment } of jobs.flatMap((job) => [job, ...job.steps])) {
      if (uses === undefined) continue;
      const { name, ref, version = ref } = parseUses(uses.value, usesComment);
      if (version !== '') found.set(name.toLowerCase(), (found.get(name.toLowerCase()) ?? new Set()).add(version));
    }
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions]]));
}

/** By a finding's id the decision on it: the narrowest, and of equally narrow ones the first. What is decided on a story holds for its parts. */
function decidingOf(judged: readonly Judged[], findings: readonly Finding[]): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const { decision, on } of judged.toSorted((a, b) => narrowness(b.decision) - narrowness(a.decision)))
    for (const id of on.findings) if (!out.has(id)) out.set(id, decision.id);
  for (const { id, within } of findings) {
    const story = within === null ? undefined : out.get(within);
    if (story !== undefined && !out.has(id)) out.set(id, story);
  }
  return out;
}

function narrowness({ finding, rule, surface }: Disposition): number {
  return finding !== null ? 3 : (rule === null ? 0 : 1) + (surface === null ? 0 : 1);
}

const mostYears = 5;

/** Whether a decision is looked at again within some years of the day it was made on: a day that nobody sees is no end. */
function isNear({ reviewBy, date }: Disposition, today: string | undefined): boolean {
  if (reviewBy === null) return false;
  const from = date ?? today;
  if (from === undefined) return true;
  return reviewBy <= `${String(Number(from.slice(0, 4)) + mostYears).padStart(4, '0')}${from.slice(4)}`;
}

function asked({ decision, on, standing, why }: Judged, findings: readonly Finding[], today: string | undefined): JudgedDecision {
  const found = findings.filter((one) => on.findings.includes(one.id));
  const surfaces = new Set([...on.surfaces, ...found.flatMap((one) => (one.surface === null ? [] : [one.surface]))]);
  return {
    id: decision.id,
    disposition: decision.disposition,
    standing,
    why,
    surface: surfaces.size === 1 ? [...surfaces][0]! : null,
    by: decision.by,
    ends: decision.revisit !== null || isNear(decision, today),
    at: decision.at,
    on: found.map((one) => ({ at: one.at, what: one.message })),
  };
}

function reported({ decision, on, standing, why }: Judged, findings: readonly string[]): DispositionReport {
  return {
    id: decision.id,
    disposition: decision.disposition,
    finding: decision.finding,
    rule: decision.rule,
    surface: decision.surface,
    reason: decision.reason,
    by: decision.by,
    date: decision.date,
    reviewBy: decision.reviewBy,
    revisit: decision.revisit === null ? null : revisitText(decision.revisit),
    record: decision.record,
    standing,
    why,
    findings,
    rows: on.rows,
    at: decision.at,
  };
}
