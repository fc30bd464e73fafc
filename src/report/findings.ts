import type { AuditReport, FindingReport, SurfaceReport } from '../audit/index.ts';
import { audiences, isFolded, settledIn, severities, type Settled } from './settled.ts';
import { columns } from './words.ts';

/** A finding with all the surfaces that have it. */
export interface Gap {
  readonly first: FindingReport;
  readonly message: string;
  /** Ids of surfaces. */
  readonly surfaces: readonly string[];
  readonly places: readonly FindingReport[];
  /** Why it asks nothing of anybody today; null where it does. */
  readonly settled: Settled | null;
  /** Whether it is told with the one that it is a part of. */
  readonly folded: boolean;
}

/** Whether a finding is open and for these readers, and not told with another. */
export function isFor({ first, settled, folded }: Gap, audience: FindingReport['audience']): boolean {
  return settled === null && audiences.indexOf(first.audience) <= audiences.indexOf(audience) && !folded;
}

/** Whether a finding is open and for a busy reader. */
export function isForEveryone(gap: Gap): boolean {
  return isFor(gap, 'everyone');
}

/** Returns the report's findings worst first; those that say the same of several surfaces, and that the same was decided on, are one gap. */
export function gapsOf(report: AuditReport): readonly Gap[] {
  const found = new Map<
    string,
    { first: FindingReport; message: string; surfaces: string[]; places: FindingReport[]; settled: Settled | null; folded: boolean }
  >();
  const settledOnes = settledIn(report);
  for (const finding of report.findings) {
    const { message } = finding;
    const settled = settledOnes.get(finding.id) ?? null;
    const folded = isFolded(finding, settledOnes);
    const key = JSON.stringify([finding.severity, finding.audience, folded, finding.rule, message, settled, finding.disposition ?? null]);
    const gap = found.get(key);
    if (gap === undefined)
      found.set(key, { first: finding, message, surfaces: finding.surface === null ? [] : [finding.surface], places: [finding], settled, folded });
    else {
      gap.places.push(finding);
      if (finding.surface !== null && !gap.surfaces.includes(finding.surface)) gap.surfaces.push(finding.surface);
    }
  }
  const rank = (gap: Gap): number => severities.indexOf(gap.first.severity);
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b));
}

/** How many cells of a report say what. */
export interface Tally {
  readonly cells: number;
  readonly present: number;
  readonly bestEffort: number;
  readonly partial: number;
  readonly absent: number;
  readonly cannotWork: number;
  readonly claimed: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** Counts the cells of all surfaces by what they say. */
export function tally(surfaces: readonly SurfaceReport[]): Tally {
  const counts = { cells: 0, present: 0, bestEffort: 0, partial: 0, absent: 0, cannotWork: 0, claimed: 0, unknown: 0, notApplicable: 0 };
  for (const surface of surfaces) {
    for (const column of columns) {
      const evidence = surface.controls[column.id];
      counts.cells++;
      if (evidence.strength === 'best-effort') counts.bestEffort++;
      if (evidence.strength === 'cannot-work') counts.cannotWork++;
      if (evidence.strength === 'declared') counts.claimed++;
      if (evidence.status === 'not-applicable') counts.notApplicable++;
      else counts[evidence.status]++;
    }
  }
  return counts;
}

type Control = (typeof columns)[number]['id'];

/** Which control a rule with such words in its name asks. */
const askedBy: readonly (readonly [RegExp, Control])[] = [
  [/sbom/, 'sbom'],
  [/provenance|slsa/, 'provenance'],
  [/recipe/, 'verifyRecipe'],
  [/checksum/, 'hashes'],
  [/sign/, 'signature'],
];

/**
 * The cell a reader would ask about first: one of the worst finding that is shown, else of the whole report what cannot
 * work, then what is missing in part, then what is unknown.
 */
export function cellToAsk(report: AuditReport, shown: readonly Gap[] = []): { readonly surface: SurfaceReport; readonly control: Control } | undefined {
  const worst = shown.find((gap) => gap.settled === null && gap.surfaces.length > 0);
  const of = report.surfaces.filter((surface) => worst?.surfaces.includes(surface.id) === true);
  const control = askedBy.find(([pattern]) => pattern.test(worst?.first.rule ?? ''))?.[1];
  const asked = of.find((surface) => control !== undefined && surface.controls[control].status !== 'not-applicable');
  if (asked !== undefined && control !== undefined) return { surface: asked, control };
  return mostOpen(of) ?? mostOpen(report.surfaces);
}

function mostOpen(surfaces: readonly SurfaceReport[]): { readonly surface: SurfaceReport; readonly control: Control } | undefined {
  const ranks = [
    (surface: SurfaceReport, control: Control) => surface.controls[control].strength === 'cannot-work',
    (surface: SurfaceReport, control: Control) => surface.controls[control].strength === 'declared',
    (surface: SurfaceReport, control: Control) => surface.controls[control].status === 'partial',
    (surface: SurfaceReport, control: Control) => surface.controls[control].status === 'unknown',
    () => true,
  ];
  for (const wanted of ranks) {
    for (const surface of surfaces) {
      for (const column of columns) if (wanted(surface, column.id)) return { surface, control: column.id };
    }
  }
  return undefined;
}
