import type { Attachment, ImagePart } from '../../images/index.ts';
import { printable, printableJson } from '../../report/index.ts';
import type { SignedBundle, SignerWho } from '../../trust/sign/index.ts';
import type { OpenedImage } from './image.ts';
import type { OpenedSigner } from './options.ts';

/** A file that was signed, and where its bundle is. */
export interface SignedFile {
  readonly path: string;
  readonly target: string;
  readonly sha256: string;
  readonly bundle: SignedBundle;
}

/** An image that was signed, and where its evidence is. */
export interface AttachedImage {
  readonly image: Pick<OpenedImage, 'repository'>;
  readonly parts: readonly { readonly part: ImagePart; readonly signed: SignedBundle }[];
  readonly attached: readonly Attachment[];
}

/** Of the JSON that commands that sign print; a field that goes or changes its meaning makes another version. */
const signedSchemaVersion = 1;

/** All that one run signed. */
export interface AllSigned {
  readonly files: readonly SignedFile[];
  readonly images: readonly AttachedImage[];
}

/** Returns what was signed, by whom and where it is recorded, as JSON. */
export function signedJson({ files, images }: AllSigned, { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const value = {
    schemaVersion: signedSchemaVersion,
    signer: whoJson(signer.who),
    services: services.from,
    signed: [
      ...files.map(({ path, target, sha256, bundle }) => ({ file: path, digest: { sha256 }, bundle: target, ...recordJson(bundle) })),
      ...images.flatMap((one) =>
        one.parts.map(({ part, signed }) => ({
          image: showPart(one, part),
          digest: { sha256: part.digest.slice('sha256:'.length) },
          ...(part.platform === undefined ? {} : { platform: part.platform }),
          attached: placesOf(one, part),
          ...recordJson(signed),
        })),
      ),
    ],
  };
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

/** Returns the same for a person. */
export function renderSigned({ files, images }: AllSigned, { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const ofFiles = files.flatMap(({ path, target, sha256, bundle }) => [
    `signed ${printable(path)}  sha256:${sha256}`,
    `  ${printable(target)}${recordedWords(bundle)}`,
  ]);
  const ofImages = images.flatMap((one) =>
    one.parts.flatMap(({ part, signed }) => [
      `signed ${printable(showPart(one, part))}${part.platform === undefined ? '' : `  ${printable(part.platform)}`}`,
      ...placesOf(one, part).map((place, i) => `  ${printable(place)}${i === 0 ? recordedWords(signed) : ''}`),
    ]),
  );
  const checked = [
    ...(files.length === 0 ? [] : ['each bundle was verified before it was written']),
    ...(images.length === 0 ? [] : ['what is attached to images was read back and verified']),
  ];
  return `${[...ofFiles, ...ofImages, '', `by ${whoWords(signer.who)}`, `at ${printable(services.from)}; ${checked.join(', ')}`].join('\n')}\n`;
}

/** A manifest of an image by digest. */
export function showPart({ image }: AttachedImage, { digest }: ImagePart): string {
  return `${image.repository}@${digest}`;
}

/** Where the evidence of a manifest is attached. */
export function placesOf({ attached }: AttachedImage, { digest }: ImagePart): readonly string[] {
  return attached.filter((one) => one.part.digest === digest).map((one) => one.from);
}

/** Who signed, for a person. */
export function whoWords(who: SignerWho): string {
  return who.kind === 'key' ? `the key ${who.fingerprint}` : `${printable(who.identity)}, vouched for by ${printable(who.issuer)}`;
}

/** Who signed, for a program. */
export function whoJson(who: SignerWho): object {
  return who.kind === 'key' ? { kind: 'key', fingerprint: who.fingerprint } : { kind: 'certificate', identity: who.identity, issuer: who.issuer };
}

/** Where and when a signature was recorded, for a program. */
export function recordJson({ facts }: SignedBundle): object {
  return {
    log: facts.log.map(({ log, index }) => ({ log, index: String(index) })),
    times: facts.times.map(({ at, by, authority }) => ({ at: new Date(at * 1000).toISOString(), by, authority })),
  };
}

/** The same behind the name of a bundle, for a person. */
export function recordedWords({ facts }: SignedBundle): string {
  const logs = facts.log.map(({ log, index }) => `, entry ${index} of ${printable(log)}`);
  return logs.join('');
}
