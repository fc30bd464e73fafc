import { SealwrightError } from '../../base/index.ts';
import { attachToImage, resolveImage, type Attachment, type ImagePart, type PartEvidence, type ResolvedImage } from '../../images/index.ts';
import { Asker } from '../../registry/asking/index.ts';
import { showReference, type ImageReference } from '../../registry/oci/index.ts';
import { openTarget, type PushTarget } from '../../registry/push/index.ts';
import { printable } from '../../report/index.ts';
import type { Offered } from '../../trust/bundle/index.ts';
import type { Demand } from '../../trust/judge/index.ts';
import type { Parsed, Reason } from '../../trust/reason/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { registryOptions } from '../verify/registries.ts';
import { asAnybody } from './as-anybody.ts';
import type { OpenedSigner } from './options.ts';

/** An image that is to be signed: what its reference stands for now, and where its evidence goes. */
export interface OpenedImage {
  /** As a person typed it. */
  readonly word: string;
  /** By digest. */
  readonly name: string;
  /** Without tag and digest. */
  readonly repository: string;
  readonly image: ResolvedImage;
  readonly target: PushTarget;
  /** What the tag stands for by now; undefined where there is none, or it does not say. */
  readonly tagged: () => Promise<string | undefined>;
}

/** How a command is to go about its images. */
export interface ImageOptions {
  /** The index alone, or every platform under it as well. */
  readonly platforms: 'index' | 'each';
  /** Whether evidence is also kept as cosign 1 and 2 look for it. */
  readonly older: 'kept' | 'left-out';
}

/** Every manifest of an image that is signed, the top last. */
export function partsOf({ image }: Pick<OpenedImage, 'image'>): readonly ImagePart[] {
  return [...image.below, image.top];
}

/**
 * Resolves each reference once, and opens where its evidence goes: to the repository itself, or the one of
 * COSIGN_REPOSITORY. Throws IMAGE_UNRESOLVED before anything is signed.
 */
export async function openImages(
  words: readonly { readonly word: string; readonly reference: ImageReference }[],
  { platforms }: Pick<ImageOptions, 'platforms'>,
  machine: Machine,
  ports: VerifyPorts,
): Promise<readonly OpenedImage[]> {
  const { evidenceRepository, ...registries } = registryOptions(machine, ports);
  const asker = new Asker(ports);
  const opened: OpenedImage[] = [];
  for (const { word, reference } of words) {
    const unresolved = (given: Extract<Parsed<unknown>, { kind: 'refused' }>): SealwrightError =>
      new SealwrightError('IMAGE_UNRESOLVED', {
        message: `${word}: ${given.reason.message}; nothing was signed`,
        hint: given.reason.hint ?? hintFor(given.reason, reference.registry, word),
      });
    const own = openTarget(asker, reference, registries);
    if (own.kind === 'refused') throw unresolved(own);
    const { tag, digest } = reference;
    const image = await resolveImage(own.value.reading(), digest === undefined ? { tag: tag ?? 'latest' } : { digest }, platforms);
    if (image.kind === 'refused') throw unresolved(image);
    const keeper = evidenceRepository === undefined ? own : openTarget(asker, evidenceRepository, registries);
    if (keeper.kind === 'refused') throw unresolved(keeper);
    const name = showReference(reference, { digest: image.value.top.digest });
    const tagged = async (): Promise<string | undefined> => {
      const found = tag === undefined || digest !== undefined ? undefined : await own.value.reading().manifest({ tag });
      return found?.kind === 'parsed' ? found.value.digest : undefined;
    };
    opened.push({ word, name, repository: showReference(reference, {}), image: image.value, target: keeper.value, tagged });
  }
  return opened;
}

/** Says what each reference stands for, before it is signed. */
export function announceImages(images: readonly OpenedImage[], machine: Machine): void {
  for (const { word, name, image } of images) {
    const { below } = image;
    const also = below.length === 0 ? '' : ` and ${below.length} under it: ${below.map((one) => one.platform ?? one.digest).join(', ')}`;
    machine.stderr.write(`sealwright: ${printable(`${word === name ? '' : `${word} is `}${name}${also}`)}\n`);
  }
}

/** Says which tags were moved while their images were signed: what they stand for now is not. */
export async function noteMovedTags(images: readonly OpenedImage[], machine: Machine): Promise<void> {
  for (const { word, image, tagged } of images) {
    const now = await tagged();
    if (now === undefined || now === image.top.digest) continue;
    machine.stderr.write(`sealwright: ${printable(word)} was moved meanwhile: it stands for ${now}, which is not what was signed\n`);
  }
}

/**
 * Attaches evidence to images, reads it back from the registry as anybody would, and verifies what was read as theirs who
 * signed. Throws ATTACH_FAILED, which tells what is attached all the same.
 */
export async function attachAll(
  images: readonly { readonly image: OpenedImage; readonly evidence: readonly PartEvidence[]; readonly wanted: Demand['wanted'] }[],
  opened: Pick<OpenedSigner, 'signer' | 'roots' | 'timeoutMs'>,
  { clock }: Pick<VerifyPorts, 'clock'>,
): Promise<readonly (readonly Attachment[])[]> {
  const now = clock.now();
  const vouches = asAnybody(opened, now);
  const done: (readonly Attachment[])[] = [];
  for (const { image, evidence, wanted } of images) {
    const check = ({ digest }: ImagePart, offered: Offered): readonly Reason[] => vouches(digest.slice('sha256:'.length), offered, wanted);
    image.target.asker.limit(opened.timeoutMs);
    const result = await attachToImage(image.target, evidence, { created: now, check });
    if (result.kind === 'failed') throw failed(image, [...done.flat(), ...result.attached], result);
    done.push(result.attached);
  }
  return done;
}

/** Pieces that are told one by one. */
const mostShown = 20;

function failed(
  { name, target }: OpenedImage,
  attached: readonly Attachment[],
  { reason: why, during }: { readonly reason: Reason; readonly during: 'pushing' | 'reading-back' },
): SealwrightError {
  const what = during === 'pushing' ? 'evidence was not attached to' : 'evidence does not come back as it was attached to';
  const there = attached.map((one) => `${one.from} for ${one.part.digest}`);
  return new SealwrightError('ATTACH_FAILED', {
    message: `${what} ${name}: ${why.message}; ${attached.length === 0 ? 'nothing is attached' : `${attached.length} pieces are attached, each of them whole`}; it is safe to run this again, which adds evidence and takes none away`,
    hint: why.hint ?? hintFor(why, target.at.registry, name),
    ...(there.length === 0 ? {} : { lines: [...there.slice(0, mostShown), ...(there.length > mostShown ? [`and ${there.length - mostShown} more`] : [])] }),
  });
}

function hintFor({ code }: Reason, registry: string, name: string): string {
  switch (code) {
    case 'SERVICE_DENIED':
      return `docker login ${registry}, as somebody who may push there`;
    case 'SUBJECT_MISSING':
      return 'push the image first, or mend its name';
    case 'SERVICE_NOT_ASKED':
      return 'mend registries.conf, or name another with CONTAINERS_REGISTRIES_CONF';
    case 'SERVICE_UNREACHABLE':
    case 'SERVICE_LIMITED':
    case 'SERVICE_FAILED':
      return `run it again when ${registry} answers`;
    default:
      return `see what ${registry} keeps: sealwright verify ${name} --trusted-root FILE --identity … --issuer …`;
  }
}
