import { limits, SealwrightError } from '../../base/index.ts';
import type { HashName, PublicKey } from '../der/index.ts';
import type { Envelope } from '../envelope/index.ts';
import { isPublicService } from './known-configs.ts';
import type { Chosen } from './select.ts';
import type { SigningKey } from './signing-key.ts';

/** A signature as a log is told of it. */
export interface Loggable {
  readonly signature: Uint8Array;
  readonly key: PublicKey;
  /** The hash that the signature is over. */
  readonly hash: HashName;
  /** DER of the certificate, or of the public key. */
  readonly verifier: { readonly kind: 'certificate' | 'key'; readonly der: Uint8Array };
  readonly content:
    | { readonly kind: 'digest'; readonly hash: HashName; readonly digest: Uint8Array }
    | { readonly kind: 'envelope'; readonly envelope: Envelope };
}

/** Refuses a key whose signatures the chosen logs do not take: they are told of digests, and Ed25519 signs bytes. */
export function refuseUnloggable(key: SigningKey, { logs }: Chosen): void {
  if (key.hash !== undefined || logs.length === 0) return;
  throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
    message: 'this key is one of Ed25519, which signs bytes and not digests, and a log is told of digests alone',
    hint: 'use a key on P-256, or a signing config without logs',
  });
}

/** Refuses a statement that a log of version 1, which is sent all of it, would refuse without saying why. Throws STATEMENT_TOO_LARGE. */
export function refuseTooLarge(payload: Uint8Array, { logs }: Chosen): void {
  // Base64, and then base64 within JSON within JSON.
  const sent = Math.ceil(payload.length / 3) * 4;
  const full = logs.find((log) => log.majorApiVersion === 1 && sent > (isPublicService(log) ? limits.maxPublicLogBytes : limits.maxLogBytes));
  if (full === undefined) return;
  throw new SealwrightError('STATEMENT_TOO_LARGE', {
    message: `the statement has ${payload.length} bytes, of which a log of version 1 is sent every one, and ${new URL(full.url).host} takes fewer; nothing was signed`,
    hint: 'choose one of these',
    lines: [
      'attest to the SBOM by its digest: give the SBOM itself as the subject, and publish it beside the artifact',
      '--signing-config FILE with a log of version 2, which is told the digest alone',
      'leave out of the SBOM what nobody needs, such as the list of files',
    ],
  });
}
