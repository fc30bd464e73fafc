import type { EvidenceFormat, Offered } from '../../trust/bundle/index.ts';
import { refused } from '../../trust/reason/index.ts';
import { openPgpSignature } from './read.ts';

/** What is offered for a signature of OpenPGP: its packet, for who asks for an OpenPGP key, and for all others why it does not count. */
export function openPgpEvidence(bytes: Uint8Array, from: string, format: EvidenceFormat): Offered {
  const signature = openPgpSignature(bytes);
  if (signature.kind === 'refused') return { from, format, bundle: signature };
  const bundle = refused('SIGNATURE_FOREIGN', 'the signature is one of OpenPGP, and no OpenPGP key was asked for', {
    hint: '--key FILE, with the OpenPGP public key of who must have signed',
  });
  return { from, format, bundle, openPgp: signature.value };
}
