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

/**
 * Refuses what the chosen logs do not take of a key. A log is told of digests, and Ed25519 signs bytes: its prehashed variant,
 * which logs would take, is one that cosign 3.1.3 makes and then does not verify by `--key`, nor does sigstore-python. A
 * statement goes whole to a log of version 1, with the signature as it is. Source: sigstore/rekor `pkg/types/hashedrekord`,
 * `pkg/types/dsse`; sigstore/rekor-tiles `pkg/types/hashedrekord`.
 */
export function refuseUnloggable(key: SigningKey, { logs }: Chosen, what: 'artifact' | 'statement'): void {
  const digests = key.hash === undefined ? logs.find((log) => what === 'artifact' || log.majorApiVersion !== 1) : undefined;
  if (digests === undefined) return;
  const { host } = new URL(digests.url);
  throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
    message: `this key is one of Ed25519, which signs bytes, and the log ${host} is told the digest of ${what === 'artifact' ? 'a file' : 'an attestation'} alone; nothing was signed`,
    hint: 'choose one of these',
    lines: [
      'a key on P-256: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out release.key',
      '--signing-config none: this key alone vouches, and nothing is logged or stamped',
      what === 'artifact'
        ? 'an attestation in place of a signature, or the signature of an image: a log of version 1 takes both by this key'
        : '--signing-config FILE with a log of version 1, which is sent all of an attestation',
    ],
  });
}

/**
 * Refuses a statement that no verifier would read, or that a log of version 1, which is sent all of it, would refuse without
 * saying why. Throws STATEMENT_TOO_LARGE.
 */
export function refuseTooLarge({ length }: Uint8Array, { logs }: Pick<Chosen, 'logs'>): void {
  // Base64, and then base64 within JSON within JSON.
  const sent = Math.ceil(length / 3) * 4;
  const full = logs.find((log) => log.majorApiVersion === 1 && sent > (isPublicService(log) ? limits.maxPublicLogBytes : limits.maxLogBytes));
  if (full === undefined && length <= limits.maxStatementBytes) return;
  const why =
    full === undefined
      ? `verifiers read ${limits.maxStatementBytes} at most`
      : `of which a log of version 1 is sent every one, and ${new URL(full.url).host} takes fewer`;
  throw new SealwrightError('STATEMENT_TOO_LARGE', {
    message: `the statement has ${length} bytes, ${full === undefined ? 'and ' : ''}${why}; nothing was signed or sent`,
    hint: 'choose one of these',
    lines: [
      '--reference URL: attest the digest of the document, and where it can be downloaded',
      ...(full === undefined ? [] : ['--signing-config FILE with a log of version 2, which is told the digest alone']),
      'leave out of the SBOM what nobody needs, such as the list of files',
    ],
  });
}
