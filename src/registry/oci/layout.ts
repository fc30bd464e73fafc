import { createHash } from 'node:crypto';
import { limits, type BodyPieces } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import { objectOf, textField } from '../asking/index.ts';
import { collectEvidence } from './evidence.ts';
import { digestLike, indexTypes, parseManifest, type Descriptor, type Manifest } from './manifest.ts';
import type { ContentStream, ImageStore, Sought } from './store.ts';

/** The files of a layout by their paths in it, which are those of the specification. */
export type LayoutFiles = (path: string, maxBytes: number) => Sought<Uint8Array>;

/** The same for files of any size. */
export type LayoutPieces = (path: string) => Sought<BodyPieces>;

/** A layout, and the images that it is about. */
export interface Layout {
  readonly store: ImageStore;
  /** What its index names, evidence left out. */
  readonly images: readonly { readonly digest: string; readonly names: readonly string[] }[];
}

const kindKey = 'kind';
const refName = 'org.opencontainers.image.ref.name';
const evidenceTag = /^sha(?:256|384|512)-[0-9a-f]{64,128}(?:\.(?:sig|att|sbom))?$/;

/**
 * Opens an OCI layout. Takes its files, and how a person names it; nothing of it is trusted for its name alone. Source:
 * image-spec `image-layout.md`; sigstore/cosign `pkg/oci/layout/write.go` for what `cosign save` writes.
 */
export function openLayout(files: LayoutFiles, where: string, open: LayoutPieces = inMemory(files)): Parsed<Layout> {
  const bad = (why: string): Parsed<never> => refused('SUBJECT_UNREADABLE', `${where} is no OCI layout: ${why}`);
  const marker = files('oci-layout', limits.maxManifestBytes);
  if (marker.kind === 'missing')
    return refused('SUBJECT_MISSING', `${where} is no OCI layout: there is no file oci-layout in it`, {
      hint: 'oci-layout:DIR, where DIR holds oci-layout and index.json',
    });
  const version = marker.kind === 'parsed' ? objectOf(marker.value) : undefined;
  if (version === undefined || !(textField(version, 'imageLayoutVersion') ?? '').startsWith('1.')) return bad('its oci-layout says no version 1');
  const bytes = files('index.json', limits.maxManifestBytes);
  if (bytes.kind !== 'parsed') return bad(bytes.kind === 'missing' ? 'it has no index.json' : bytes.reason.message);
  const index = parseManifest(bytes.value);
  if (index.kind === 'refused') return bad(index.reason.message);
  if (index.value.kind !== 'index') return bad('its index.json is no index');
  const listed = index.value.manifests;
  const show = (name: { readonly tag?: string; readonly digest?: string }): string =>
    `${where}${name.tag === undefined ? '' : `:${name.tag}`}${name.digest === undefined ? '' : `@${name.digest}`}`;
  const content = (of: Descriptor, maxBytes: number): Sought<Uint8Array> => readBlob(files, of, maxBytes);
  const byDigest = (digest: string): Sought<Manifest> => {
    const found = readBlob(files, { digest, size: undefined }, limits.maxManifestBytes);
    return found.kind === 'parsed' ? parseManifest(found.value, digest) : found;
  };
  const manifest = (name: { readonly tag: string } | { readonly digest: string }): Sought<Manifest> => {
    if ('digest' in name) return byDigest(name.digest);
    const named = new Set(listed.filter((one) => namesOf(one).includes(name.tag)).map((one) => one.digest));
    const [digest, ...others] = named;
    if (digest === undefined) return { kind: 'missing' };
    return others.length > 0 ? refused('SUBJECT_UNREADABLE', `${where} has the name ${name.tag} for several images`) : byDigest(digest);
  };
  const scanned = scan(listed, files);
  const attached = (digest: string): { readonly list: readonly Descriptor[]; readonly problem: Reason | undefined } => ({
    list: scanned.referrers.filter((one) => one.subject === digest).map((one) => one.descriptor),
    problem: scanned.problem,
  });
  /** cosign marks what it saves by kind, and names no image: what is signed says that itself. */
  const saved = (kind: string): Sought<Manifest> | undefined => {
    const own = listed.find((one) => one.annotations.get(kindKey) === `dev.cosignproject.cosign/${kind}`);
    return own && byDigest(own.digest);
  };
  const keeper = {
    show,
    content: async (of: Descriptor, maxBytes: number) => content(of, maxBytes),
    manifest: async (name: { readonly tag: string } | { readonly digest: string }) => {
      const found = manifest(name);
      if (found.kind !== 'missing' || !('tag' in name)) return found;
      return (name.tag.endsWith('.sig') ? saved('sigs') : name.tag.endsWith('.att') ? saved('atts') : undefined) ?? found;
    },
    referrers: async (digest: string) => ({ kind: 'list' as const, ...attached(digest) }),
  };
  const images = new Map<string, string[]>();
  const referring = new Set(scanned.referrers.map((one) => one.descriptor.digest));
  for (const one of listed)
    if (!isEvidence(one) && !(namesOf(one).length === 0 && referring.has(one.digest)))
      images.set(one.digest, [...(images.get(one.digest) ?? []), ...namesOf(one)]);
  return parsed({
    store: {
      show: (digest) => show({ digest }),
      manifest: async (name) => manifest(name),
      content: keeper.content,
      stream: async (of) => {
        const found = open(`blobs/${of.digest.replace(':', '/')}`);
        return found.kind === 'parsed' ? held(found.value, of) : found;
      },
      evidence: (digest) => collectEvidence(keeper, digest),
    },
    images: [...images].map(([digest, names]) => ({ digest, names })),
  });
}

