import type { TrustedRoot } from './trusted-root.ts';

const dayMs = 86_400_000;

/** Days since a root was known to be current; undefined where nobody says. Never below zero, whatever a clock says. */
export function ageInDays(root: Pick<TrustedRoot, 'asOf'>, now: number): number | undefined {
  const at = root.asOf === undefined ? Number.NaN : Date.parse(root.asOf);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.floor((now - at) / dayMs));
}
