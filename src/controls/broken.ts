import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** A command in the run that publishes a unit which fails whenever it runs, when its text is of the kind asked for. */
export function brokenReason(trace: Trace, unit: Unit, about: RegExp): string | undefined {
  return trace.broken.find((b) => b.run === unit.run && about.test(b.reason))?.reason;
}
