import type { Tri } from '../base/index.ts';
import { includes, intersects, nameSet, type NameSet } from '../values/index.ts';
import type { EvidenceRecord, FileItem, Origin, PublishRecord, Target, Weakness } from './model.ts';
import type { Trace } from './trace-state.ts';

export type Coverage = 'all' | 'some' | 'none' | 'unknown';

/** How much of some published files is among others: the same batch, and names that include them. */
export function coverItems(published: readonly FileItem[], evidence: readonly FileItem[]): Coverage {
  if (published.length === 0) return 'none';
  const answers = published.flatMap((p): readonly Coverage[] =>
    isSameFind(p, evidence) ? ['all'] : p.names.include.map((name) => coverOne(p.batch, nameSet([name], p.names.exclude), evidence)),
  );
  if (answers.every((a) => a === 'all')) return 'all';
  if (answers.every((a) => a === 'none')) return 'none';
  if (answers.some((a) => a === 'unknown')) return 'unknown';
  return 'some';
}

/**
 * Whether the same find is in both: an item that was read whole from where it stood, by either. Whichever files it was
 * at most, they are the same.
 */
function isSameFind(published: FileItem, evidence: readonly FileItem[]): boolean {
  return published.atMost === true && evidence.includes(published);
}

function coverOne(batch: string, names: NameSet, evidence: readonly FileItem[]): Coverage {
  let best: Coverage = 'none';
  const there = foundThere(batch);
  for (const e of evidence.length <= fewItems ? evidence : itemsNear(evidence, batch, there)) {
    if (e.batch !== batch) {
      // Found in the same folder before something unread ran: it may be the same files, or files that were made anew.
      if (best === 'none' && there !== undefined && foundThere(e.batch) === there && intersects(e.names, names) !== false) best = 'unknown';
      continue;
    }
    const inside: Tri = includes(e.names, names);
    if (inside === true && e.atMost !== true) return 'all';
    if (inside === true) {
      best = 'unknown';
      continue;
    }
    const touch: Tri = intersects(e.names, names);
    if (touch === false) continue;
    if (inside === false && touch === true) best = best === 'unknown' ? 'unknown' : 'some';
    else best = 'unknown';
  }
  return best;
}

const fewItems = 8;
const itemsByBatch = new WeakMap<readonly FileItem[], ReadonlyMap<string, readonly FileItem[]>>();

/** Of many items those of one batch, or those found in one folder at any time. */
function itemsNear(evidence: readonly FileItem[], batch: string, there: string | undefined): readonly FileItem[] {
  let index = itemsByBatch.get(evidence);
  if (index === undefined) {
    const made = new Map<string, FileItem[]>();
    const append = (key: string, item: FileItem): void => {
      const list = made.get(key);
      if (list === undefined) made.set(key, [item]);
      else list.push(item);
    };
    for (const e of evidence) append(foundThere(e.batch) ?? e.batch, e);
    index = made;
    itemsByBatch.set(evidence, index);
  }
  return index.get(there ?? batch) ?? [];
}

/** The job and folder of files that were found there, without how often something unread had run; undefined for what was made. */
export function foundThere(batch: string): string | undefined {
  return /^(there:.*):\d+:\d+$/s.exec(batch)?.[1];
}

/** How a target covers an image: its own digest, its platforms only, or by a name that may be another digest. */
export function coverImage(
  trace: Trace,
  image: string,
  target: Target,
  evidence: EvidenceRecord,
): { readonly cover: Coverage; readonly by: 'digest' | 'tag'; readonly platformsOnly: boolean } {
  const node = trace.image(image);
  for (const t of target.images) {
    const direct = t.id === image;
    const elsewhere = !direct && trace.image(t.id) !== undefined && trace.rootOf(t.id) === trace.rootOf(image);
    if (!direct && !elsewhere) continue;
    if (t.by === 'maybe') return { cover: 'unknown', by: 'digest', platformsOnly: false };
    // What a registry keeps beside an image is kept per repository; an attestation service goes by digest alone.
    if (elsewhere && isBesideImage(evidence) && !sameRepository(trace, t.id, image) && !cameAlong(trace, t.id, image, evidence)) continue;
    return { cover: 'all', by: t.by, platformsOnly: false };
  }
  if (node !== undefined && node.sources.length > 0 && target.images.some((t) => node.sources.includes(t.id) && t.by !== 'maybe'))
    return { cover: 'some', by: 'digest', platformsOnly: true };
  if (target.images.some((t) => t.by === 'maybe' && t.id === image)) return { cover: 'unknown', by: 'digest', platformsOnly: false };
  return { cover: 'none', by: 'digest', platformsOnly: false };
}

const maxCopies = 8;

/** Evidence that was there when the image was copied with all that is kept beside it, from where it was made or from such a copy. */
function cameAlong(trace: Trace, from: string, to: string, evidence: EvidenceRecord, depth = 0): boolean {
  const copy = trace.image(to);
  return (
    copy?.withEvidenceOf !== undefined &&
    depth < maxCopies &&
    (copy.withOnly === undefined || copy.withOnly === (evidence.kind === 'signature' ? 'signatures' : 'attestations')) &&
    (copy.withEvidenceOf === from || sameRepository(trace, from, copy.withEvidenceOf) || cameAlong(trace, from, copy.withEvidenceOf, evidence, depth + 1)) &&
    (evidence.origin.run !== copy.origin.run || evidence.origin.order < copy.origin.order)
  );
}

