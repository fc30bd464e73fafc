import { limits } from '../../base/index.ts';
import { parsed, reason, type Parsed, type Reason } from '../../trust/reason/index.ts';
import { imageTypes, listReferrers } from '../oci/index.ts';
import { blobOf, pushAndRead } from './blob.ts';
import { listUnderTag } from './fallback.ts';
import { pushManifest } from './manifest.ts';
import type { PushTarget } from './target.ts';

/** A bundle, and what it is about. */
export interface BundleToAttach {
  /** The manifest that it is evidence for: an image, an index, or any artifact. */
  readonly subject: { readonly mediaType: string; readonly digest: string; readonly size: number };
  /** JSON of the bundle, as it is to be kept. */
  readonly bundle: string;
  readonly content: 'dsse-envelope' | 'message-signature';
  /** The predicate type of the statement, where it has one. */
  readonly predicateType?: string | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** Evidence that hangs on an image, and how it is found from there. */
export interface AttachedBundle {
  readonly digest: string;
  readonly size: number;
  /** By the registry's list of referrers, or by the index under a tag, where there is no such list. */
  readonly listed: { readonly by: 'referrers' } | { readonly by: 'tag'; readonly tag: string };
}

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const emptyType = 'application/vnd.oci.empty.v1+json';
const manifestType = imageTypes[0] ?? '';

/**
 * Attaches a bundle to a manifest, as an artifact that refers to it, and sees to it that it is found from there. Nothing of
 * it has a tag before it is whole; what is left behind where it fails is found from nowhere. Running it again does no harm.
 * Source: sigstore/cosign `specs/BUNDLE_SPEC.md`, image-spec `manifest.md` "Guidelines for Artifact Usage".
 */
export async function attach(target: PushTarget, { subject, bundle, content, predicateType, created }: BundleToAttach): Promise<Parsed<AttachedBundle>> {
  const evidence = blobOf(new TextEncoder().encode(bundle));
  const empty = blobOf(new TextEncoder().encode('{}'));
  for (const [one, mediaType] of [
    [evidence, bundleType],
    [empty, emptyType],
  ] as const) {
    const pushed = await pushAndRead(target, one, mediaType);
    if (pushed.kind === 'refused') return pushed;
  }
  const annotations = {
    'org.opencontainers.image.created': new Date(created).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'dev.sigstore.bundle.content': content,
    ...(predicateType === undefined ? {} : { 'dev.sigstore.bundle.predicateType': predicateType }),
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: bundleType,
    config: { mediaType: emptyType, digest: empty.digest, size: empty.size },
    layers: [{ mediaType: bundleType, digest: evidence.digest, size: evidence.size }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations,
  };
  const pushed = await pushManifest(target, { bytes: new TextEncoder().encode(JSON.stringify(manifest)), mediaType: manifestType });
  if (pushed.kind === 'refused') return pushed;
  const { digest, size, listedUnder } = pushed.value;
  const listed = await isListed(target, subject.digest, { digest, isPromised: listedUnder === subject.digest });
  if (listed === 'yes') return parsed({ digest, size, listed: { by: 'referrers' } });
  if (listed !== 'no') return { kind: 'refused', reason: listed };
  const added = await listUnderTag(target, subject.digest, { mediaType: manifestType, digest, size, artifactType: bundleType, annotations });
  return added.kind === 'refused' ? added : parsed({ digest, size, listed: { by: 'tag', tag: added.value.tag } });
}

/** Whether the registry itself lists it. One that promised to may need a moment. */
async function isListed(
  target: PushTarget,
  subject: string,
  { digest, isPromised }: { readonly digest: string; readonly isPromised: boolean },
): Promise<'yes' | 'no' | Reason> {
  for (let attempt = 1; ; attempt++) {
    const found = await listReferrers(target.endpoint, subject);
    if (found.kind === 'unsupported') return 'no';
    if (found.list.some((one) => one.digest === digest)) return 'yes';
    if (found.problem !== undefined) return found.problem;
    if (!isPromised) return 'no';
    const why = reason('SERVICE_FAILED', `${target.at.registry} took ${target.show({ digest })} as a referrer of ${subject}, and does not list it`);
    if (attempt >= limits.maxAttempts || (await target.asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent') return why;
  }
}
