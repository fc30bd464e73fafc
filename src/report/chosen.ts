import type { AuditReport, FindingReport } from '../audit/index.ts';
import { audiences, isFolded, settledIn, type Settled } from './settled.ts';

/** What is said about, and how much is not. */
export interface Chosen {
  /** Open findings for these readers, worst first. */
  readonly findings: readonly FindingReport[];
  /** Findings that ask nothing of anybody today, by their ids. */
  readonly settled: ReadonlyMap<string, Settled>;
  readonly decided: number;
  readonly known: number;
  /** How many open ones are left out since they are for more careful readers, or parts of others. */
  readonly further: number;
}

/** Divides a report's findings: those to act on, those that are settled, and those that only `--all` shows. */
export function chosenFindings(report: AuditReport, options: { readonly all: boolean; readonly audience: FindingReport['audience'] }): Chosen {
  const settled = settledIn(report);
  const open = report.findings.filter((one) => !settled.has(one.id));
  const asked = audiences.indexOf(options.audience);
  const findings = open.filter((one) => options.all || (audiences.indexOf(one.audience) <= asked && !isFolded(one, settled)));
  const decided = [...settled.values()].filter((one) => one === 'decided').length;
  return { findings, settled, decided, known: settled.size - decided, further: open.length - findings.length };
}
