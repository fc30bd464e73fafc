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

/** The cells whose evidence can never be made, of one sort of failure: one complaint for what one step was to make. */
export function* brokenBy(input: RuleInput, failure: Failure): Iterable<Found> {
  const found = new Map<string, { readonly first: Found; readonly lacks: string[]; readonly reason: string }>();
  for (const [control, what] of nouns) {
    for (const cell of cellsOf(input, control)) {
      const { status, strength, reason } = cell.evidence;
      if (status !== 'absent' || strength !== 'cannot-work' || failureOf(reason ?? '') !== failure) continue;
      const base = ofCell(cell);
      const key = `${base.surface} ${base.at.file}:${base.at.start} ${reason ?? ''}`;
      const known = found.get(key);
      if (known !== undefined) known.lacks.push(what);
      else found.set(key, { first: finding({ ...base, message: '', path: [...base.path, control] }), lacks: [what], reason: reason ?? '' });
    }
  }
  for (const { first, lacks, reason } of found.values()) yield { ...first, message: `${lacks.join(', ')}, although the workflow tries: ${reason}` };
}
