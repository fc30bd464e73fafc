import type { Span } from '../../base/index.ts';
import type { ControlId, Evidence } from '../../controls/index.ts';
import type { JudgedSurface, RuleInput } from './input.ts';
import { isNameless, isToRead } from './places.ts';
import type { Related } from './rule.ts';

export interface Cell {
  readonly surface: JudgedSurface;
  readonly evidence: Evidence;
}

/** One control's answers for all that is released; pages to read are no release, and of what has no name nothing can be said. */
export function cellsOf(input: RuleInput, control: ControlId): readonly Cell[] {
  return input.surfaces.filter((one) => !isToRead(one) && !isNameless(one)).map((surface) => ({ surface, evidence: surface.controls[control] }));
}

/** Where a cell's complaint stands: what made or missed the evidence, else the step that publishes. */
export function placeOf({ surface, evidence }: Cell): { readonly at: Span; readonly related: readonly Related[] } {
  const own = evidence.because.find((one) => one.role !== 'publishes');
  const at = own?.span ?? surface.info.at;
  return { at, related: restOf(evidence, at) };
}

/** The other steps of a cell's chain; that it is published is told once. */
export function restOf(evidence: Evidence, at: Span): readonly Related[] {
  const published = evidence.because.find((one) => one.role === 'publishes');
  return evidence.because.filter((one) => one.span !== at && (one.role !== 'publishes' || one === published)).map((one) => ({ at: one.span, what: one.what }));
}

/** The way to a surface that its fingerprint holds. */
export function wayTo(surface: JudgedSurface): readonly string[] {
  const { workflow, job, config } = surface.info.publishedBy;
  return [workflow, job, config];
}

/** What every complaint about a cell has. */
export function ofCell(cell: Cell): {
  readonly at: Span;
  readonly related: readonly Related[];
  readonly surface: string;
  readonly path: readonly string[];
  readonly action?: string;
} {
  const { raise } = cell.evidence;
  return { ...placeOf(cell), surface: cell.surface.info.id, path: wayTo(cell.surface), ...(raise === null ? {} : { action: raise }) };
}

/** A surface in a sentence: the first of its names. */
export function nameOf({ info }: JudgedSurface): string {
  return info.name.length <= 40 ? info.name : `${(info.members[0] ?? info.name).split(', ')[0]!} …`;
}

export function has(evidence: Evidence): boolean {
  return evidence.status === 'present' || evidence.status === 'partial';
}

/** Nothing, and no step that tries. */
export function lacks(evidence: Evidence): boolean {
  return evidence.status === 'absent' && evidence.strength !== 'cannot-work';
}

/** Made, and left where nobody outside gets it: that has a rule of its own. */
export function isKeptBack(evidence: Evidence): boolean {
  return evidence.status === 'absent' && keptBack.test(evidence.reason ?? '');
}

const keptBack = /is only in a workflow artifact that expires|made and (?:never published|stays in a workflow artifact)|the key is made in this run/;

/** `: why`, or nothing. */
export function because(evidence: Evidence): string {
  return evidence.reason === null ? '' : `: ${evidence.reason}`;
}
