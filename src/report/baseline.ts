import type { AuditReport } from '../audit/index.ts';

/**
 * Returns the report with each finding that a baseline knows marked so, and what of its list is found no more. `file` is what the
 * person named; of the rules in `asking` it is not known whether they would find it, had the service been asked.
 */
export function markBaseline(
  report: AuditReport,
  baseline: { readonly listed: Iterable<string>; readonly known: ReadonlySet<string> },
  { file, asking }: { readonly file: string; readonly asking: ReadonlySet<string> },
): AuditReport {
  const here = new Set(report.findings.map((one) => one.id));
  return {
    ...report,
    findings: report.findings.map((one) => (baseline.known.has(one.id) ? { ...one, baseline: 'known' } : one)),
    baseline: { file, gone: [...baseline.listed].filter((id) => !here.has(id) && !asking.has(id.split(' > ')[0] ?? '')).toSorted() },
  };
}
