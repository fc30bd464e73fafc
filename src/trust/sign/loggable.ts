import type { HashName, PublicKey } from '../der/index.ts';
import type { Envelope } from '../envelope/index.ts';

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
