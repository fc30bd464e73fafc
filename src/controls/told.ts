import { connected, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import type { Evidence } from './evidence.ts';

/**
 * What the audited checkout's own configuration says of steps that a unit's answers rest on: those of its job, and of the
 * jobs before and after it. They could make, take or hide anything, so every answer carries them.
 */
export function toldOf(trace: Trace, unit: Unit): readonly string[] {
  if (trace.told.length === 0) return [];
  const { publish } = unit;
  // Tags and what no workflow publishes rest on all that was read.
  const near = publish === undefined ? trace.told : trace.told.filter((t) => t.run === unit.run && connected(trace, unit.run, t.jobKey, publish.origin.jobKey));
  return [...new Set(near.map((t) => t.what))];
}

/** An answer with what it takes on trust from the checkout's own configuration, before all else. */
export function withTold(evidence: Evidence, told: readonly string[]): Evidence {
  if (told.length === 0 || evidence.status === 'not-applicable') return evidence;
  return { ...evidence, assumes: [...new Set([...told, ...evidence.assumes])] };
}
