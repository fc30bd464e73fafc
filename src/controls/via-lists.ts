import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { candidateOf, crowded, type Candidate } from './candidates.ts';
import { evidenceNear, vouchedLists, type Vouching } from './evidence-index.ts';

/** How the signature cell calls files of which only the checksum list is attested. */
export const attestedListOnly = 'attested list only';

const maxViaLists = 256;

/** What is signed or attested over a published checksum file covers what the file lists, and only that. */
export function viaLists(trace: Trace, unit: Unit, by: Vouching): readonly Candidate[] {
  const out: Candidate[] = [];
  const vouched = vouchedLists(trace, by);
  if (vouched.size === 0) return out;
  for (const list of evidenceNear(trace, unit)) {
    const over = vouched.get(list);
    const listed = over === undefined ? undefined : candidateOf(trace, unit, list);
    if (over === undefined || listed === undefined || listed.reach !== 'public' || list.cannotWork !== undefined) continue;
    for (const record of over) {
      if (out.length >= maxViaLists) {
        crowded.add(unit);
        return out;
      }
      const candidate = candidateOf(trace, unit, record, list);
      if (candidate !== undefined) out.push(candidate);
    }
  }
  return out;
}

/** What attests a published checksum file that lists the unit, so that strangers can check it. */
export function attestedLists(trace: Trace, unit: Unit): readonly Candidate[] {
  return viaLists(trace, unit, 'attestation').filter(
    (c) =>
      c.record.signed &&
      c.record.cannotWork === undefined &&
      c.record.predicate !== 'vuln' &&
      c.reach === 'public' &&
      (c.cover === 'all' || c.cover === 'some'),
  );
}
