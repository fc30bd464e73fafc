import { failureOf, type ControlId, type Failure } from '../../controls/index.ts';
import { cellsOf, ofCell } from './ask.ts';
import type { RuleInput } from './input.ts';
import { finding, type Found } from './rule.ts';

const nouns: readonly (readonly [ControlId, string])[] = [
  ['hashes', 'no published checksum'],
  ['signature', 'not signed'],
  ['sbom', 'no SBOM'],
  ['provenance', 'no provenance'],
];

/** The cells whose evidence can never be made, of one sort of failure. */
export function* brokenBy(input: RuleInput, failure: Failure): Iterable<Found> {
  for (const [control, what] of nouns) {
    for (const cell of cellsOf(input, control)) {
      const { status, strength, reason } = cell.evidence;
      if (status !== 'absent' || strength !== 'cannot-work' || failureOf(reason ?? '') !== failure) continue;
      const base = ofCell(cell);
      yield finding({ ...base, message: `${what}, although the workflow tries: ${reason ?? ''}`, path: [...base.path, control] });
    }
  }
}
