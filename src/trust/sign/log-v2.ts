import { createHash } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import { rekorEntriesOf, type LogEntry } from '../bundle/index.ts';
import type { Caller } from '../calling/index.ts';
import type { PublicKey } from '../der/index.ts';
import { pae } from '../envelope/index.ts';
import { encodeBase64, isJsonObject, parseJson, type JsonObject } from '../json/index.ts';
import type { Loggable } from './loggable.ts';
import type { Service } from './signing-config.ts';

/**
 * Records a signature in a log of version 2, which knows `hashedrekord` 0.0.2 alone: an envelope goes as the digest of what
 * its signature is over. The log answers when a checkpoint holds the entry, which takes seconds. Throws SIGNING_SERVICE_FAILED.
 * Source: sigstore/rekor-tiles `CLIENTS.md`, `api/proto/rekor/v2/hashedrekord.proto`.
 */
export async function recordV2(what: Loggable, { service, caller }: { readonly service: Service; readonly caller: Caller }): Promise<LogEntry> {
  const base = service.url.replace(/\/$/, '');
  const { bytes } = await caller.call({
    service: 'Rekor',
    method: 'POST',
    url: `${base}/api/v2/log/entries`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(requestOf(what))),
    expects: [200, 201],
  });
  const json = parseJson(bytes);
  const entries = json.kind === 'parsed' && isJsonObject(json.value) && Object.hasOwn(json.value, 'canonicalizedBody') ? rekorEntriesOf(json.value) : undefined;
  const entry = entries?.kind === 'parsed' ? entries.value[0] : undefined;
  if (entry === undefined)
    throw new SealwrightError('SIGNING_SERVICE_FAILED', {
      message: `Rekor (${new URL(base).host}): the answer holds no log entry that can be read`,
      hint: 'nothing was written, and it is safe to run again',
    });
  return entry;
}

function requestOf({ signature, verifier, key, hash, content }: Loggable): JsonObject {
  const digest = content.kind === 'digest' ? content.digest : createHash(hash).update(pae(content.envelope)).digest();
  const rawBytes = encodeBase64(verifier.der);
  return {
    hashedRekordRequestV002: {
      digest: encodeBase64(digest),
      signature: {
        content: encodeBase64(signature),
        verifier: {
          ...(verifier.kind === 'certificate' ? { x509Certificate: { rawBytes } } : { publicKey: { rawBytes } }),
          keyDetails: keyDetailsOf(key),
        },
      },
    },
  };
}

/** Source: sigstore/protobuf-specs `sigstore_common.proto`, PublicKeyDetails. */
function keyDetailsOf({ type }: PublicKey): string {
  switch (type.kind) {
    case 'ecdsa':
      return { p256: 'PKIX_ECDSA_P256_SHA_256', p384: 'PKIX_ECDSA_P384_SHA_384', p521: 'PKIX_ECDSA_P521_SHA_512' }[type.curve];
    case 'rsa':
      return `PKIX_RSA_PKCS1V15_${type.bits}_SHA256`;
    case 'ed25519':
      return 'PKIX_ED25519';
    default: {
      const never: never = type;
      return never;
    }
  }
}
