import { createHash } from 'node:crypto';
import { limits, SealwrightError } from '../../base/index.ts';
import { olderEvidence, olderPayload, signatureStatement, signatureType, type PartEvidence } from '../../images/index.ts';
import type { SignedBundle, Signer } from '../../trust/sign/index.ts';
import { partsOf, type ImageOptions, type OpenedImage } from './image.ts';

/** What was signed of one image: each of its manifests, the top last. */
export interface SignedImage {
  readonly image: OpenedImage;
  readonly parts: readonly (PartEvidence & { readonly signed: SignedBundle })[];
}

/**
 * Signs an image by the digests of its manifests. Takes the signer and whether the older form is wanted too; gives evidence,
 * of which nothing is attached yet. Throws what the signer throws, and SIGNATURE_UNSOUND where the older form cannot hold it.
 */
export async function signImage(
  signer: Signer,
  image: OpenedImage,
  { older, onSigned }: Pick<ImageOptions, 'older'> & { readonly onSigned: () => void },
): Promise<SignedImage> {
  const waiting = partsOf(image).map((part, i) => ({ part, i }));
  const parts: SignedImage['parts'][number][] = [];
  const sign = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { part, i } = next;
      // The older form first: what it cannot hold is seen before more is logged.
      const alsoOlder = older === 'kept' ? await olderSignature(signer, image, part.digest) : undefined;
      const signed = await signer.signStatement(signatureStatement(part.digest));
      const bundle = { json: signed.json, content: 'dsse-envelope' as const, predicateType: signatureType };
      parts[i] = { part, signed, bundle, older: alsoOlder };
      onSigned();
    }
  };
  try {
    await Promise.all(Array.from({ length: limits.maxSigningsAtOnce }, sign));
  } catch (error) {
    // No other is begun where one has failed.
    waiting.length = 0;
    throw error;
  }
  return { image, parts };
}

async function olderSignature(signer: Signer, { repository }: OpenedImage, digest: string): Promise<PartEvidence['older']> {
  const payload = olderPayload({ repository, digest });
  const { bundle } = await signer.signArtifact({ sha256: createHash('sha256').update(payload).digest('hex'), bytes: payload });
  const written = olderEvidence(bundle, { payload });
  if (written.kind === 'parsed') return written.value;
  throw new SealwrightError('SIGNATURE_UNSOUND', {
    message: `${written.reason.message}; nothing is attached`,
    hint: written.reason.hint ?? 'leave --legacy out',
  });
}
