import { platformsOf, type ImageStore } from '../registry/oci/index.ts';
import { parsed, refused, type Parsed } from '../trust/reason/index.ts';

/** A manifest that is signed: the image or index itself, or one below it. */
export interface ImagePart {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  /** `linux/amd64`; undefined for the top, and where the index names none. */
  readonly platform: string | undefined;
}

/** What a reference stands for. */
export interface ResolvedImage {
  readonly top: ImagePart;
  /** What kind of thing the top is, such as a chart, by its artifact type; undefined where it says nothing. */
  readonly artifactType: string | undefined;
  /** Every other manifest that is signed with it. */
  readonly below: readonly ImagePart[];
}

/**
 * Resolves a reference once, down to digests. Takes where it is kept, its tag or digest, and whether what is below an index
 * belongs to it. An index of which a manifest is not there is refused: nobody could verify all of it.
 */
export async function resolveImage(
  store: ImageStore,
  name: { readonly tag: string } | { readonly digest: string },
  platforms: 'index' | 'each',
): Promise<Parsed<ResolvedImage>> {
  const shown = 'digest' in name ? store.show(name.digest) : `${store.show('').replace(/@$/, '')}:${name.tag}`;
  const first = await store.manifest(name);
  if (first.kind === 'refused') return first;
  if (first.kind === 'missing') return refused('SUBJECT_MISSING', `${shown} is not there, or is not shown to who asks`);
  const { digest, mediaType, size, artifactType } = first.value;
  if (!digest.startsWith('sha256:')) return refused('DIGEST_UNSUPPORTED', `${shown} is named by another digest than SHA-256, which is what is signed`);
  const top = { mediaType, digest, size, platform: undefined };
  if (platforms === 'index') return parsed({ top, artifactType, below: [] });
  const all = await platformsOf(store, first.value);
  const [problem] = all.problems;
  if (problem !== undefined) return { kind: 'refused', reason: problem };
  const found = await Promise.all(all.platforms.map(async (one) => ({ ...one, part: await store.manifest({ digest: one.digest }) })));
  const below: ImagePart[] = [];
  for (const { digest: each, platform, part } of found) {
    if (part.kind === 'refused') return part;
    if (part.kind === 'missing')
      return refused('SUBJECT_MISSING', `${store.show(each)} (${platform ?? 'of no named platform'}) is listed in the index and is not there`, {
        hint: '--index-only signs the index without what it lists',
      });
    below.push({ mediaType: part.value.mediaType, digest: each, size: part.value.size, platform });
  }
  return parsed({ top, artifactType, below });
}
