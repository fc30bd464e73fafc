import type { FindingReport } from '../../src/index.ts';

/** Findings as they are reviewed: one line each, and one for each place that belongs to it. */
export function showFindings(findings: readonly FindingReport[]): string {
  const lines = findings.flatMap((one) => [
    `${one.severity} ${one.audience === 'everyone' ? '' : `(${one.audience}) `}${one.rule} ${one.at.file}:${one.at.line} [${one.surface ?? '-'}]`,
    `    ${one.message}`,
    `    do: ${one.action}`,
    ...(one.within === null ? [] : [`    part of: ${one.within}`]),
    ...one.related.map((place) => `    see ${place.at.file}:${place.at.line}: ${place.what}`),
  ]);
  return lines.length === 0 ? 'nothing\n' : `${lines.join('\n')}\n`;
}
