import type { FindingReport, ProposedFix } from '../audit/index.ts';

/** A finding with the edit that is to mend it. */
export interface Candidate {
  readonly finding: FindingReport;
  readonly fix: ProposedFix;
}

/** More in one go would cost more where one of them is refused. */
const most = 8;

/**
 * Returns the candidates that are tried together with the first: edits of the same sort for the same fault, at other places. One audit
 * then proves all of them, for they came of the same one.
 */
export function batchOf(first: Candidate, others: Iterable<Candidate>, realPath: (path: string) => string): readonly Candidate[] {
  const batch = [first];
  const taken = [...first.fix.edits];
  /** Whether two edits are at one place or side by side: what stands between them would be for both to say. */
  const touches = ({ at }: Edit, { at: other }: Edit): boolean => realPath(at.file) === realPath(other.file) && at.start <= other.end && other.start <= at.end;
  for (const one of others) {
    if (batch.length >= most) break;
    if (one.finding.id === first.finding.id || one.finding.rule !== first.finding.rule || one.fix.kind !== first.fix.kind) continue;
    if (one.fix.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
    batch.push(one);
    taken.push(...one.fix.edits);
  }
  return batch;
}

type Edit = ProposedFix['edits'][number];

/** One edit of all. */
export function together(batch: readonly Candidate[]): ProposedFix {
  return {
    ...batch[0]!.fix,
    title: [...new Set(batch.map(({ fix }) => fix.title))].join('; '),
    notes: [...new Set(batch.flatMap(({ fix }) => fix.notes))],
    edits: batch.flatMap(({ fix }) => fix.edits),
  };
}

/** What is gone with each of a batch: its own finding, and what is of its surface, else what stands nearest to it. */
export function shareOf(gone: readonly FindingReport[], batch: readonly Candidate[], index: number): readonly FindingReport[] {
  const own = new Map(batch.map(({ finding }, i) => [finding.id, i]));
  return gone.filter((one) => (own.get(one.id) ?? nearest(one, batch)) === index);
}

function nearest({ surface, at }: FindingReport, batch: readonly Candidate[]): number {
  const distance = ({ finding }: Candidate): number =>
    surface !== null && finding.surface === surface ? -1 : finding.at.file === at.file ? Math.abs(finding.at.line - at.line) : Infinity;
  const distances = batch.map(distance);
  return distances.indexOf(Math.min(...distances));
}
