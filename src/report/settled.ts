import type { AuditReport, FindingReport } from '../audit/index.ts';

/** Why a finding asks nothing of anybody today: a decision on it stands, or the baseline has it. */
export type Settled = 'decided' | 'known';

type Findings = Pick<AuditReport, 'findings' | 'dispositions' | 'against'>;

/**
 * Returns the findings that are settled, by their ids. A decision that is due, or was made of something else, settles nothing, and neither
 * does one to leave it open, or, where that was asked, one that the change itself makes.
 */
export function settledIn({ findings, dispositions, against }: Findings): ReadonlyMap<string, Settled> {
  const standing = new Set(
    dispositions
      .filter((one) => one.standing === 'current' && one.disposition !== 'open' && (against?.decisions !== 'before' || one.change === undefined))
      .map((one) => one.id),
  );
  return new Map(
    findings.flatMap((one): readonly (readonly [string, Settled])[] => {
      if (one.disposition !== undefined && standing.has(one.disposition)) return [[one.id, 'decided']];
      return one.baseline === undefined ? [] : [[one.id, 'known']];
    }),
  );
}

/** Whether a finding is told with the one that it is a part of. What is left of a story that is settled stands for itself: it may be new. */
export function isFolded({ within }: FindingReport, settled: ReadonlyMap<string, Settled>): boolean {
  return within !== null && !settled.has(within);
}

/** Which findings fail a run: those of this severity or worse that are for these readers or for more. */
export interface FailOn {
  readonly severity: FindingReport['severity'] | 'never';
  readonly audience: FindingReport['audience'];
}

export const severities = ['high', 'medium', 'low', 'info'] as const;
export const audiences = ['everyone', 'careful', 'auditor'] as const;

/** Returns the findings that fail a run: not settled, and no part of another that is not. */
export function failingIn(report: Findings, { severity, audience }: FailOn): readonly FindingReport[] {
  if (severity === 'never') return [];
  const settled = settledIn(report);
  return report.findings.filter(
    (one) =>
      !isFolded(one, settled) &&
      !settled.has(one.id) &&
      severities.indexOf(one.severity) <= severities.indexOf(severity) &&
      audiences.indexOf(one.audience) <= audiences.indexOf(audience),
  );
}