function namesOf({ annotations }: Descriptor): readonly string[] {
  return [annotations.get(refName), annotations.get('io.containerd.image.name')].filter((one) => one !== undefined);
}

function isEvidence(one: Descriptor): boolean {
  const kind = one.annotations.get(kindKey);
  if (kind !== undefined && /^dev\.cosignproject\.cosign\/(?:sigs|atts)$/.test(kind)) return true;
  return one.artifactType?.startsWith('application/vnd.dev.sigstore.bundle') === true || namesOf(one).some((name) => evidenceTag.test(name));
}

/** What refers to another manifest. A layout has no list of it: each small manifest is read once, within a bound. */
function scan(
  listed: readonly Descriptor[],
  files: LayoutFiles,
): { readonly referrers: readonly { readonly descriptor: Descriptor; readonly subject: string }[]; readonly problem: Reason | undefined } {
  const most = 4 * limits.maxReferrers;
  const candidates = [...new Map(listed.map((one) => [one.digest, one])).values()].filter(
    (one) => !indexTypes.includes(one.mediaType) && one.annotations.get(kindKey) === undefined && one.size <= limits.maxTokenBytes,
  );
  let problem = candidates.length > most ? reason('SERVICE_TOO_MUCH', `a layout of more than ${most} manifests, the rest of which is not read`) : undefined;
  const referrers = candidates.slice(0, most).flatMap((one) => {
    const found = readBlob(files, one, limits.maxTokenBytes);
    const manifest = found.kind === 'parsed' ? parseManifest(found.value, one.digest) : found;
    // An image of a layout need not be in it; one that is there and is not what it says may have been evidence.
    if (manifest.kind === 'refused') problem ??= manifest.reason;
    if (manifest.kind !== 'parsed' || manifest.value.subject === undefined) return [];
    return [{ descriptor: { ...one, artifactType: manifest.value.artifactType }, subject: manifest.value.subject.digest }];
  });
  return { referrers, problem };
}

function readBlob(files: LayoutFiles, { digest, size }: { readonly digest: string; readonly size: number | undefined }, maxBytes: number): Sought<Uint8Array> {
  const found = files(`blobs/${digest.replace(':', '/')}`, maxBytes);
  if (found.kind !== 'parsed') return found;
  if (digestLike(found.value, digest) !== digest || (size !== undefined && size !== found.value.length))
    return refused('SERVICE_MISMATCH', `the blob of ${digest} is of other bytes`);
  return found;
}

/** Files that are all read at once. */
function inMemory(files: LayoutFiles): LayoutPieces {
  return (path) => {
    const found = files(path, limits.maxKeptBytes);
    return found.kind === 'parsed' ? parsed({ size: found.value.length, read: () => [found.value] }) : found;
  };
}

/** A blob whose bytes are those of its digest. They are read to the end for that, and again by who wants them. */
function held(blob: BodyPieces, { digest, size }: Descriptor): Sought<ContentStream> {
  const hash = createHash(digest.slice(0, digest.indexOf(':')));
  let read = 0;
  for (const piece of blob.read()) {
    hash.update(piece);
    read += piece.length;
  }
  if (read !== size || `${digest.slice(0, digest.indexOf(':'))}:${hash.digest('hex')}` !== digest)
    return refused('SERVICE_MISMATCH', `the blob of ${digest} is of other bytes`);
  return parsed({ ...blob, close: () => undefined });
}
