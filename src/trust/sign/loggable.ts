import { SealwrightError } from '../../base/index.ts';
import type { HashName, PublicKey } from '../der/index.ts';
import type { Envelope } from '../envelope/index.ts';
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
