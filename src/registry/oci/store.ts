import type { BodyPieces, Spool } from '../../base/index.ts';
import type { Parsed, Reason } from '../../trust/reason/index.ts';
import type { Descriptor, Manifest } from './manifest.ts';

/** What was asked for, that it is not there, or why it is not known. */
export type Sought<T> = Parsed<T> | { readonly kind: 'missing' };

/** A place that keeps images: a registry, a layout in a folder, an archive. All that it gives was held against its digest. */
export interface ImageStore {
  /** How a person names a manifest in it. */
  readonly show: (digest: string) => string;
  /** By tag, or by digest. */
  readonly manifest: (name: { readonly tag: string } | { readonly digest: string }) => Promise<Sought<Manifest>>;
  readonly content: (of: Descriptor, maxBytes: number) => Promise<Sought<Uint8Array>>;
  /** A content however large, to be read as often as wanted until it is closed. What has no room in memory is put aside. */
  readonly stream: (of: Descriptor, spool: Spool) => Promise<Sought<ContentStream>>;
  /** The evidence for a manifest, in all the ways in which it is kept. */
  readonly evidence: (digest: string) => Promise<Attached>;
}

/** A content whose bytes were held against its digest. */
export interface ContentStream extends BodyPieces {
  readonly close: () => void;
}

/** Evidence that was found, and what kept us from finding more. */
export interface Attached {
  readonly evidence: readonly ImageEvidence[];
  readonly notes: readonly { readonly from: string; readonly reason: Reason }[];
}

/** A piece of evidence as a store keeps it: nothing of it is read yet. */
export interface ImageEvidence {
  /** The manifest and the layer it is in, for a person. */
  readonly from: string;
  readonly form: 'bundle' | 'cosign-signature' | 'cosign-attestation';
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Of the layer. */
  readonly annotations: ReadonlyMap<string, string>;
}
