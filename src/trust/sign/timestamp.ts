import { createHash } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import type { Caller } from '../calling/index.ts';
import { readTimestamp, type Timestamp } from '../der/index.ts';
import type { Service } from './signing-config.ts';

/** `TimeStampReq` up to its digest: version 1, SHA-256. Source: RFC 3161 section 2.4.1. */
const requestStart = Buffer.from('30390201013031300d060960864801650304020105000420', 'hex');

/** Asks an authority when a signature existed. Returns a `TimeStampResp`. Throws SIGNING_SERVICE_FAILED. Source: RFC 3161 sections 2.4 and 3.4. */
export async function stamp(signature: Uint8Array, { service, caller }: { readonly service: Service; readonly caller: Caller }): Promise<Uint8Array> {
  const { bytes } = await caller.call({
    service: 'the timestamp authority',
    method: 'POST',
    url: service.url,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: requestFor(signature),
    expects: [200, 201],
  });
  const read = readTimestamp(bytes);
  const why = read.kind === 'refused' ? read.reason.message : whyChanged(read.value);
  if (why !== undefined)
    throw new SealwrightError('SIGNING_SERVICE_FAILED', {
      message: `the timestamp authority (${new URL(service.url).host}): the answer holds no timestamp that can be used: ${why}`,
      hint: 'nothing was written, and it is safe to run again',
    });
  return bytes;
}

/** Certificates that come along are not signed over: some verifiers begin with them, and would stumble where one was changed. */
function whyChanged({ certificates, signer }: Timestamp): string | undefined {
  const vouched = signer.certificateDigest;
  if (certificates.length === 0 || vouched?.hash === undefined) return undefined;
  const { hash, value } = vouched;
  // Source: RFC 5816 section 2.2.1.
  const isThere = certificates.some((der) => createHash(hash).update(der).digest().equals(value));
  return isThere ? undefined : 'none of the certificates with it is that of its signer';
}

/** Without a nonce: the signature is new, and no earlier answer can be over it. The certificate is asked for, as cosign does. */
function requestFor(signature: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(signature).digest();
  return Buffer.concat([requestStart, digest, Buffer.from('0101ff', 'hex')]);
}
