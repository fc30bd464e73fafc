import { literalOf, originsOf, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import type { EvidenceRecord } from './model.ts';

/** The unknowns of the loops that are being run which texts hold: what they name is another thing in each round. */
export function roundsOf(machine: Machine, texts: readonly Text[]): { readonly rounds?: readonly string[] } {
  if (machine.rounds.length === 0) return {};
  const held = new Set(texts.flatMap(originsOf));
  return { rounds: machine.rounds.filter((id) => held.has(id)) };
}

/**
 * The evidence that a file holds in the end. A file that each round of a loop writes anew, for another name each time,
 * is of the last round: it speaks of some of the names at most. `names` are its names, as they are written.
 */
export function ofLastRound(machine: Machine, record: EvidenceRecord, names: readonly Text[]): EvidenceRecord {
  if (record.rounds === undefined || machine.rounds.length === 0) return record;
  // A part of a loop's names that all of them share, such as their folder, is the same in each round.
  const own = new Set(names.flatMap((name) => originsOf(name.filter((piece) => !isShared(piece)))));
  return record.rounds.some((id) => machine.rounds.includes(id) && !own.has(id)) ? machine.trace.partOf(record) : record;
}

/** Whether a piece is made of a loop's name and comes out the same for every one. */
function isShared(piece: Text[number]): boolean {
  // What a condition leaves of the names is the name of one round; what is cut off each name is not.
  if (piece.kind !== 'hole' || piece.each === undefined || !/^(?:dirname|strip-(?:pre|suf)fix\S*|replace\S*|substring)[ (]/.test(piece.id)) return false;
  const [only, ...others] = piece.each.include;
  return only !== undefined && others.length === 0 && piece.each.exclude.length === 0 && literalOf(only) !== undefined;
}
