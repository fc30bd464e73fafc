import type { AuditReport, FindingReport } from '../audit/index.ts';

type Disposition = AuditReport['dispositions'][number];

/** What is said about, and how much is not. */
export interface Chosen {
  /** Worst first. */
  readonly findings: readonly FindingReport[];
  /** Findings that a decision answers, by the finding's id. */
  readonly decided: ReadonlyMap<string, Disposition>;
  /** How many are left out since they are for more careful readers, or parts of others. */
  readonly further: number;
}

/** Divides a report's findings: those to act on, those that a decision answers, and those that only `--all` shows. */
export function chosenFindings(report: AuditReport, options: { readonly all: boolean }): Chosen {
  const decided = decidedFindings(report);
  const open = report.findings.filter((one) => !decided.has(one.id));
  const findings = open.filter((one) => options.all || (one.audience === 'everyone' && one.within === null));
  return { findings, decided, further: open.length - findings.length };
}

/**
 * The findings that a decision answers, with the decision. One whose review is due, or that was made of another lineage,
 * answers no longer; nor does one that leaves the finding open, or says it is fixed while it is there.
 */
export function decidedFindings(report: AuditReport): ReadonlyMap<string, Disposition> {
  const byId = new Map(report.dispositions.map((one) => [one.id, one]));
  const found = new Map<string, Disposition>();
  for (const { id, disposition } of report.findings) {
    const decision = disposition === undefined ? undefined : byId.get(disposition);
    if (decision === undefined || decision.standing !== 'current') continue;
    if (decision.disposition === 'accepted' || decision.disposition === 'deferred' || decision.disposition === 'out-of-scope') found.set(id, decision);
  }
  return found;
}
