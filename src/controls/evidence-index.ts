import { foundThere, neverRaised, type EvidenceRecord, type PublishRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** Evidence by what it can be about, so that a unit is compared with few records instead of all. */
interface EvidenceIndex {
  readonly count: number;
  /**
   * Positions in the trace's evidence by batch of files, by folder where files were found, and by image of the same
   * bytes; of evidence that names neither, by the run or the step in which alone it can be about something.
   */
  readonly about: ReadonlyMap<string, readonly number[]>;
  /** Whether a run that a release starts never takes place. */
  readonly noReleaseRuns: boolean;
  /** What each step puts on package indexes. */
  readonly indexed: ReadonlyMap<string, readonly PublishRecord[]>;
  /** What vouches for the file of a checksum list, by the list. */
  readonly vouchedLists: Readonly<Record<Vouching, ReadonlyMap<EvidenceRecord, readonly EvidenceRecord[]>>>;
}

/** Evidence that says whose a file is. */
export type Vouching = 'signature' | 'attestation';

const indexes = new WeakMap<Trace, EvidenceIndex>();

function indexOf(trace: Trace): EvidenceIndex {
  const known = indexes.get(trace);
  if (known !== undefined && known.count === trace.evidence.length) return known;
  const about = new Map<string, number[]>();
  const overLists = { signature: new Map<EvidenceRecord, EvidenceRecord[]>(), attestation: new Map<EvidenceRecord, EvidenceRecord[]>() };
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
    if (target.unresolved !== undefined) keys.add(`run:${record.origin.run}`);
    if (target.releaseAssets !== undefined) keys.add(releaseAssets);
    if (record.attachedTo === 'index') keys.add(stepKey(record.origin));
    for (const key of keys) append(about, key, i);
    if (record.kind !== 'signature' && record.kind !== 'attestation') return;
    for (const list of new Set(target.files.flatMap((f) => trace.carriedBy(f.batch)))) if (list.kind === 'hash') append(overLists[record.kind], list, record);
  });
  const indexed = new Map<string, PublishRecord[]>();
  for (const publish of trace.publishes) if (publish.sink.kind === 'index') append(indexed, stepKey(publish.origin), publish);
  const noReleaseRuns = neverRaised(trace, 'release') !== undefined;
  const index = { count: trace.evidence.length, about, noReleaseRuns, indexed, vouchedLists: overLists };
  indexes.set(trace, index);
  return index;
}

/** Evidence over assets that a release already has is about any release. */
const releaseAssets = 'release-assets';

function stepKey(at: { readonly run: string; readonly jobKey: string | undefined; readonly step: string }): string {
  return `step:${JSON.stringify([at.run, at.jobKey, at.step])}`;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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
  keys.add(`run:${unit.run}`);
  if (unit.place === 'release') keys.add(releaseAssets);
  if (unit.place === 'index') keys.add(stepKey({ run: unit.run, jobKey: unit.publish?.origin.jobKey, step: unit.publishedBy.step }));
  const positions = new Set<number>();
  for (const key of keys) for (const i of index.about.get(key) ?? []) positions.add(i);
  return [...positions].sort((a, b) => a - b).map((i) => trace.evidence[i]!);
}

/** The checksum lists that somebody signs or attests, in the order they were made, each with its signatures or attestations. */
export function vouchedLists(trace: Trace, by: Vouching): ReadonlyMap<EvidenceRecord, readonly EvidenceRecord[]> {
  return indexOf(trace).vouchedLists[by];
}

/** Whether evidence is made by a run that nothing starts. */
export function isNeverMade(trace: Trace, record: EvidenceRecord): boolean {
  return record.origin.scenario.startsWith('release') && indexOf(trace).noReleaseRuns;
}

/** What the step that made the evidence puts on package indexes. */
export function indexedBeside(trace: Trace, record: EvidenceRecord): readonly PublishRecord[] {
  return indexOf(trace).indexed.get(stepKey(record.origin)) ?? [];
}
