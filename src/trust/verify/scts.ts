import { hash } from 'node:crypto';
import { verifySignature, withoutScts, type Certificate, type SignedCertificateTimestamp } from '../der/index.ts';
import { validAt, type CertificateAuthority, type LogAuthority, type TrustedRoot } from '../roots/index.ts';
import { sameBytes, type Trial } from './trial.ts';

/**
 * Checks that certificate transparency logs promised the certificate. Promises of logs that are not trusted count for nothing;
 * one of a trusted log that does not verify refuses. Source: RFC 6962 section 3.2.
 */
export function checkScts(trial: Trial, root: TrustedRoot, leaf: Certificate, issuer: CertificateAuthority, threshold: number): void {
  const operators = new Set<string>();
  const issuerKeyId = hash('sha256', issuer.chain[0].spki, 'buffer');
  let tbs: Uint8Array | undefined;
  for (const sct of leaf.timestamps) {
    const logs = root.ctLogs.filter((one) => sameBytes(one.id, sct.logId));
    if (logs.length === 0) continue;
    tbs ??= withoutScts(leaf.tbs);
    const signed = signedBytes(sct, issuerKeyId, tbs);
    const log = logs.find((one) => isSignedBy(one, sct, signed));
    if (log === undefined) {
      trial.refuse('SCT_INVALID', `the promise of ${logs[0]?.baseUrl ?? ''} for the certificate does not verify`, 'sctVerified');
    } else if (!validAt(log.validFor, sct.timestamp)) {
      trial.refuse('SCT_INVALID', `the promise of ${log.baseUrl} was made while that log was not trusted`, 'sctVerified');
    } else {
      operators.add(log.operator);
      trial.prove(`${log.baseUrl} promised the certificate at ${new Date(sct.timestamp).toISOString()}`, 'sctVerified');
    }
  }
  if (operators.size < threshold)
    trial.refuse('SCT_MISSING', `${operators.size} of ${threshold} certificate transparency logs vouch for the certificate`, 'sctThreshold');
}

/** The promise names its hash itself; the kind of signature must be that of the log's key. Source: RFC 5246 section 4.7, RFC 6962 section 2.1.4. */
function isSignedBy({ key }: LogAuthority, { hash: hashName, signer, signature }: SignedCertificateTimestamp, signed: Uint8Array): boolean {
  if (hashName === undefined || signer === undefined) return false;
  return verifySignature(key, signer === 'ecdsa' ? { kind: 'ecdsa', hash: hashName } : { kind: 'rsa-pkcs1', hash: hashName }, signed, signature);
}

/** `digitally-signed` of an entry of a precertificate. Source: RFC 6962 section 3.2. */
function signedBytes({ timestamp, extensions }: SignedCertificateTimestamp, issuerKeyId: Uint8Array, tbs: Uint8Array): Uint8Array {
  const head = 12 + issuerKeyId.length;
  // Written whole: version and type 0, the time, the kind of entry, the issuer's key, and two lists with their lengths.
  const bytes = Buffer.allocUnsafe(head + 3 + tbs.length + 2 + extensions.length);
  bytes.writeUInt16BE(0, 0);
  bytes.writeUInt32BE(Math.floor(timestamp / 2 ** 32), 2);
  bytes.writeUInt32BE(timestamp % 2 ** 32, 6);
  bytes.writeUInt16BE(1, 10);
  bytes.set(issuerKeyId, 12);
  bytes.writeUIntBE(tbs.length, head, 3);
  bytes.set(tbs, head + 3);
  bytes.writeUInt16BE(extensions.length, head + 3 + tbs.length);
  bytes.set(extensions, head + 5 + tbs.length);
  return bytes;
}
