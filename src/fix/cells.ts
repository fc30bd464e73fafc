import type { AuditReport, SurfaceReport } from '../audit/index.ts';

type Cell = SurfaceReport['controls']['signature'];

const statuses: readonly Cell['status'][] = ['absent', 'partial', 'present'];
const strengths: readonly (string | null)[] = ['cannot-work', 'declared', null, 'best-effort', 'wired', 'inherited', 'self-verified', 'consumer-verifiable'];

/** Whether an answer is worse than the one before, or says less: what was known is to stay known. */
export function isWorse(before: Cell, after: Cell): boolean {
  if (before.status === 'unknown') return false;
  if (after.status === 'unknown') return true;
  if (before.status === 'not-applicable' || after.status === 'not-applicable') return before.status !== after.status;
  if (before.status !== after.status) return statuses.indexOf(after.status) < statuses.indexOf(before.status);
  if (strengths.indexOf(after.strength) < strengths.indexOf(before.strength)) return true;
  return before.binds === 'digest' && after.binds !== 'digest' && before.status === 'present';
}

/** Why the surfaces of a report are worse than those of another, in one line; undefined where none is. */
export function fallenCell(before: AuditReport, after: AuditReport): string | undefined {
  for (const old of before.surfaces) {
    const now = after.surfaces.find((one) => one.id === old.id);
    if (now === undefined) return `the surface ${old.name} would not be found any more`;
    const lost = old.scenarios.find((one) => !now.scenarios.includes(one));
    if (lost !== undefined) return `${old.name} would not be published on ${lost} any more`;
    for (const [control, cell] of Object.entries(old.controls)) {
      const own = Object.entries(now.controls).find(([name]) => name === control)?.[1];
      if (own === undefined || isWorse(cell, own))
        return `the cell ${control} of ${old.name} would fall from ${shown(cell)} to ${own === undefined ? 'nothing' : shown(own)}`;
    }
  }
  return undefined;
}

function shown(cell: Cell): string {
  return cell.strength === null ? cell.status : `${cell.status} (${cell.strength})`;
}
