import { createHash } from 'node:crypto';
import { SealwrightError } from '../base/index.ts';
import type { Bundle, LogEntry } from '../trust/bundle/index.ts';
import { readCertificate } from '../trust/der/index.ts';
import { armoured, bytesField, countField, der } from './wire.ts';

/** Signs bytes by a certificate, and has the signature logged: what comes back was verified. */
export interface KeylessSignature {
  readonly signArtifact: (artifact: { readonly sha256: string; readonly bytes: Uint8Array }) => Promise<{ readonly bundle: Bundle }>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const oids = {
  data: '06092a864886f70d010701',
  signedData: '06092a864886f70d010702',
  contentType: '06092a864886f70d010903',
  messageDigest: '06092a864886f70d010904',
  signingTime: '06092a864886f70d010905',
  sha256: '0609608648016503040201',
  ecdsaWithSha256: '06082a8648ce3d040302',
  /** 1.3.6.1.4.1.57264.3.1 */
  logEntry: '060a2b0601040183bf300301',
};
const oid = (name: keyof typeof oids): Buffer => Buffer.from(oids[name], 'hex');

const sequence = 0x30;
const set = 0x31;

/**
 * Signs an object of git as gitsign does with `rekorMode=offline`: a CMS signature over attributes that name the object by its
 * digest, with the log's entry among those that nobody signed. Throws TAG_UNSIGNABLE where the log is of another version than
 * gitsign knows. Source: RFC 5652 section 5; sigstore/gitsign `internal/rekor/oid/oid.go`.
 */
export async function gitsignTag(payload: Uint8Array, { signArtifact, now }: KeylessSignature): Promise<string> {
  const attributes = [
    attribute('contentType', oid('data')),
    attribute('signingTime', der(0x17, Buffer.from(utcTime(now())))),
    attribute('messageDigest', der(0x04, createHash('sha256').update(payload).digest())),
  ].toSorted((a, b) => Buffer.compare(a, b));
  // Source: RFC 5652 section 5.4: what is signed has the tag of a SET.
  const signed = der(set, ...attributes);
  const { bundle } = await signArtifact({ sha256: createHash('sha256').update(signed).digest('hex'), bytes: signed });
  const [entry] = bundle.logEntries;
  const { content, material } = bundle;
  if (content.kind !== 'message' || material.kind !== 'certificate')
    throw unsignable('only a certificate signs in this form', 'leave --key out, or give a key of SSH with it');
  if (entry?.kind !== 'hashedrekord' || entry.version !== '0.0.1' || bundle.logEntries.length !== 1)
    throw unsignable('gitsign knows entries of Rekor version 1 alone', 'give a signing config with a log of version 1, or --key with a key of SSH');
  const [leaf] = material.chain;
  const certificate = readCertificate(leaf);
  if (certificate.kind === 'refused') throw unsignable(certificate.reason.message, 'this is a fault of the certificate authority');
  const { issuer, serial } = certificate.value;
  const hash = der(sequence, oid('sha256'));
  const signer = der(
    sequence,
    der(0x02, Buffer.from([1])),
    der(sequence, issuer.der, der(0x02, serial)),
    hash,
    Buffer.concat([Buffer.from([0xa0]), signed.subarray(1)]),
    der(sequence, oid('ecdsaWithSha256')),
    der(0x04, content.signature),
    der(0xa1, attribute('logEntry', der(0x04, binaryEntry(entry)))),
  );
  const data = der(sequence, der(0x02, Buffer.from([1])), der(set, hash), der(sequence, oid('data')), der(0xa0, leaf), der(set, signer));
  return armoured('SIGNED MESSAGE', der(sequence, oid('signedData'), der(0xa0, data)), 64);
}

function attribute(name: keyof typeof oids, value: Uint8Array): Buffer {
  return der(sequence, oid(name), der(set, value));
}

/** Source: RFC 5280 section 4.1.2.5.1; years to 2049 are written so. */
function utcTime(now: number): string {
  return `${new Date(now).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`;
}

/** A TransparencyLogEntry without its body, which follows from the signature. Source: sigstore/protobuf-specs `sigstore_rekor.proto`. */
function binaryEntry({ logIndex, logKeyId, kind, version, integratedTime, promise, proof }: LogEntry): Buffer {
  return Buffer.concat([
    countField(1, logIndex),
    bytesField(2, bytesField(1, logKeyId)),
    bytesField(3, Buffer.concat([bytesField(1, kind), bytesField(2, version)])),
    countField(4, integratedTime),
    ...(promise === undefined ? [] : [bytesField(5, bytesField(1, promise))]),
    ...(proof === undefined
      ? []
      : [
          bytesField(
            6,
            Buffer.concat([
              countField(1, proof.logIndex),
              bytesField(2, proof.rootHash),
              countField(3, proof.treeSize),
              ...proof.hashes.map((one) => bytesField(4, one)),
              ...(proof.checkpoint === undefined ? [] : [bytesField(5, bytesField(1, proof.checkpoint))]),
            ]),
          ),
        ]),
  ]);
}

function unsignable(message: string, hint: string): SealwrightError {
  return new SealwrightError('TAG_UNSIGNABLE', { message: `${message}; no tag was made`, hint });
}
