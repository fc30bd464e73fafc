import { premiseOf, type DecidedOn, type Scene } from '../decisions/index.ts';
import { rules } from '../rules/index.ts';
import type { AuditResult } from './contract.ts';
import { premiseFacts } from './premise-facts.ts';
import type { AuditReport } from './report.ts';

/** The rules whose findings can be decided on: all but those about decisions. */
export const decidable: ReadonlySet<string> = new Set(rules.flatMap((rule) => (rule.kind === 'decision' ? [] : [rule.id])));

/** The rules that ask a service. */
export const asking: ReadonlySet<string> = new Set(rules.flatMap((rule) => (rule.needs === 'registry' ? [rule.id] : [])));

/** What of a report can be decided on. */
export function subjectsOf({
  findings,
  surfaces,
  inventory,
}: Pick<AuditReport, 'findings' | 'surfaces' | 'inventory'>): Pick<Scene, 'findings' | 'surfaces' | 'rows' | 'rules' | 'asking'> {
  return {
    findings: findings.filter((one) => decidable.has(one.rule)),
    surfaces,
    rows: inventory.flatMap((one) => (one.kind === 'not-released' || one.kind === 'policy' ? [one.what] : [])),
    rules: decidable,
    asking,
  };
}

/** Returns the fingerprint of the lineage that a decision on these findings, surfaces and rows is made of. */
export function premiseFor(result: Pick<AuditResult, 'report' | 'lineage'>, on: DecidedOn): string {
  return premiseOf(premiseFacts(on, result.report, () => result.lineage));
}
