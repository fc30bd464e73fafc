import type { Certificate, PublicKey, SignatureAlgorithm } from '../der/index.ts';

/** A closed range of milliseconds since 1970; without an end it lasts. Source: sigstore/protobuf-specs `sigstore_common.proto`, TimeRange. */
export interface Validity {
  readonly start: number;
  readonly end: number | undefined;
}

/** A transparency log or certificate transparency log that is believed. */
export interface LogAuthority {
  readonly baseUrl: string;
  /** The names that its checkpoints may carry: the host, the host with its port, the address without its scheme. */
  readonly names: readonly string[];
  readonly id: Uint8Array;
  /** By which its signatures on checkpoints are found; the first four bytes count. */
  readonly checkpointKeyId: Uint8Array;
  readonly key: PublicKey;
  readonly algorithm: SignatureAlgorithm;
  readonly validFor: Validity;
  /** Who runs it: thresholds count operators. */
  readonly operator: string;
}

/** An authority that issues certificates or timestamps. */
export interface CertificateAuthority {
  readonly uri: string;
  readonly operator: string;
  readonly validFor: Validity;
  /** The issuing certificate first, the anchor last. */
  readonly chain: readonly [Certificate, ...Certificate[]];
}

/** Whom we believe. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`. */
export interface TrustedRoot {
  /** For a person: a file, or whose root it is. */
  readonly from: string;
  /** The day on which it is known to have been current; undefined where nobody says. */
  readonly asOf: string | undefined;
  readonly logs: readonly LogAuthority[];
  readonly ctLogs: readonly LogAuthority[];
  readonly authorities: readonly CertificateAuthority[];
  readonly timestampAuthorities: readonly CertificateAuthority[];
  /** Entries with keys of kinds that are not read, and so are not believed. */
  readonly left: readonly string[];
}

/** Closed on both ends. */
export function validAt(validity: Validity, at: number): boolean {
  return at >= validity.start && (validity.end === undefined || at <= validity.end);
}
