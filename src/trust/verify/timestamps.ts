import { hash } from 'node:crypto';
import { oids, readCertificate, readPublicKey, readTimestamp, timestampInfo, verifySignature, type Certificate, type Timestamp } from '../der/index.ts';
import type { CertificateAuthority, TrustedRoot } from '../roots/index.ts';
import { validAt } from '../roots/index.ts';
import { allowsPurpose, chainState, lapseAt, unknownCritical, whyNotIssued } from './path.ts';
import { sameBytes, type Trial } from './trial.ts';
import type { TimeFact } from './verdict.ts';

/** A time with the operator that vouches for it, by which thresholds count. */
export interface CountedTime extends TimeFact {
  readonly operator: string;
}

/**
 * Verifies one RFC 3161 timestamp over the raw bytes of a signature.
 * Source: Sigstore client specification 4.2.1; RFC 3161 sections 2.3 and 2.4.2; RFC 5652 sections 5.4 and 5.6; RFC 5035 section 3.
 */
export function checkTimestamp(trial: Trial, root: TrustedRoot, der: Uint8Array, signature: Uint8Array): CountedTime | undefined {
  const read = readTimestamp(der);
  if (read.kind === 'refused') return trial.take(read.reason);
  const timestamp = read.value;
  const { imprint, signer } = timestamp;
  if (imprint.hash === undefined || !sameBytes(hash(imprint.hash, signature, 'buffer'), imprint.value))
    return trial.refuse('TIMESTAMP_INVALID', 'the timestamp is not over this signature', 'timestampVerified');
  const { digest } = signer;
  if (signer.contentType !== timestampInfo || digest === undefined || !sameBytes(hash(digest, timestamp.info, 'buffer'), signer.messageDigest))
    return trial.refuse('TIMESTAMP_INVALID', 'what the authority signed is not what the timestamp says', 'timestampVerified');
  const found = root.timestampAuthorities.flatMap((authority) => {
    const certificate = signerCertificate(authority, timestamp);
    return certificate === undefined ? [] : [{ authority, certificate }];
  });
  if (found.length === 0) return trial.refuse('TIMESTAMP_AUTHORITY_UNKNOWN', `nobody in ${root.from} made the timestamp`, 'timestampVerified');
  const signed = found.filter(({ certificate }) => isSignedBy(timestamp, certificate));
  if (signed.length === 0) return trial.refuse('TIMESTAMP_INVALID', 'the signature of the timestamp does not verify', 'timestampVerified');
  let why: Distrust | undefined;
  for (const { authority, certificate } of signed) {
    why = whyNotTrusted(authority, certificate, timestamp.at);
    if (why !== undefined) continue;
    trial.prove(`${authority.uri} saw the signature at ${new Date(timestamp.at).toISOString()}`, 'timestampVerified');
    return { at: timestamp.at / 1000, by: 'timestamp-authority', authority: authority.uri, operator: authority.operator };
  }
  const { by, text } = why ?? { by: 'timestampSigner', text: 'nobody is left who could have made the timestamp' };
  return trial.refuse(by === 'timestampSigner' ? 'TIMESTAMP_INVALID' : 'TIMESTAMP_AUTHORITY_EXPIRED', text, by);
}

/** The signer's certificate: the authority's own, or one that came along where the root has none but authorities. */
function signerCertificate(authority: CertificateAuthority, timestamp: Timestamp): Certificate | undefined {
  const [first] = authority.chain;
  if (!first.authority.is) return isSigner(first, timestamp) ? first : undefined;
  for (const der of timestamp.certificates) {
    const read = readCertificate(der);
    if (read.kind === 'parsed' && isSigner(read.value, timestamp) && sameBytes(read.value.issuer.der, first.subject.der)) return read.value;
  }
  return undefined;
}

function isSigner(certificate: Certificate, timestamp: Timestamp): boolean {
  const { id } = timestamp.signer;
  if (id.kind === 'key-id') return certificate.subjectKeyId !== undefined && sameBytes(certificate.subjectKeyId, id.keyId);
  return sameBytes(certificate.issuer.der, id.issuer) && sameBytes(certificate.serial, id.serial);
}

/** Source: RFC 5652 section 5.6; RFC 5035 section 3: the certificate is named under the signature, so that no other can stand in for it. */
function isSignedBy(timestamp: Timestamp, certificate: Certificate): boolean {
  const { signer } = timestamp;
  const named = signer.certificateDigest;
  if (named?.hash === undefined || !sameBytes(hash(named.hash, certificate.der, 'buffer'), named.value)) return false;
  const key = readPublicKey(certificate.spki);
  if (key.kind === 'refused' || signer.digest === undefined) return false;
  const algorithm = signer.algorithm.kind === 'rsa-pkcs1-of-digest' ? ({ kind: 'rsa-pkcs1', hash: signer.digest } as const) : signer.algorithm;
  return verifySignature(key.value, algorithm, signer.signedBytes, signer.signature);
}

interface Distrust {
  readonly by: 'timestampSigner' | 'timestampChain' | 'trustAtTime';
  readonly text: string;
}

function whyNotTrusted(authority: CertificateAuthority, certificate: Certificate, at: number): Distrust | undefined {
  const state = chainState(authority);
  if (state.kind === 'broken') return { by: 'timestampSigner', text: `the authority of the timestamp does not hold together: ${state.why}` };
  const own = certificate === authority.chain[0];
  const issued = own ? undefined : (whyNotIssued(certificate, authority.chain[0], state.keys[0], 0) ?? unknownCritical(certificate));
  if (issued !== undefined) return { by: 'timestampSigner', text: `the certificate of the timestamp is not the authority's: ${issued}` };
  // Source: RFC 3161 section 2.3: for timestamps, and for nothing else.
  const [purpose, ...others] = certificate.extendedKeyUsage ?? [];
  const signs = certificate.keyUsage === undefined || certificate.keyUsage.has(0);
  if (purpose !== oids.timeStamping || others.length > 0 || !signs || !allowsPurpose(authority.chain, oids.timeStamping))
    return { by: 'timestampSigner', text: 'the certificate of the timestamp is not for timestamps alone' };
  const when = (): string => new Date(at).toISOString();
  const lapse = lapseAt(authority, at);
  if (lapse !== undefined) return { by: lapse.by === 'trustAtTime' ? lapse.by : 'timestampChain', text: `${lapse.text} (${when()})` };
  if (!validAt({ start: certificate.notBefore, end: certificate.notAfter }, at))
    return { by: 'timestampChain', text: `the certificate of the timestamp did not hold at ${when()}` };
  return undefined;
}
