import { limits, type Spool } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import type { Descriptor, ImageStore, Manifest } from '../oci/index.ts';
import { pushBlob } from './blob.ts';
import { pushManifest, pushTag } from './manifest.ts';
import type { PushTarget } from './target.ts';
import { isThere } from './there.ts';

export interface ImageCopy {
  /** A layout, an archive, or another repository. */
  readonly from: ImageStore;
  readonly name: { readonly tag: string } | { readonly digest: string };
  /** Where contents are put aside that are not at hand. */
  readonly spool: Spool;
  /** What it is to be called there; by its digest alone where this is left out. */
  readonly tag?: { readonly name: string; readonly existing: 'kept' | 'moved' };
}

/** What came of a copy. */
export interface ImageCopied {
  readonly digest: string;
  readonly manifests: number;
  readonly contents: { readonly sent: number; readonly wasThere: number };
}

/**
 * Copies an image, or an index with all that it lists, byte by byte: every digest stays what it is. Contents go first, then
 * manifests from below, and the tag last, so that nothing is to be found under a name that is not whole. May be run again at
 * any time, and then sends what is missing.
 */
export async function copyImage(target: PushTarget, { from, name, spool, tag }: ImageCopy): Promise<Parsed<ImageCopied>> {
  const tree = await treeOf(from, name);
  if (tree.kind === 'refused') return tree;
  const manifests = tree.value;
  const contents = new Map(manifests.flatMap(contentsOf).map((one) => [one.digest, one]));
  const count = { sent: 0, wasThere: 0 };
  const waiting = [...contents.values()];
  let problem: Reason | undefined;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && problem === undefined; next = waiting.shift()) {
      const how = await copyContent(target, { from, spool }, next);
      if (how.kind === 'refused') problem ??= how.reason;
      else if (how.value === 'was-there') count.wasThere++;
      else count.sent++;
    }
  };
  await Promise.all(Array.from({ length: limits.maxUploadsAtOnce }, work));
  if (problem !== undefined) return { kind: 'refused', reason: problem };
  for (const { bytes, mediaType } of manifests) {
    const pushed = await pushManifest(target, { bytes, mediaType });
    if (pushed.kind === 'refused') return pushed;
  }
  const top = manifests.at(-1);
  if (top === undefined) return refused('SUBJECT_MISSING', 'there is nothing to copy');
  if (tag !== undefined) {
    const tagged = await pushTag(target, { bytes: top.bytes, mediaType: top.mediaType, tag: tag.name, existing: tag.existing });
    if (tagged.kind === 'refused') return tagged;
  }
  return parsed({ digest: top.digest, manifests: manifests.length, contents: count });
}

/** A manifest and each below it, once, what is below first. */
async function treeOf(from: ImageStore, name: ImageCopy['name']): Promise<Parsed<readonly Manifest[]>> {
  const found = new Map<string, Manifest>();
  const visit = async (at: ImageCopy['name'], depth: number): Promise<Reason | undefined> => {
    if ('digest' in at && found.has(at.digest)) return undefined;
    if (found.size >= limits.maxPlatforms || depth > limits.maxIndexDepth)
      return reason('SERVICE_TOO_MUCH', `more than ${limits.maxPlatforms} manifests, or more than ${limits.maxIndexDepth} indexes within each other`);
    const one = await from.manifest(at);
    const shown = from.show('digest' in at ? at.digest : '');
    if (one.kind === 'refused') return one.reason;
    if (one.kind === 'missing') return reason('SUBJECT_MISSING', `${shown} ${'tag' in at ? `has no ${at.tag}` : 'is listed and not there'}`);
    if (!one.value.digest.startsWith('sha256:')) return reason('DIGEST_UNSUPPORTED', `${shown} is named by another digest than SHA-256`);
    if (one.value.kind === 'index')
      for (const below of one.value.manifests) {
        const why = await visit({ digest: below.digest }, depth + 1);
        if (why !== undefined) return why;
      }
    found.set(one.value.digest, one.value);
    return undefined;
  };
  const why = await visit(name, 1);
  return why === undefined ? parsed([...found.values()]) : { kind: 'refused', reason: why };
}

function contentsOf(manifest: Manifest): readonly Descriptor[] {
  if (manifest.kind === 'index') return [];
  return [...(manifest.config === undefined ? [] : [manifest.config]), ...manifest.layers];
}

/** Layers that may not be passed on are fetched from an address in the manifest. Source: image-spec `layer.md`, "Non-Distributable Layers". */
const elsewhere = /nondistributable|\.foreign\./;

async function copyContent(target: PushTarget, { from, spool }: Pick<ImageCopy, 'from' | 'spool'>, one: Descriptor): Promise<Parsed<'was-there' | 'sent'>> {
  const there = await isThere(target, { ...one, read: () => [] });
  if (there === 'there') return parsed('was-there');
  if (there !== 'missing') return { kind: 'refused', reason: there };
  const content = await from.stream(one, spool);
  if (content.kind === 'refused') return content;
  if (content.kind === 'missing')
    return elsewhere.test(one.mediaType) ? parsed('was-there') : refused('SUBJECT_MISSING', `the content ${one.digest} is listed and is not there`);
  const { size, read, close } = content.value;
  try {
    const pushed = await pushBlob(target, { digest: one.digest, size, read });
    return pushed.kind === 'refused' ? pushed : parsed('sent');
  } finally {
    close();
  }
}
