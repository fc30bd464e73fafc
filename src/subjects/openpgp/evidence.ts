import type { EvidenceFormat, Offered } from '../../trust/bundle/index.ts';
import { refused, type Parsed } from '../../trust/reason/index.ts';
import type { Artifact } from '../../trust/verify/index.ts';
import { artifactOfBytes, digestOf } from '../digest.ts';
import { looksClearSigned, readClearSigned } from './clear-signed.ts';
import { openPgpSignatures } from './read.ts';

/**
 * What is offered for signatures of OpenPGP: the packet of each, for who asks for an OpenPGP key, and for all others why
 * it does not count. A text with its signature under it is of a file that is that text.
 */
export function openPgpEvidence(bytes: Uint8Array, { from, format, artifact }: OpenPgpFile): readonly Offered[] {
  if (looksClearSigned(bytes)) return ofText(bytes, { from, format, artifact });
  const signatures = openPgpSignatures(bytes);
  return signatures.kind === 'refused' ? [{ from, format, bundle: signatures }] : offered(signatures.value, { from, format });
}

export interface OpenPgpFile {
  readonly from: string;
  readonly format: EvidenceFormat;
  /** What it is beside, where that is at hand. */
  readonly artifact?: Artifact | undefined;
}

/** What a text is signed with that has its signatures under it, for the text itself; nothing for other files. */
export function clearSignedEvidence(bytes: Uint8Array, from: string): readonly Offered[] {
  const read = looksClearSigned(bytes) ? readClearSigned(bytes) : undefined;
  if (read === undefined) return [];
  if (read.kind === 'refused') return [{ from, format: 'detached-signature', bundle: read }];
  return offered(read.value.signatures, { from, format: 'detached-signature' }, read.value.document);
}

function ofText(bytes: Uint8Array, { from, format, artifact }: OpenPgpFile): readonly Offered[] {
  const read = readClearSigned(bytes);
  if (read.kind === 'refused') return [{ from, format, bundle: read }];
  const { text, document, signatures } = read.value;
  const isText = [text, text.subarray(0, -1)].some(
    (one) => artifact !== undefined && digestOf(artifact, 'sha256') === artifactOfBytes(one, from).digests.sha256,
  );
  if (isText) return offered(signatures, { from, format }, document);
  const bundle = refused('ARTIFACT_MISMATCH', 'the signature is under a text of its own, which is not this file', {
    hint: `sealwright verify ${from} --key FILE verifies that text`,
  });
  return [{ from, format, bundle }];
}

function offered(signatures: readonly Parsed<Uint8Array>[], { from, format }: Pick<OpenPgpFile, 'from' | 'format'>, document?: Uint8Array): readonly Offered[] {
  const over = document === undefined ? {} : { over: artifactOfBytes(document, from) };
  return signatures.map((signature, i) => {
    const place = { from: signatures.length === 1 ? from : `${from}, signature ${i + 1}`, format };
    if (signature.kind === 'refused') return { ...place, bundle: signature };
    const bundle = refused('SIGNATURE_FOREIGN', 'the signature is one of OpenPGP, and no OpenPGP key was asked for', {
      hint: '--key FILE, with the OpenPGP public key of who must have signed',
    });
    return { ...place, bundle, ...over, openPgp: signature.value };
  });
}
