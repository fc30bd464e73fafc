import { base64, canonicalJson } from '../canonical.ts';
import { digestOf, type HashName } from '../keys.ts';

/** Who signed, as a log writes it down. */
export type Verifier =
  | { readonly kind: 'certificate'; readonly der: Uint8Array; readonly pem: string; readonly keyDetails: string }
  | { readonly kind: 'key'; readonly der: Uint8Array; readonly pem: string; readonly keyDetails: string };

/** An entry as it is logged. */
export interface EntryBody {
  readonly kind: 'hashedrekord' | 'dsse' | 'intoto';
  readonly version: '0.0.1' | '0.0.2';
  readonly body: Uint8Array;
}

/** The JSON of an envelope and its parts, for the entries that are about envelopes. */
export interface EnvelopeParts {
  /** As it is stored, which some entries are bound to. */
  readonly text: string;
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

/** Source: sigstore/rekor `pkg/types/hashedrekord/v0.0.1`. */
export function hashedRekordV1(entry: {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
  readonly verifier: Verifier;
}): EntryBody {
  return body('hashedrekord', '0.0.1', {
    data: { hash: { algorithm: entry.hash, value: hex(entry.digest) } },
    signature: { content: base64(entry.signature), publicKey: { content: base64(Buffer.from(entry.verifier.pem)) } },
  });
}

/** Source: sigstore/rekor `pkg/types/dsse/v0.0.1`. */
export function dsseV1(envelope: EnvelopeParts, verifier: Verifier): EntryBody {
  return body('dsse', '0.0.1', {
    envelopeHash: sha256Of(Buffer.from(envelope.text)),
    payloadHash: sha256Of(envelope.payload),
    signatures: envelope.signatures.map((one) => ({ signature: base64(one), verifier: base64(Buffer.from(verifier.pem)) })),
  });
}

/** Without the signature: the hash of the stored envelope stands for it. Source: sigstore/rekor `pkg/types/intoto/v0.0.1`. */
export function intotoV1(envelope: EnvelopeParts, verifier: Verifier): EntryBody {
  return body('intoto', '0.0.1', {
    content: { hash: sha256Of(Buffer.from(envelope.text)), payloadHash: sha256Of(envelope.payload) },
    publicKey: base64(Buffer.from(verifier.pem)),
  });
}

/** Its signatures are in base64 twice. Source: sigstore/rekor `pkg/types/intoto/v0.0.2`. */
export function intotoV2(envelope: EnvelopeParts, verifier: Verifier): EntryBody {
  return body('intoto', '0.0.2', {
    content: {
      envelope: {
        payloadType: envelope.payloadType,
        signatures: envelope.signatures.map((one) => ({
          publicKey: base64(Buffer.from(verifier.pem)),
          sig: base64(Buffer.from(base64(one))),
        })),
      },
      hash: sha256Of(Buffer.from(envelope.text)),
      payloadHash: sha256Of(envelope.payload),
    },
  });
}

const hashEnums: Readonly<Record<HashName, string>> = { sha256: 'SHA2_256', sha384: 'SHA2_384', sha512: 'SHA2_512' };

/** A name of protobuf-specs for a hash. */
export function hashEnum(hash: HashName): string {
  return hashEnums[hash];
}

/** Source: sigstore/rekor-tiles `api/proto/rekor/v2/hashedrekord.proto`. */
export function hashedRekordV2(entry: {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
  readonly verifier: Verifier;
}): EntryBody {
  const { verifier } = entry;
  const raw = { rawBytes: base64(verifier.der) };
  return body('hashedrekord', '0.0.2', {
    hashedRekordV002: {
      data: { algorithm: hashEnum(entry.hash), digest: base64(entry.digest) },
      signature: {
        content: base64(entry.signature),
        verifier: { keyDetails: verifier.keyDetails, ...(verifier.kind === 'certificate' ? { x509Certificate: raw } : { publicKey: raw }) },
      },
    },
  });
}

function body(kind: EntryBody['kind'], version: EntryBody['version'], spec: object): EntryBody {
  return { kind, version, body: Buffer.from(canonicalJson({ apiVersion: version, kind, spec })) };
}

function sha256Of(bytes: Uint8Array): { readonly algorithm: string; readonly value: string } {
  return { algorithm: 'sha256', value: hex(digestOf('sha256', bytes)) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
