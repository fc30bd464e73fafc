import { digestOf } from '../keys.ts';

/** A manifest as it was pushed. */
export interface StoredManifest {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly digest: string;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What one repository of a registry holds. */
export interface RepositoryStore {
  readonly blobs: Map<string, Uint8Array>;
  /** By digest. */
  readonly manifests: Map<string, StoredManifest>;
  readonly tags: Map<string, string>;
  /** By the digest of the subject. */
  readonly referrers: Map<string, Descriptor[]>;
  /** Uploads that are not closed yet. */
  readonly uploads: Map<string, Uint8Array[]>;
}

export function createStore(): RepositoryStore {
  return { blobs: new Map(), manifests: new Map(), tags: new Map(), referrers: new Map(), uploads: new Map() };
}

export function digestText(bytes: Uint8Array): string {
  return `sha256:${digestOf('sha256', bytes).toString('hex')}`;
}

/** Keeps a manifest, and lists it under its subject if it has one. Gives the subject's digest. Source: OCI distribution-spec 1.1, "Pushing Manifests with Subject". */
export function keepManifest(
  store: RepositoryStore,
  pushed: { readonly bytes: Uint8Array; readonly mediaType: string; readonly reference: string },
): {
  readonly digest: string;
  readonly subject: string | undefined;
} {
  const { bytes, mediaType, reference } = pushed;
  const digest = digestText(bytes);
  store.manifests.set(digest, { bytes, mediaType, digest });
  if (!reference.startsWith('sha256:')) store.tags.set(reference, digest);
  const manifest = JSON.parse(Buffer.from(bytes).toString()) as {
    readonly subject?: { readonly digest?: string };
    readonly artifactType?: string;
    readonly config?: { readonly mediaType?: string };
    readonly annotations?: Readonly<Record<string, string>>;
  };
  const subject = manifest.subject?.digest;
  if (subject === undefined) return { digest, subject };
  const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
  const listed = (store.referrers.get(subject) ?? []).filter((one) => one.digest !== digest);
  store.referrers.set(subject, [
    ...listed,
    {
      mediaType,
      digest,
      size: bytes.length,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    },
  ]);
  return { digest, subject };
}

/** Forgets a tag, or a manifest with its tags and its place among the referrers. */
export function forget(store: RepositoryStore, reference: string): 'gone' | 'missing' {
  if (store.tags.delete(reference)) return 'gone';
  if (!store.manifests.delete(reference)) return 'missing';
  for (const [tag, digest] of store.tags) if (digest === reference) store.tags.delete(tag);
  for (const [subject, listed] of store.referrers)
    store.referrers.set(
      subject,
      listed.filter((one) => one.digest !== reference),
    );
  return 'gone';
}
