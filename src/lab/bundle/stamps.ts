import { digestOf, makeKey } from '../keys.ts';
import type { Sigstore } from '../sigstore.ts';
import { createTimestampAuthority } from '../tsa/authority.ts';
import type { SigningFault } from './faults.ts';

interface StampsRequest {
  readonly sigstore: Sigstore;
  readonly signature: Uint8Array;
  readonly count: number;
  readonly at: number;
  readonly has: (fault: SigningFault) => boolean;
}

/** So many timestamps of a signature, with what is to be wrong with them. */
export function stampsOf(request: StampsRequest): readonly Uint8Array[] {
  const { sigstore, signature, count, at, has } = request;
  const { tsa, seed, organization, since, until, urls } = sigstore;
  const authority = has('timestamp-by-unknown-authority')
    ? createTimestampAuthority({ seed: `${seed} another tsa`, url: urls.tsa, organization, notBefore: since, notAfter: until })
    : tsa;
  const stamped = has('timestamp-of-another-signature') ? Buffer.from('another signature') : signature;
  return Array.from({ length: count }, () =>
    authority.stamp({
      digest: digestOf('sha256', stamped),
      hash: 'sha256',
      at: has('timestamp-too-late') ? at + 70 * 60_000 : at,
      ...(has('forged-timestamp') ? { by: makeKey({ seed: `${seed} forger`, algorithm: tsa.key.algorithm }) } : {}),
    }),
  );
}
