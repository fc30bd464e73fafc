import type { Unit } from '../surfaces/index.ts';
import type { Evidence } from './evidence.ts';
import { nothing } from './candidates.ts';

/** The answer for packages that a program which was not read publishes to npm, where settings ask npm for provenance. */
export function askedProvenance(unit: Unit): Evidence | undefined {
  const program = unit.asksProvenance;
  if (program === undefined) return undefined;
  if (unit.asksBy === 'script')
    return {
      ...nothing,
      status: 'unknown',
      reason: `\`${program}\` holds the flag for provenance, and whether it comes to it is not followed`,
      because: [{ span: unit.at, what: 'publishes by a script that holds the flag for provenance', role: 'publishes' }],
      raise: 'call npm publish where it can be read',
    };
  return {
    ...nothing,
    status: 'present',
    strength: 'best-effort',
    how: 'npm provenance',
    binds: 'digest',
    attachedTo: 'index',
    assumes: [`\`${program}\` publishes with npm or pnpm, and leaves their settings for provenance alone`],
    because: [{ span: unit.at, what: 'publishes with the settings that ask npm for provenance', role: 'covers' }],
    raise: 'call npm publish where it can be read',
  };
}
