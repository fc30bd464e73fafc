import { originsOf, type Text } from '../values/index.ts';
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
  const own = new Set(names.flatMap(originsOf));
  return record.rounds.some((id) => machine.rounds.includes(id) && !own.has(id)) ? machine.trace.partOf(record) : record;
}
