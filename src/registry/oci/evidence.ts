import { limits } from '../../base/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import type { Descriptor, Manifest } from './manifest.ts';
import type { Referrers } from './referrers.ts';
import type { ImageEvidence, Sought } from './store.ts';

/** Where evidence is looked for: by digest, by tag, and by what refers to it. */
export interface EvidenceKeeper {
  readonly show: (name: { readonly tag?: string; readonly digest?: string }) => string;
  readonly manifest: (name: { readonly tag: string } | { readonly digest: string }) => Promise<Sought<Manifest>>;
  readonly content: (of: Descriptor, maxBytes: number) => Promise<Sought<Uint8Array>>;
  readonly referrers: (digest: string) => Promise<Referrers>;
}

interface Note {
  readonly from: string;
  readonly reason: Reason;
}

interface Collected {
  readonly evidence: readonly (ImageEvidence & { readonly id: string })[];
  readonly notes: readonly Note[];
}

/** What may still be kept. */
interface Budget {
  bytes: number;
  pieces: number;
}

const bundleType = 'application/vnd.dev.sigstore.bundle';
const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
const envelope = 'application/vnd.dsse.envelope.v1+json';

/**
 * Collects the evidence for a manifest in every way in which it is kept: bundles that refer to it, told by the API and by
 * the tag that stands in for it, and cosign's older tags. One way does not hide another. Source: sigstore/cosign
 * `specs/BUNDLE_SPEC.md`, `specs/SIGNATURE_SPEC.md`, distribution-spec "Referrers Tag Schema".
 */
export async function collectEvidence(keeper: EvidenceKeeper, digest: string): Promise<Collected> {
  const tag = digest.replace(':', '-');
  const budget = { bytes: limits.maxKeptBytes, pieces: limits.maxImageEvidence };
  const [referrers, fallback, ...older] = await Promise.all([
    keeper.referrers(digest),
    keeper.manifest({ tag }),
    byTag(keeper, `${tag}.sig`, { form: 'cosign-signature', budget }),
    byTag(keeper, `${tag}.att`, { form: 'cosign-attestation', budget }),
  ]);
  const notes: Note[] = [];
  const note = (why: Reason, name: { readonly tag?: string; readonly digest?: string }): void => void notes.push({ from: keeper.show(name), reason: why });
  const listed = new Map<string, Descriptor>();
  if (referrers.kind === 'list') {
    for (const one of referrers.list) listed.set(one.digest, one);
    if (referrers.problem !== undefined) note(referrers.problem, { digest });
  }
  // Some registries read the tag as the digest, and give the image itself: what is in an index does not refer to it.
  if (fallback.kind === 'parsed' && fallback.value.kind === 'index' && fallback.value.digest !== digest)
    for (const one of fallback.value.manifests) if (!listed.has(one.digest)) listed.set(one.digest, one);
  if (fallback.kind === 'refused') note(fallback.reason, { tag });
  // An entry that does not say what it is may be anything: some clients leave it out of the tag's index.
  const candidates = [...listed.values()].filter((one) => one.artifactType === undefined || one.artifactType.startsWith(bundleType));
  if (candidates.length > limits.maxReferrers)
    note(reason('SERVICE_TOO_MUCH', `${candidates.length} referrers, of which ${limits.maxReferrers} are read`), { digest });
  const bundles = await Promise.all(candidates.slice(0, limits.maxReferrers).map((one) => bundlesOf(keeper, one, budget)));
  const all = [...bundles, ...older];
  return { evidence: all.flatMap((one) => one.evidence), notes: told([...notes, ...all.flatMap((one) => one.notes)]) };
}

/** The first of many notes, and how many more there are. */
function told(notes: readonly Note[]): readonly Note[] {
  const [first] = notes;
  if (first === undefined || notes.length <= limits.maxNotes) return notes;
  const more = reason('SERVICE_TOO_MUCH', `${notes.length - limits.maxNotes} more reasons why there may be more evidence`);
  return [...notes.slice(0, limits.maxNotes), { from: first.from, reason: more }];
}

