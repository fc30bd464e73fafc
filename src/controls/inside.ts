import { coverItems, type EvidenceRecord, type FileItem, type ImageNode, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { candidateOf, type Candidate } from './candidates.ts';

const maxDepth = 4;
const maxItems = 64;

/** Ways to make a file that holds others as they are: who unpacks it has them again. */
const packing = /^(archive|archived|compress|gzip|pack|disk image|installer|makeself|msi|nsis|pkgbuild|flatpak|snapcraft|deb|rpm|apk|archlinux|nfpm)\b|packag/i;

/** What is packed in files, down to what was compiled; a file that packs nothing that is known stands for itself. */
export function packedIn(trace: Trace, files: readonly FileItem[], depth = maxDepth): readonly FileItem[] {
  const out = new Map<string, FileItem>();
  for (const item of files) {
    const batch = trace.batches.get(item.batch);
    const held = batch?.kind === 'transformed' && depth > 0 && packing.test(batch.by) ? packedIn(trace, batch.inputs, depth - 1) : [item];
    for (const one of held) if (out.size < maxItems) out.set(`${one.batch}\u0005${JSON.stringify(one.names)}`, one);
  }
  return [...out.values()];
}

/**
 * Evidence about what is packed in a unit's files, or about another file that holds the same, for the two kinds that
 * survive packing: a signature inside a program, and a list of what a program is made of.
 */
export function aboutInside(trace: Trace, unit: Unit, kind: 'embedded' | 'sbom'): readonly Candidate[] {
  const files = unit.image === undefined ? unit.files : kind === 'sbom' ? copiedInto(trace, unit.image) : [];
  if (files.length === 0) return [];
  const held = packedIn(trace, files);
  const records = new Set(held.flatMap((item) => survivors(trace)[kind].get(item.batch) ?? []));
  const inside: Unit = { ...unit, files: held, image: undefined };
  const out: Candidate[] = [];
  for (const record of records) {
    const target = { ...record.target, files: packedIn(trace, record.target.files) };
    if (!isSome(coverItems(held, target.files))) continue;
    const candidate = candidateOf(trace, inside, { ...record, target });
    if (candidate !== undefined && candidate.reach === 'public' && isSome(candidate.cover)) out.push({ ...candidate, record });
  }
  return out;
}

/** The files that an image holds as they are, or that those of which it is an index hold. */
function copiedInto(trace: Trace, image: ImageNode): readonly FileItem[] {
  return [image, ...image.sources.slice(0, maxItems).flatMap((source) => trace.image(source) ?? [])].flatMap((one) => one.inside ?? []);
}

function isSome(cover: Candidate['cover']): boolean {
  return cover === 'all' || cover === 'some';
}

interface Survivors {
  readonly count: number;
  readonly embedded: ReadonlyMap<string, readonly EvidenceRecord[]>;
  readonly sbom: ReadonlyMap<string, readonly EvidenceRecord[]>;
}

const known = new WeakMap<Trace, Survivors>();

/** The evidence of both kinds by the batches that it speaks of, down to what was compiled. */
function survivors(trace: Trace): Survivors {
  const had = known.get(trace);
  if (had !== undefined && had.count === trace.evidence.length) return had;
  const embedded = new Map<string, EvidenceRecord[]>();
  const sbom = new Map<string, EvidenceRecord[]>();
  for (const record of trace.evidence) {
    const index = record.kind === 'sbom' ? sbom : record.kind === 'signature' && record.attachedTo === 'embedded' ? embedded : undefined;
    if (index === undefined || record.cannotWork !== undefined || record.target.source) continue;
    for (const batch of new Set(packedIn(trace, record.target.files).map((item) => item.batch))) {
      const list = index.get(batch);
      if (list === undefined) index.set(batch, [record]);
      else list.push(record);
    }
  }
  const found = { count: trace.evidence.length, embedded, sbom };
  known.set(trace, found);
  return found;
}
