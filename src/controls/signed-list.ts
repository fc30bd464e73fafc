import { publishedCarriers, type EvidenceRecord, type FileItem, type OpaqueRecord, type PublishRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { keyOf } from '../values/index.ts';
import { rewriterOf } from './rewritten.ts';

/** Whether the checksum list that strangers get is the one that was signed or attested, byte for byte. */
export interface SignedList {
  /** It was written again afterwards, and only what it became is published: the signature fits no file that is there. */
  readonly isOther: boolean;
  /** The step that was not read and that may have changed it on the way. */
  readonly rewriter: OpaqueRecord | undefined;
}

/**
 * Compares the files of a list that are published with those that a record is about: a list that a command appends to,
 * sorts, edits or makes anew is another file each time, although it may list the same.
 */
export function signedListOf(trace: Trace, unit: Unit, list: EvidenceRecord, record: EvidenceRecord): SignedList {
  const vouched = record.target.files.filter((f) => list.carriers.includes(f.batch));
  const sent = publishedCarriers(trace, list).map((publish) => ({ publish, versions: versionsIn(trace, publish, list) }));
  const isVouched = (batch: string): boolean => vouched.some((f) => f.batch === batch) || trace.carriedBy(batch).includes(record);
  const published = sent.filter(({ versions }) => versions.length > 0);
  if (vouched.length === 0) return { isOther: false, rewriter: undefined };
  // A text that is signed inside its signature is published with it, and needs no file of its own.
  if (published.length === 0) return { isOther: sent.some(({ publish }) => isReplaced(publish, vouched)), rewriter: undefined };
  const kept = published.filter(({ versions }) => versions.some(isVouched));
  if (kept.length === 0) return { isOther: true, rewriter: undefined };
  const rewriters = kept.map(({ publish }) => rewriterOf(trace, { ...unit, files: vouched, image: undefined, run: publish.origin.run, publish }, record));
  return { isOther: false, rewriter: rewriters.every((step) => step !== undefined) ? rewriters[0] : undefined };
}

/** The files of a list that a step publishes, as they are or packed; a signature made of one is none of them. */
function versionsIn(trace: Trace, publish: PublishRecord, list: EvidenceRecord): readonly string[] {
  return publish.files
    .flatMap((f) => {
      const made = trace.batches.get(f.batch);
      return made?.kind === 'transformed' ? [f.batch, ...made.inputs.map((input) => input.batch)] : [f.batch];
    })
    .filter((batch) => list.carriers.includes(batch));
}

/** Whether a step publishes files of the same names instead. */
function isReplaced(publish: PublishRecord, vouched: readonly FileItem[]): boolean {
  const names = new Set(vouched.flatMap((f) => f.names.include.filter((name) => name.every((piece) => piece.kind !== 'wild')).map(keyOf)));
  return publish.files.some((f) => f.atMost !== true && vouched.every((v) => v.batch !== f.batch) && f.names.include.some((name) => names.has(keyOf(name))));
}