/** The bundles of one manifest that refers to an image. */
async function bundlesOf(keeper: EvidenceKeeper, { digest, artifactType }: Descriptor, budget: Budget): Promise<Collected> {
  const found = await keeper.manifest({ digest });
  const name = { digest };
  if (found.kind === 'refused') return only(keeper, name, found.reason);
  if (found.kind === 'missing') return only(keeper, name, reason('SERVICE_FAILED', 'a referrer that is listed is not there'));
  const { value } = found;
  const isBundle = value.artifactType?.startsWith(bundleType) === true || artifactType !== undefined;
  if (!isBundle && !(value.kind === 'image' && value.layers.some((layer) => layer.mediaType.startsWith(bundleType)))) return { evidence: [], notes: [] };
  return await layersOf(keeper, { name, manifest: value, budget }, (layer) => (layer.mediaType.startsWith(bundleType) ? 'bundle' : undefined));
}

/** The layers of one of cosign's older tags. */
async function byTag(
  keeper: EvidenceKeeper,
  tag: string,
  { form, budget }: { readonly form: 'cosign-signature' | 'cosign-attestation'; readonly budget: Budget },
): Promise<Collected> {
  const found = await keeper.manifest({ tag });
  if (found.kind === 'missing') return { evidence: [], notes: [] };
  if (found.kind === 'refused') return only(keeper, { tag }, found.reason);
  const type = form === 'cosign-signature' ? simpleSigning : envelope;
  return await layersOf(keeper, { name: { tag, digest: found.value.digest }, manifest: found.value, budget }, (layer) =>
    layer.mediaType === type ? form : undefined,
  );
}

async function layersOf(
  keeper: EvidenceKeeper,
  { name, manifest, budget }: { readonly name: { readonly tag?: string; readonly digest: string }; readonly manifest: Manifest; readonly budget: Budget },
  formOf: (layer: Descriptor) => ImageEvidence['form'] | undefined,
): Promise<Collected> {
  if (manifest.kind !== 'image') return only(keeper, name, reason('SERVICE_MALFORMED', 'evidence that is an index'));
  const wanted = manifest.layers.flatMap((layer, i) => {
    const form = formOf(layer);
    return form === undefined ? [] : [{ layer, form, i }];
  });
  const notes: Note[] = [];
  if (wanted.length === 0) notes.push({ from: keeper.show(name), reason: reason('SERVICE_MALFORMED', 'evidence without a layer of a type that is known') });
  if (wanted.length > limits.maxEvidenceLayers) {
    const message = `${wanted.length} pieces of evidence in one manifest, of which ${limits.maxEvidenceLayers} are read`;
    notes.push({ from: keeper.show(name), reason: reason('SERVICE_TOO_MUCH', message) });
  }
  const evidence = await Promise.all(
    wanted.slice(0, limits.maxEvidenceLayers).map(async ({ layer, form, i }) => {
      const from = `${keeper.show(name)}${manifest.layers.length > 1 ? ` layer ${i + 1}` : ''}`;
      // Taken from what all of it together may have before it is asked for: manifests say what their layers weigh.
      if (layer.size > budget.bytes || budget.pieces === 0) {
        const most = `${limits.maxImageEvidence} pieces or ${limits.maxKeptBytes} bytes`;
        notes.push({ from, reason: reason('SERVICE_TOO_MUCH', `evidence of more than ${most} in all, the rest of which is not read`) });
        return [];
      }
      budget.bytes -= layer.size;
      budget.pieces--;
      const found = await keeper.content(layer, limits.maxEvidenceBytes);
      if (found.kind === 'parsed')
        return [{ id: `${name.digest} ${i}`, from, form, mediaType: layer.mediaType, bytes: found.value, annotations: layer.annotations }];
      notes.push({ from, reason: found.kind === 'missing' ? reason('SERVICE_FAILED', 'a layer that is listed is not there') : found.reason });
      return [];
    }),
  );
  return { evidence: evidence.flat(), notes };
}

function only(keeper: EvidenceKeeper, name: { readonly tag?: string; readonly digest?: string }, why: Reason): Collected {
  return { evidence: [], notes: [{ from: keeper.show(name), reason: why }] };
}
