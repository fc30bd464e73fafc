import { isLoggedElsewhere, type FoundSubject } from '../../subjects/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { Services } from './find.ts';

/** What a piece answers with that nothing is wrong with, and what one lacks that came without its log entry. */
const sound: ReadonlySet<string> = new Set(['EVIDENCE_OTHER_KIND', 'MEMBERSHIP_ONLY', 'PREDICATE_UNKNOWN']);
const unlogged: ReadonlySet<string> = new Set(['LOG_ENTRY_MISSING', 'TIME_MISSING', 'SIGNER_KIND_MISMATCH', 'SIGNER_KEY_MISSING']);

const hint = 'leave --offline out';

/**
 * Why what lies at hand does not settle it where services might have had more and nobody may be asked. Evidence that was
 * refused for what it is settles it: that is the answer to whoever wants no service asked.
 */
export function notAsked({ subject, verdict }: Judged, found: () => FoundSubject, { attestations, log }: Services): readonly Reason[] {
  if (verdict.verified || verdict.decision === 'undecided') return [];
  const { pieces } = verdict;
  const isOpen = pieces.every((piece) => piece.reasons.every((one) => sound.has(one.code)));
  if (attestations !== undefined && isOpen && !subject.startsWith('git:'))
    return [reason('SERVICE_NOT_ASKED', `with --offline, ${attestations} was not asked for its attestations of it`, { hint })];
  const isUnlogged = pieces.map((piece) => piece.reasons.length > 0 && piece.reasons.every((one) => unlogged.has(one.code)));
  if (log === undefined || !isUnlogged.includes(true)) return [];
  // Pieces stand in the order in which they were found.
  const { offered, lists } = found();
  const all = [...offered, ...lists.flatMap((list) => list.offered)];
  if (!all.some((piece, i) => isUnlogged[i] === true && isLoggedElsewhere(piece))) return [];
  return [
    reason('SERVICE_NOT_ASKED', `with --offline, ${new URL(log).host} was not asked for the log entry of evidence that brings none`, {
      hint: `--rekor-entry FILE, or ${hint}`,
    }),
  ];
}
