import { encodeBase64 } from '../json/index.ts';
import type { Bundle, InclusionProof, LogEntry } from './bundle.ts';

/** A bundle as JSON, as a signer writes it or for a reader of its own; undefined for content that no Sigstore bundle can hold. Source: sigstore/protobuf-specs `sigstore_bundle.proto`. */
export function bundleJson(bundle: Bundle): unknown {
  const { content, material } = bundle;
  if (content.kind === 'image-payload') return undefined;
  const single = bundle.version === '0.3';
  return {
    mediaType: bundle.mediaType,
    verificationMaterial: {
      ...(material.kind === 'public-key'
        ? { publicKey: { hint: material.hint } }
        : single
          ? { certificate: rawBytes(material.chain[0]) }
          : { x509CertificateChain: { certificates: material.chain.map(rawBytes) } }),
      tlogEntries: bundle.logEntries.map(entryJson),
      ...(bundle.timestamps.length === 0
        ? {}
        : { timestampVerificationData: { rfc3161Timestamps: bundle.timestamps.map((one) => ({ signedTimestamp: encodeBase64(one) })) } }),
    },
    ...(content.kind === 'message'
      ? { messageSignature: { ...digestJson(content.digest), signature: encodeBase64(content.signature) } }
      : {
          dsseEnvelope: {
            payload: encodeBase64(content.envelope.payload),
            payloadType: content.envelope.payloadType,
            signatures: content.envelope.signatures.map(({ sig, keyid }) => ({ sig: encodeBase64(sig), keyid })),
          },
        }),
  };
}

function rawBytes(der: Uint8Array): { readonly rawBytes: string } {
  return { rawBytes: encodeBase64(der) };
}

function digestJson(digest: { readonly algorithm: string; readonly value: Uint8Array } | undefined): object {
  if (digest === undefined) return {};
  return { messageDigest: { algorithm: digest.algorithm.toUpperCase().replace(/^SHA(?=\d{3})/, 'SHA2_'), digest: encodeBase64(digest.value) } };
}

/** A log entry as JSON. Source: sigstore/protobuf-specs `sigstore_rekor.proto`, TransparencyLogEntry. */
export function entryJson(entry: LogEntry): unknown {
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: encodeBase64(entry.logKeyId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: String(entry.integratedTime),
    ...(entry.promise === undefined ? {} : { inclusionPromise: { signedEntryTimestamp: encodeBase64(entry.promise) } }),
    ...(entry.proof === undefined ? {} : { inclusionProof: proofJson(entry.proof) }),
    canonicalizedBody: encodeBase64(entry.body),
  };
}

function proofJson(proof: InclusionProof): unknown {
  return {
    logIndex: String(proof.logIndex),
    rootHash: encodeBase64(proof.rootHash),
    treeSize: String(proof.treeSize),
    hashes: proof.hashes.map(encodeBase64),
    ...(proof.checkpoint === undefined ? {} : { checkpoint: { envelope: proof.checkpoint } }),
  };
}