function isBesideImage(evidence: EvidenceRecord): boolean {
  return evidence.attachedTo === 'registry' || evidence.attachedTo === 'registry-unsigned';
}

function sameRepository(trace: Trace, a: string, b: string): boolean {
  const key = (id: string): string => JSON.stringify(trace.image(id)?.refs[0]?.repository ?? null);
  return key(a) === key(b);
}

/** Where files that carry evidence are public: the publishes that include one of its carriers. */
export function publishedCarriers(trace: Trace, evidence: EvidenceRecord): readonly PublishRecord[] {
  const [first] = evidence.carriers;
  if (first === undefined) return [];
  const byBatch = publishedBatches(trace);
  if (evidence.carriers.length === 1) return byBatch.get(first) ?? [];
  return [...new Set(evidence.carriers.flatMap((batch) => byBatch.get(batch) ?? []))];
}

/** Whether a stranger can get what a check of a signature needs besides it: the certificate, or the public half of a key that a run made. */
export function lacksToCheck(trace: Trace, evidence: EvidenceRecord): 'certificate' | 'key' | 'signature' | undefined {
  const isPublic = (batches: readonly string[]): boolean =>
    batches.some(
      (batch) =>
        publishedBatches(trace)
          .get(batch)
          ?.some((p) => p.cannotWork === undefined) === true,
    );
  if (evidence.certificates !== undefined && evidence.attachedTo === 'beside' && !isPublic(evidence.certificates)) return 'certificate';
  const signatures = evidence.certificates === undefined ? [] : evidence.carriers.filter((one) => evidence.certificates?.includes(one) !== true);
  if (evidence.attachedTo === 'beside' && signatures.length > 0 && !isPublic(signatures)) return 'signature';
  const key = evidence.madeKey;
  return key === undefined || key.sent || isPublic(key.publics) ? undefined : 'key';
}

const published = new WeakMap<Trace, { readonly count: number; readonly byBatch: ReadonlyMap<string, readonly PublishRecord[]> }>();

/** The publishes by the batches that they make public. A carrier renamed, copied or packed as it is counts by the batch it was. */
function publishedBatches(trace: Trace): ReadonlyMap<string, readonly PublishRecord[]> {
  const known = published.get(trace);
  if (known !== undefined && known.count === trace.publishes.length) return known.byBatch;
  const byBatch = new Map<string, PublishRecord[]>();
  for (const publish of trace.publishes) {
    const batches = new Set<string>();
    for (const f of publish.files) {
      if (f.atMost === true) continue;
      batches.add(f.batch);
      const made = trace.batches.get(f.batch);
      if (made?.kind === 'evidence' || made?.kind === 'transformed') for (const input of made.inputs) batches.add(input.batch);
    }
    for (const batch of batches) {
      const list = byBatch.get(batch);
      if (list === undefined) byBatch.set(batch, [publish]);
      else list.push(publish);
    }
  }
  published.set(trace, { count: trace.publishes.length, byBatch });
  return byBatch;
}

/** Weaknesses of evidence that the publication does not share: what holds for both cannot part them. */
export function ownWeakness(evidence: readonly Weakness[], publish: readonly Weakness[]): readonly Weakness[] {
  const shared = new Set(publish.filter((w) => w.kind === 'conditional').map((w) => w.key));
  return evidence.filter((w) => w.key !== 'always' && !(w.kind === 'conditional' && shared.has(w.key)));
}

/** The job of a key at the top level of its run: calls inlined below it count as it. */
export function topJob(jobKey: string, run: string): string {
  return (jobKey.slice(run.length + 1).split('/')[0] ?? '').replace(/#\d+$/, '');
}

/** Whether something happens after another on every path: later in the same job, or in a job that waits for that one's, in a called workflow too. */
export function surelyAfter(trace: Trace, run: string, first: Origin, then: Origin): boolean {
  if (first.jobKey === then.jobKey) return first.order < then.order;
  const record = trace.runOf(run);
  const [a, b] = [first, then].map((one) => one.jobKey.slice(run.length + 1).split('/')) as [string[], string[]];
  const parts = a.findIndex((part, i) => part !== b[i]);
  if (record === undefined || parts === -1 || b[parts] === undefined) return false;
  const [from, to] = [a[parts]!, b[parts]].map((part) => part.replace(/#\d+$/, '')) as [string, string];
  const around = parts === 0 ? record.before : record.inside.get(`${a.slice(0, parts).join('/')}/`);
  return from !== to && around?.get(to).has(from) === true;
}

/** Whether one of two jobs waits for the other. */
export function connected(trace: Trace, run: string, a: string, b: string): boolean {
  if (a === b) return true;
  const record = trace.runOf(run);
  if (record === undefined) return true;
  const x = topJob(a, run);
  const y = topJob(b, run);
  return x === y || record.before.get(x).has(y) || record.before.get(y).has(x);
}
