import { showSpan } from '../base/index.ts';
import type { AuditReport, DispositionReport, FindingReport } from '../audit/index.ts';
import { byChange, subjectText } from './decisions.ts';
import { count } from './words.ts';

/** A decision that the compared change makes itself, and the findings that it answers, or would. */
export interface DecidedByChange {
  readonly decision: DispositionReport;
  readonly findings: readonly FindingReport[];
}

/** Returns the decisions of the change that stand and answer findings: nobody who looked at the commit before has seen them. */
export function decidedByChange({ dispositions, findings }: Pick<AuditReport, 'dispositions' | 'findings'>): readonly DecidedByChange[] {
  return dispositions.flatMap((decision) => {
    if (decision.change === undefined || decision.standing !== 'current' || decision.disposition === 'open') return [];
    const answered = findings.filter((one) => one.disposition === decision.id);
    return answered.length === 0 ? [] : [{ decision, findings: answered }];
  });
}

/** The same in a line: `accepted by this change alone: tag-unsigned of git tag v* (sealwright.yaml:4), which answers 2 findings`. */
export function decidedByChangeText({ decision, findings }: DecidedByChange, report: AuditReport): string {
  const does =
    report.against?.decisions === 'before' ? `left open, with ${count(findings.length, 'finding')}` : `which answers ${count(findings.length, 'finding')}`;
  return `${decision.disposition} ${byChange(decision)}: ${subjectText(decision, report)} (${showSpan(decision.at)}), ${does}`;
}
