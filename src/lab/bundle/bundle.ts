import { base64 } from '../canonical.ts';
import type { LogEntryJson } from '../log/log.ts';

/** A Sigstore bundle as JSON. Source: sigstore/protobuf-specs `sigstore_bundle.proto`. */
export interface BundleJson {
  readonly mediaType: string;
  readonly verificationMaterial: {
    readonly certificate?: { readonly rawBytes: string };
    readonly x509CertificateChain?: { readonly certificates: readonly { readonly rawBytes: string }[] };
    readonly publicKey?: { readonly hint: string };
    readonly tlogEntries?: readonly LogEntryJson[];
    readonly timestampVerificationData?: { readonly rfc3161Timestamps: readonly { readonly signedTimestamp: string }[] };
  };
  readonly messageSignature?: { readonly messageDigest: { readonly algorithm: string; readonly digest: string }; readonly signature: string };
  readonly dsseEnvelope?: EnvelopeJson;
}

/** Source: secure-systems-lab/dsse `envelope.md`. */
export interface EnvelopeJson {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string; readonly keyid: string }[];
}

/** The two spellings of version 0.3, and the versions before it. */
export type BundleVersion = '0.1' | '0.2' | '0.3' | '0.3-as-parameter';

export interface BundleParts {
  readonly version: BundleVersion;
  readonly signer: { readonly kind: 'certificate'; readonly chain: readonly Uint8Array[] } | { readonly kind: 'key'; readonly hint: string };
  readonly entries: readonly LogEntryJson[];
  readonly timestamps: readonly Uint8Array[];
  readonly content:
    | { readonly kind: 'message'; readonly algorithm: string; readonly digest: Uint8Array; readonly signature: Uint8Array }
    | { readonly kind: 'envelope'; readonly envelope: EnvelopeJson };
}

export function assembleBundle(parts: BundleParts): BundleJson {
  const { version, signer, entries, timestamps, content } = parts;
  const raw = (der: Uint8Array): { readonly rawBytes: string } => ({ rawBytes: base64(der) });
  return {
    mediaType: version === '0.3' ? 'application/vnd.dev.sigstore.bundle.v0.3+json' : `application/vnd.dev.sigstore.bundle+json;version=${version.slice(0, 3)}`,
    verificationMaterial: {
      ...(signer.kind === 'key'
        ? { publicKey: { hint: signer.hint } }
        : version.startsWith('0.3')
          ? { certificate: raw(signer.chain[0] ?? new Uint8Array()) }
          : { x509CertificateChain: { certificates: signer.chain.map(raw) } }),
      tlogEntries: entries,
      ...(timestamps.length === 0 ? {} : { timestampVerificationData: { rfc3161Timestamps: timestamps.map((one) => ({ signedTimestamp: base64(one) })) } }),
    },
    ...(content.kind === 'message'
      ? { messageSignature: { messageDigest: { algorithm: content.algorithm, digest: base64(content.digest) }, signature: base64(content.signature) } }
      : { dsseEnvelope: content.envelope }),
  };
}

/** What an envelope's signature is over. Source: secure-systems-lab/dsse `protocol.md`, PAE. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `), payload]);
}
