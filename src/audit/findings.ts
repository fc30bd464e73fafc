import { controlIds, type ControlId, type Evidence } from '../controls/index.ts';
import type { FindingReport, SurfaceReport } from './report.ts';

const labels: Readonly<Record<ControlId, string>> = {
  hashes: 'no published checksum',
  signature: 'not signed',
  sbom: 'no SBOM',
  provenance: 'no provenance',
  verifyRecipe: 'no recipe to verify it',
};

/** Gaps as the cells show them, worst first. Cells of surfaces that are no release of their own (sites) make none. */
export function findingsOf(surfaces: readonly SurfaceReport[]): readonly FindingReport[] {
  const out: FindingReport[] = [];
  for (const surface of surfaces) {
    if (surface.kind === 'site') continue;
    for (const id of controlIds) {
      const finding = gapOf(surface, id, surface.controls[id]);
      if (finding !== undefined) out.push(finding);
    }
  }
  const rank = { high: 0, medium: 1, low: 2, info: 3 };
  return out.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function gapOf(surface: SurfaceReport, id: ControlId, e: Evidence): FindingReport | undefined {
  const at = e.because.find((b) => b.role !== 'publishes')?.span ?? surface.at;
  const make = (severity: FindingReport['severity'], rule: string, message: string): FindingReport => ({
    id: `${rule}:${surface.id}:${id}`,
    rule,
    severity,
    surface: surface.id,
    message,
    at,
  });
  if (e.status === 'absent' && e.strength === 'cannot-work')
    return make('high', 'cannot-work', `${surface.name}: ${labels[id]}, although the workflow tries: ${e.reason ?? ''}`);
  if (e.status === 'absent') {
    const severity = id === 'signature' ? (surface.kind === 'git-tag' ? 'low' : 'medium') : id === 'provenance' ? 'medium' : 'low';
    return make(severity, `missing-${id}`, `${surface.name}: ${labels[id]}${e.reason === null ? '' : `: ${e.reason}`}`);
  }
  if (e.status === 'partial') return make('low', `partial-${id}`, `${surface.name}: ${e.reason ?? `${e.how} covers only a part`}`);
  if (e.strength === 'best-effort')
    return make('low', `best-effort-${id}`, `${surface.name}: ${e.how} is best effort: ${e.raise ?? 'it can fail without stopping the release'}`);
  return undefined;
}
