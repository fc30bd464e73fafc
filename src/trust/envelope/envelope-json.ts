import { encodeBase64 } from '../json/index.ts';
import type { Envelope } from './envelope.ts';

/**
 * Writes an envelope as JSON. A log of version 1 records the digest of these very bytes, and cosign 1 and 2 hold what they
 * find in a registry against it: whoever sends an envelope and whoever keeps it write it alike. Source: secure-systems-lab/dsse
 * `envelope.md`.
 */
export function envelopeJson({ payload, payloadType, signatures }: Envelope): string {
  return JSON.stringify({
    payload: encodeBase64(payload),
    payloadType,
    signatures: signatures.map(({ sig, keyid }) => ({ keyid, sig: encodeBase64(sig) })),
  });
}
