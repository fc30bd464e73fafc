import type { AuditReport } from '../audit/index.ts';
import type { DecisionListOptions } from './decision-list.ts';
import type { DecisionRecordOptions } from './decision-record.ts';

// A plain audit starts without the code of these.

/** Returns every decision and how it stands, for a terminal. */
export async function renderDispositions(report: AuditReport, options: DecisionListOptions): Promise<string> {
  return (await import('./decision-list.ts')).renderDispositions(report, options);
}

/** Returns the decisions as JSON: `dispositions` of the report. */
export async function renderDispositionsJson(report: AuditReport): Promise<string> {
  return (await import('./decision-list.ts')).renderDispositionsJson(report);
}

/** Returns what has to be looked at again, with what to do about it. `premises` are those of today, by the decision's id. */
export async function renderReview(report: AuditReport, premises: ReadonlyMap<string, string>, options: DecisionListOptions): Promise<string> {
  return (await import('./decision-list.ts')).renderReview(report, premises, options);
}

/** Returns the decision record of an audit as Markdown. */
export async function renderDecisionRecord(report: AuditReport, options: DecisionRecordOptions): Promise<string> {
  return (await import('./decision-record.ts')).renderDecisionRecord(report, options);
}
