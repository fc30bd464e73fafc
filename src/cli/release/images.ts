import { limits, SealwrightError, type Disk, type Spool } from '../../base/index.ts';
import { olderEvidence, olderPayload } from '../../images/index.ts';
import type { Asker } from '../../registry/asking/index.ts';
import {
  openLayout,
  parseImageReference,
  parseManifest,
  showReference,
  type ImageRepository,
  type ImageStore,
  type Layout,
  type Manifest,
  type RegistryOptions,
  type Sought,
} from '../../registry/oci/index.ts';
import { attach, attachOlder, copyImage, openTarget, pushTag, type PushTarget } from '../../registry/push/index.ts';
import { parseBundle } from '../../trust/bundle/index.ts';
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
  const { evidenceRepository, ...places } = registry;
  const targets = new Map<string, PushTarget>();
  const opened = (to: string, at: () => ImageRepository): PushTarget => {
    const known = targets.get(to);
    if (known !== undefined) return known;
    const target = must(openTarget(asker, at(), places), to);
    targets.set(to, target);
    return target;
  };
  const targetOf = (to: string): PushTarget => opened(to, () => must(parseImageReference(to), to));
  /** Where evidence goes, and is looked for. */
  const keeperOf = (to: string): PushTarget => (evidenceRepository === undefined ? targetOf(to) : opened('COSIGN_REPOSITORY', () => evidenceRepository));
  /** The manifest as the registry gives it. */
  const given = async (to: string, name: { readonly digest: string } | { readonly tag: string }): Promise<Manifest | undefined> => {
    const found = await targetOf(to).reading().manifest(name);
    return found.kind === 'missing' ? undefined : must(found, to);
  };
  return {
    inLayout: (layout) => treeIn(disk, layout),
    push: async ({ layout, to, top }) => {
      const from = untouched(must(layoutAt(disk, layout), layout).store, layout);
      // What it is to hold is here: nothing has to be put aside.
      const copied = await copyImage(targetOf(to), { from, name: { digest: top }, spool: noSpool });
      if (copied.kind === 'refused' && copied.reason.code === 'SUBJECT_MISSING') throw changed(layout, copied.reason.message);
      must(copied, to);
    },
    shows: async ({ to, digest }) => (await given(to, { digest })) !== undefined,
    attach: async ({ to, digest, bundle, predicateType }) => {
      const subject = await given(to, { digest });
      if (subject === undefined) throw failed(to, `it does not show ${digest}`);
      const { mediaType, size } = subject;
      must(await attach(keeperOf(to), { subject: { mediaType, digest, size }, bundle, content: 'dsse-envelope', predicateType, created: now() }), to);
    },
    olderPayload: ({ to, digest }) => olderPayload({ repository: showReference(must(parseImageReference(to), to), {}), digest }),
    attachOlder: async ({ to, digest, bundle, signed }) => {
      const older = olderEvidence(must(parseBundle(Buffer.from(bundle)), to), signed);
      if (older.kind === 'refused')
        throw new SealwrightError('SIGNATURE_UNSOUND', {
          message: `${to}: ${older.reason.message}`,
          hint: older.reason.hint ?? 'leave legacy out of what is declared of the image',
        });
      must(await attachOlder(keeperOf(to), digest, older.value), to);
    },
    tagged: async ({ to, tag }) => (await given(to, { tag }))?.digest,
    tag: async ({ to, digest, tag, existing }) => {
      // As the registry has it, held against its digest: what lies here may be something else by now.
      const manifest = await given(to, { digest });
      if (manifest === undefined) throw failed(to, `it does not show ${digest}`);
      must(await pushTag(targetOf(to), { bytes: manifest.bytes, mediaType: manifest.mediaType, tag, existing }), to);
    },
  };
}

/** Contents of a layout are read where they lie. */
const noSpool: Spool = {
  open: () => {
    throw new Error('nothing of a layout is put aside');
  },
};

function layoutAt(disk: Disk, layout: string): Parsed<Layout> {
  const unread = (path: string, why: string): Parsed<never> => refused('SUBJECT_UNREADABLE', `${path} cannot be read: ${why}`);
  return openLayout(
    (path, maxBytes) => {
      const found = disk.read(disk.join(layout, path), { maxBytes });
      if (found.kind === 'bytes') return parsed(found.bytes);
      return found.kind === 'missing' ? found : unread(path, found.kind === 'refused' ? found.reason : 'it is a folder');
    },
    layout,
    (path) => {
      const found = disk.open(disk.join(layout, path));
      if (found.kind === 'pieces') return parsed(found);
      return found.kind === 'missing' ? found : unread(path, found.kind === 'refused' ? found.reason : 'it is a folder');
    },
  );
}

/** A layout whose faults are its own: they are told apart from those of a registry. */
function untouched(store: ImageStore, layout: string): ImageStore {
  const own = <T>(found: Sought<T>): Sought<T> => {
    if (found.kind === 'refused') throw changed(layout, found.reason.message);
    return found;
  };
  return { ...store, manifest: async (name) => own(await store.manifest(name)), stream: async (of, spool) => own(await store.stream(of, spool)) };
}

/** The one image of a layout, with all under it. Throws RELEASE_REFUSED where there is none, or more than one. */
function treeIn(disk: Disk, layout: string): ImageTree | undefined {
  if (disk.open(disk.join(layout, 'oci-layout')).kind === 'missing') return undefined;
  const opened = must(layoutAt(disk, layout), layout);
  const [image, ...others] = opened.images;
  if (image === undefined || others.length > 0)
    throw new SealwrightError('RELEASE_REFUSED', {
      message: `${layout} holds ${opened.images.length} images`,
      expected: 'one, or one index of several',
      hint: 'write each image into a layout of its own',
    });
  const [top, ...below] = walk(disk, layout, image.digest).filter(({ isAttestation }) => !isAttestation);
  const described = [top, ...below].flatMap((one) => (one?.manifest.kind === 'image' ? [one.manifest.digest] : []));
  return { top: top?.manifest.digest ?? image.digest, platforms: below.map(({ manifest }) => manifest.digest), images: described };
}

interface Walked {
  readonly manifest: Manifest;
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
    if (manifest.digest !== digest) throw changed(layout, `${digest} is another manifest`);
    found.set(digest, { manifest, isAttestation: more.isAttestation });
    if (manifest.kind !== 'index') return;
    for (const one of manifest.manifests)
      visit(one.digest, { depth: more.depth + 1, isAttestation: one.annotations.get('vnd.docker.reference.type') === 'attestation-manifest' });
  };
  visit(top, { depth: 0, isAttestation: false });
  return [...found.values()];
}

function read(disk: Disk, layout: string, digest: string): Uint8Array {
  const found = disk.read(disk.join(layout, `blobs/${digest.replace(':', '/')}`), { maxBytes: limits.maxManifestBytes });
  if (found.kind !== 'bytes') throw changed(layout, `it does not hold ${digest}`);
  return found.bytes;
}

function must<T>(found: Parsed<T>, where: string): T {
  if (found.kind === 'parsed') return found.value;
  throw failed(where, found.reason);
}

function failed(where: string, why: Reason | string): SealwrightError {
  const { message, hint = 'run the same command again when the registry answers: it goes on from there' } = typeof why === 'string' ? { message: why } : why;
  return new SealwrightError('RELEASE_SERVICE_FAILED', { message: `${where}: ${message}`, hint });
}

function changed(layout: string, why: string): SealwrightError {
  return new SealwrightError('RELEASE_CHANGED', {
    message: `${layout} is not whole: ${why}`,
    hint: 'build the image again, and run this again',
  });
}
