import type { EvidenceRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import type { ControlId } from './evidence.ts';
import { isProvenance } from './provenance.ts';
import { attestedLists, viaLists } from './via-lists.ts';

/**
 * Returns the evidence over the whole of a unit that a stranger can get and check, for one control: direct evidence
 * first, then what speaks through a checksum list. What cannot work, and what a key of one run made, is left out.
 */
export function publicEvidence(trace: Trace, unit: Unit, control: Exclude<ControlId, 'verifyRecipe'>): readonly Candidate[] {
  return found(trace, unit, control).filter(
    (c) => c.reach === 'public' && c.cover === 'all' && c.record.cannotWork === undefined && c.record.madeKey === undefined && !c.platformsOnly,
  );
}

function found(trace: Trace, unit: Unit, control: Exclude<ControlId, 'verifyRecipe'>): readonly Candidate[] {
  switch (control) {
    case 'hashes':
      return candidatesFor(trace, unit, (e) => e.kind === 'hash');
    case 'signature':
      return [
        ...candidatesFor(trace, unit, (e) => e.kind === 'signature' || (e.kind === 'attestation' && e.signed && ofIndex(e))),
        ...viaLists(trace, unit, 'signature'),
      ];
    case 'sbom':
      return candidatesFor(trace, unit, (e) => e.kind === 'sbom' || (e.kind === 'attestation' && e.predicate?.startsWith('sbom-') === true));
    case 'provenance':
      return [
        ...candidatesFor(trace, unit, (e) => e.kind === 'attestation' && e.signed && isProvenance(e)),
        ...attestedLists(trace, unit).filter((c) => isProvenance(c.record)),
      ];
  }
}

/** Schemes of package indexes, which the signature cell counts. */
function ofIndex(record: EvidenceRecord): boolean {
  return record.mechanism === 'pep740' || record.mechanism === 'npm-provenance';
}
