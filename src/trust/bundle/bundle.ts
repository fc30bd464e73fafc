import type { Envelope } from '../envelope/index.ts';

/**
 * A Sigstore bundle of any version, with its bytes decoded and nothing of it trusted.
 * Source: sigstore/protobuf-specs `sigstore_bundle.proto`, `sigstore_rekor.proto`.
 */
export interface Bundle {
  readonly mediaType: string;
  readonly version: '0.1' | '0.2' | '0.3';
  readonly content: BundleContent;
  readonly material: SignerMaterial;
  readonly logEntries: readonly LogEntry[];
  /** DER of RFC 3161 `TimeStampResp`s. */
  readonly timestamps: readonly Uint8Array[];
}

export type BundleContent =
  | {
      readonly kind: 'message';
      readonly signature: Uint8Array;
      /** A hint that nothing vouches for. */
      readonly digest?: { readonly algorithm: string; readonly value: Uint8Array };
    }
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  /** cosign's image signature of versions 1 and 2: over a JSON payload that names the image by digest. Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`. */
  | { readonly kind: 'image-payload'; readonly signature: Uint8Array; readonly payload: Uint8Array };

export type SignerMaterial =
  | {
      readonly kind: 'certificate';
      /** DER, the leaf first; what follows it is never trusted. */
      readonly chain: readonly [Uint8Array, ...Uint8Array[]];
    }
  | { readonly kind: 'public-key'; readonly hint: string };

/** An entry of a transparency log. */
export interface LogEntry {
  readonly logIndex: bigint;
  readonly logKeyId: Uint8Array;
  readonly kind: string;
  readonly version: string;
  /** Seconds since 1970; 0 in Rekor v2. Worth nothing without a promise. */
  readonly integratedTime: bigint;
  /** The signed entry timestamp of Rekor v1. */
  readonly promise?: Uint8Array;
  readonly proof?: InclusionProof;
  readonly body: Uint8Array;
}

export interface InclusionProof {
  readonly logIndex: bigint;
  readonly rootHash: Uint8Array;
  readonly treeSize: bigint;
  readonly hashes: readonly Uint8Array[];
  /** A signed note (C2SP signed-note, tlog-checkpoint). */
  readonly checkpoint?: string;
}
