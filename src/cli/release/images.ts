import { limits, SealwrightError, type Disk, type PiecesRead } from '../../base/index.ts';
import type { Asker } from '../../registry/asking/index.ts';
import { openLayout, parseImageReference, parseManifest, type Manifest, type RegistryOptions } from '../../registry/oci/index.ts';
import { attach, openTarget, pushBlob, pushManifest, pushTag, type PushTarget } from '../../registry/push/index.ts';
import { parsed, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import type { Images, ImageTree } from '../../release/index.ts';

/** Layouts on the disk, and the registries that they go to. */
export function releaseImages({
  disk,
  asker,
  registry,
  now,
}: {
  readonly disk: Disk;
  readonly asker: Asker;
  readonly registry: RegistryOptions;
  readonly now: () => number;
}): Images {
  const targets = new Map<string, PushTarget>();
  const targetOf = (to: string): PushTarget => {
    const known = targets.get(to);
    if (known !== undefined) return known;
    const target = must(openTarget(asker, must(parseImageReference(to), to), registry), to);
    targets.set(to, target);
    return target;
  };
  /** The manifest as the registry gives it. */
  const given = async (to: string, name: { readonly digest: string } | { readonly tag: string }): Promise<Manifest | undefined> => {
    const found = await targetOf(to).reading().manifest(name);
    return found.kind === 'missing' ? undefined : must(found, to);
  };
  return {
    inLayout: (layout) => treeIn(disk, layout),
    push: async ({ layout, to, top }) => {
      const target = targetOf(to);
      for (const { manifest, bytes } of walk(disk, layout, top).toReversed()) {
        const contents = manifest.kind === 'image' ? [...(manifest.config === undefined ? [] : [manifest.config]), ...manifest.layers] : [];
        for (const { digest, size } of contents) {
          const source = blobAt(disk, layout, digest);
          if (source.kind !== 'pieces' || source.size !== size) throw changed(layout, digest);
          must(await pushBlob(target, { digest, size, read: source.read }), to);
        }
        must(await pushManifest(target, { bytes, mediaType: manifest.mediaType }), to);
      }
    },
    attach: async ({ to, digest, bundle, predicateType }) => {
      const subject = await given(to, { digest });
      if (subject === undefined) throw failed(to, `it does not show ${digest}`);
      const { mediaType, size } = subject;
      must(await attach(targetOf(to), { subject: { mediaType, digest, size }, bundle, content: 'dsse-envelope', predicateType, created: now() }), to);
    },
    tagged: async ({ to, tag }) => (await given(to, { tag }))?.digest,
    tag: async ({ to, digest, tag, layout }) => {
      const bytes = read(disk, layout, digest);
      const { mediaType } = must(parseManifest(bytes, digest), layout);
      must(await pushTag(targetOf(to), { bytes, mediaType, tag, existing: 'moved' }), to);
    },
  };
}

/** The one image of a layout, with all under it. Throws RELEASE_REFUSED where there is none, or more than one. */
function treeIn(disk: Disk, layout: string): ImageTree | undefined {
  if (disk.open(disk.join(layout, 'oci-layout')).kind === 'missing') return undefined;
  const opened = must(
    openLayout((path, maxBytes) => {
      const found = disk.read(disk.join(layout, path), { maxBytes });
      if (found.kind === 'bytes') return parsed(found.bytes);
      return found.kind === 'missing' ? found : refused('SUBJECT_UNREADABLE', `${path} cannot be read`);
    }, layout),
    layout,
  );
  const [image, ...others] = opened.images;
  if (image === undefined || others.length > 0)
    throw new SealwrightError('RELEASE_REFUSED', {
      message: `${layout} holds ${opened.images.length} images`,
      expected: 'one, or one index of several',
      hint: 'write each image into a layout of its own',
    });
  const [top, ...below] = walk(disk, layout, image.digest).filter(({ isAttestation }) => !isAttestation);
  return { top: top?.manifest.digest ?? image.digest, platforms: below.map(({ manifest }) => manifest.digest) };
}

interface Walked {
  readonly manifest: Manifest;
  readonly bytes: Uint8Array;
  /** What BuildKit keeps as if it were a platform. */
  readonly isAttestation: boolean;
}

/** A manifest and each below it, once, the top first. */
function walk(disk: Disk, layout: string, top: string): readonly Walked[] {
  const found = new Map<string, Walked>();
  const visit = (digest: string, more: { readonly depth: number; readonly isAttestation: boolean }): void => {
    if (found.has(digest)) return;
    if (found.size > limits.maxPlatforms || more.depth > limits.maxIndexDepth)
      throw new SealwrightError('RELEASE_REFUSED', { message: `${layout} has more images in images than are read`, hint: `at most ${limits.maxPlatforms}` });
    const bytes = read(disk, layout, digest);
    const manifest = must(parseManifest(bytes, digest), layout);
    if (manifest.digest !== digest) throw changed(layout, digest);
    found.set(digest, { manifest, bytes, isAttestation: more.isAttestation });
    if (manifest.kind !== 'index') return;
    for (const one of manifest.manifests)
      visit(one.digest, { depth: more.depth + 1, isAttestation: one.annotations.get('vnd.docker.reference.type') === 'attestation-manifest' });
  };
  visit(top, { depth: 0, isAttestation: false });
  return [...found.values()];
}

function read(disk: Disk, layout: string, digest: string): Uint8Array {
  const found = disk.read(disk.join(layout, `blobs/${digest.replace(':', '/')}`), { maxBytes: limits.maxManifestBytes });
  if (found.kind !== 'bytes') throw changed(layout, digest);
  return found.bytes;
}

function blobAt(disk: Disk, layout: string, digest: string): PiecesRead {
  return disk.open(disk.join(layout, `blobs/${digest.replace(':', '/')}`));
}

function must<T>(found: Parsed<T>, where: string): T {
  if (found.kind === 'parsed') return found.value;
  throw failed(where, found.reason);
}

function failed(where: string, why: Reason | string): SealwrightError {
  const { message, hint = 'run the same command again when the registry answers: it goes on from there' } = typeof why === 'string' ? { message: why } : why;
  return new SealwrightError('RELEASE_SERVICE_FAILED', { message: `${where}: ${message}`, hint });
}

function changed(layout: string, digest: string): SealwrightError {
  return new SealwrightError('RELEASE_CHANGED', {
    message: `${layout} does not hold ${digest} as it is listed`,
    hint: 'build the image again, and run this again',
  });
}
