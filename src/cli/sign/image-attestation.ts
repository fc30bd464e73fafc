import { SealwrightError } from '../../base/index.ts';
import { olderEvidence, type PartEvidence } from '../../images/index.ts';
import type { SignedBundle } from '../../trust/sign/index.ts';
import { partsOf, type ImageOptions, type OpenedImage } from './image.ts';

/** What a statement says that it is about: a name for a person, and the digest that counts. */
export interface ImageSubject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** The subjects that an image adds to a statement: each of its manifests, named as its repository, the top last. */
export function imageSubjects(image: OpenedImage): readonly ImageSubject[] {
  return partsOf(image).map(({ digest }) => ({ name: image.repository, digest: { sha256: digest.slice('sha256:'.length) } }));
}

/**
 * The evidence that a signed statement is for an image, of which nothing is attached yet: the one bundle hangs on each of its
 * manifests. Takes the statement with all its subjects. Throws SIGNATURE_UNSOUND where the older form cannot hold it.
 */
export function imageAttestation(
  image: OpenedImage,
  { json, bundle }: SignedBundle,
  { predicateType, older }: Pick<ImageOptions, 'older'> & { readonly predicateType: string },
): readonly PartEvidence[] {
  const alsoOlder = older === 'kept' ? olderEvidence(bundle, { predicateType }) : undefined;
  if (alsoOlder?.kind === 'refused')
    throw new SealwrightError('SIGNATURE_UNSOUND', {
      message: `${alsoOlder.reason.message}; nothing is attached`,
      hint: alsoOlder.reason.hint ?? 'leave --legacy out',
    });
  return partsOf(image).map((part) => ({ part, bundle: { json, content: 'dsse-envelope', predicateType }, older: alsoOlder?.value }));
}
