import { foundThere, type EvidenceRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** Evidence by what it can be about, so that a unit is compared with few records instead of all. */
interface EvidenceIndex {
  readonly count: number;
  /** Positions in the trace's evidence by batch of files, by folder where files were found, and by image of the same bytes. */
  readonly about: ReadonlyMap<string, readonly number[]>;
  /** Positions of evidence that can be about things that it does not name by batch or image. */
  readonly loose: readonly number[];
  /** Signatures over the files of a checksum list, by the list. */
  readonly signedLists: ReadonlyMap<EvidenceRecord, readonly EvidenceRecord[]>;
}

const indexes = new WeakMap<Trace, EvidenceIndex>();

function indexOf(trace: Trace): EvidenceIndex {
  const known = indexes.get(trace);
  if (known !== undefined && known.count === trace.evidence.length) return known;
  const about = new Map<string, number[]>();
  const loose: number[] = [];
  const listsSigned = new Map<EvidenceRecord, EvidenceRecord[]>();
  trace.evidence.forEach((record, i) => {
    const { target } = record;
    const keys = new Set<string>();
    for (const f of target.files) {
      keys.add(`file:${f.batch}`);
      const there = foundThere(f.batch);
      if (there !== undefined) keys.add(there);
    }
    for (const image of target.images) {
      keys.add(`image:${trace.rootOf(image.id)}`);
      keys.add(`image:${image.id}`);
    }
    for (const key of keys) {
      const list = about.get(key);
      if (list === undefined) about.set(key, [i]);
      else list.push(i);
    }
    if (target.unresolved !== undefined || target.releaseAssets !== undefined || record.attachedTo === 'index') loose.push(i);
    if (record.kind !== 'signature') return;
    for (const list of new Set(target.files.flatMap((f) => trace.carriedBy(f.batch)))) {
      if (list.kind !== 'hash') continue;
      const signatures = listsSigned.get(list);
      if (signatures === undefined) listsSigned.set(list, [record]);
      else signatures.push(record);
    }
  });
  const index = { count: trace.evidence.length, about, loose, signedLists: listsSigned };
  indexes.set(trace, index);
  return index;
}

/** The evidence that can be about a unit, in the order it was made: every other record certainly covers nothing of it. */
export function evidenceNear(trace: Trace, unit: Unit): readonly EvidenceRecord[] {
  const index = indexOf(trace);
  const keys = new Set<string>();
  for (const f of unit.files) {
    keys.add(`file:${f.batch}`);
    const there = foundThere(f.batch);
    if (there !== undefined) keys.add(there);
  }
  if (unit.image !== undefined) {
    keys.add(`image:${unit.image.id}`);
    keys.add(`image:${trace.rootOf(unit.image.id)}`);
    for (const source of unit.image.sources) keys.add(`image:${source}`);
  }
  const positions = new Set(index.loose);
  for (const key of keys) for (const i of index.about.get(key) ?? []) positions.add(i);
  return [...positions].sort((a, b) => a - b).map((i) => trace.evidence[i]!);
}

/** The checksum lists that somebody signs, in the order they were made, each with its signatures. */
export function signedLists(trace: Trace): ReadonlyMap<EvidenceRecord, readonly EvidenceRecord[]> {
  return indexOf(trace).signedLists;
}
