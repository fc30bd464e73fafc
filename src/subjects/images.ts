import { limits, type BytesRead, type Disk } from '../base/index.ts';
import {
  openArchive,
  openLayout,
  openRegistry,
  platformsOf,
  type Attached,
  type ImageReference,
  type ImageStore,
  type Layout,
  type LayoutFiles,
  type RegistryOptions,
  type Sought,
} from '../registry/oci/index.ts';
import type { Asker } from '../registry/asking/index.ts';
import { imageLayerBundle, readEvidence, type Offered } from '../trust/bundle/index.ts';
import { parsed, quoted, reason, refused, type Parsed, type Reason } from '../trust/reason/index.ts';
import { artifactOfDigest } from './digest.ts';
import type { Finding, FoundSubject } from './found.ts';
import type { ImageName, NamedSubject } from './named.ts';

/** Whether the platforms below an index are subjects of their own. */
export type Platforms = 'index' | 'each';

/** Finds an image in its registry: the digest that its tag stands for, and the evidence for it. */
export async function findImage(
  reference: ImageReference,
  asker: Asker,
  options: RegistryOptions & { readonly platforms: Platforms; readonly evidence: 'looked-for' | 'given' },
): Promise<Parsed<Finding>> {
  const store = openRegistry(asker, reference, options);
  const { tag, digest } = reference;
  const name = digest === undefined ? { tag: tag ?? 'latest' } : { digest };
  return await findInStore(store, name, options);
}

/** Finds an image in a layout or an archive: the one that is named, or the only one. */
export async function findInLayout(
  named: NamedLayout,
  disk: Disk,
  options: { readonly platforms: Platforms; readonly evidence: 'looked-for' | 'given' },
): Promise<Parsed<Finding>> {
  const layout = openNamedLayout(named, disk);
  if (layout.kind === 'refused') return layout;
  const image = imageIn(layout.value, named);
  return image.kind === 'refused' ? image : await findInStore(layout.value.store, image.value, options);
}

/** A layout or archive as a person names it. */
export type NamedLayout = Extract<NamedSubject, { kind: 'layout' }>;

/** Opens a layout in a folder, or an archive of one. */
export function openNamedLayout({ path, form }: NamedLayout, disk: Disk): Parsed<Layout> {
  return form === 'folder' ? layoutIn(path, disk) : archiveAt(path, disk);
}

/** The image of a layout that is named, or the only one. */
export function imageIn({ images }: Layout, { path, image }: NamedLayout): Parsed<ImageName> {
  if (image !== undefined) return parsed(image);
  const [only, ...others] = images;
  if (only === undefined) return refused('SUBJECT_MISSING', `${quoted(path)} holds no image`);
  if (others.length > 0) {
    const names = images.map((one) => one.names[0] ?? one.digest).slice(0, 5);
    return refused('SUBJECT_MALFORMED', `${quoted(path)} holds ${images.length} images, and it is not said which`, {
      hint: `add one of: ${names.map((one) => (one.includes(':') ? `@${one}` : `:${one}`)).join(' ')}`,
    });
  }
  return parsed({ digest: only.digest });
}

function layoutIn(path: string, disk: Disk): Parsed<Layout> {
  if (disk.names(path) === undefined)
    return disk.open(path).kind === 'pieces'
      ? refused('SUBJECT_UNREADABLE', `${quoted(path)} is a file, and no folder of an OCI layout`, { hint: `oci-archive:${path}` })
      : refused('SUBJECT_MISSING', `there is no folder ${quoted(path)} that can be read`, { hint: 'look at the path after oci-layout: again' });
  const unread = (file: string, read: Exclude<BytesRead, { readonly kind: 'bytes' }>): Sought<never> =>
    read.kind === 'missing'
      ? read
      : refused('SUBJECT_UNREADABLE', `${quoted(file)} in ${quoted(path)}: ${read.kind === 'folder' ? 'it is a folder' : read.reason}`);
  const files: LayoutFiles = (file, maxBytes) => {
    const read = disk.read(disk.join(path, file), { maxBytes });
    return read.kind === 'bytes' ? parsed(read.bytes) : unread(file, read);
  };
  return openLayout(files, `oci-layout:${path}`, (file) => {
    const found = disk.open(disk.join(path, file));
    return found.kind === 'pieces' ? parsed(found) : unread(file, found);
  });
}

function archiveAt(path: string, disk: Disk): Parsed<Layout> {
  const file = disk.open(path);
  if (file.kind === 'missing') return refused('SUBJECT_MISSING', `there is no file ${quoted(path)}`);
  if (file.kind !== 'pieces') return refused('SUBJECT_UNREADABLE', `${quoted(path)}: ${file.kind === 'folder' ? 'it is a folder' : file.reason}`);
  return openArchive(file, `oci-archive:${path}`);
}

async function findInStore(
  store: ImageStore,
  name: ImageName,
  options: { readonly platforms: Platforms; readonly evidence: 'looked-for' | 'given' },
): Promise<Parsed<Finding>> {
  const top = await store.manifest(name);
  const shown = 'digest' in name ? name.digest : name.tag;
  if (top.kind === 'refused') return top;
  if (top.kind === 'missing')
    return refused('SUBJECT_MISSING', `${store.show('tag' in name ? '' : shown).replace(/@$/, '')} has no image ${quoted(shown)}, or does not show it`);
  const { digest } = top.value;
  const { platforms, problems } = options.platforms === 'each' ? await platformsOf(store, top.value) : { platforms: [], problems: [] };
  const subjects = await Promise.all([{ digest, platform: undefined }, ...platforms].map((one) => foundAt(store, one, options.evidence)));
  return parsed({ subjects: subjects.filter((one) => one !== undefined), problems });
}

async function foundAt(
  store: ImageStore,
  { digest, platform }: { readonly digest: string; readonly platform: string | undefined },
  evidence: 'looked-for' | 'given',
): Promise<FoundSubject | undefined> {
  const artifact = artifactOfDigest(digest);
  if (artifact === undefined) return undefined;
  const attached: Attached = evidence === 'given' ? { evidence: [], notes: [] } : await store.evidence(digest);
  const offered = attached.evidence.flatMap(offeredOf);
  const left = offered.length - limits.maxEvidencePieces;
  const tooMuch = left > 0 ? [reason('EVIDENCE_TOO_MUCH', `${left} more pieces of evidence are not read, of ${offered.length}`)] : [];
  return {
    name: store.show(digest),
    resolved: `${store.show(digest)}${platform === undefined ? '' : ` (${platform})`}`,
    artifact,
    offered: offered.slice(0, limits.maxEvidencePieces),
    notes: [...attached.notes.map(noteOf), ...tooMuch],
    lists: [],
  };
}

function offeredOf({ form, from, mediaType, bytes, annotations }: Attached['evidence'][number]): readonly Offered[] {
  if (form === 'bundle') return readEvidence(bytes, from);
  const bundle = imageLayerBundle({ mediaType, blob: bytes, annotations: Object.fromEntries(annotations) });
  return [{ from, format: form === 'cosign-signature' ? 'cosign-image-signature' : 'cosign-image-attestation', bundle }];
}

/** A note with the place that it is about. */
export function noteOf({ from, reason: why }: { readonly from: string; readonly reason: Reason }): Reason {
  return reason(why.code, `${from}: ${why.message}`, why.hint === undefined ? {} : { hint: why.hint });
}
