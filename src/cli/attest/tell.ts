import { printable, printableJson } from '../../report/index.ts';
import type { SignedBundle } from '../../trust/sign/index.ts';
import type { StatementSubject } from '../../trust/statement/index.ts';
import type { OpenedSigner } from '../sign/options.ts';
import type { KeptAtGithub } from './github.ts';
import { placesOf, recordedWords, recordJson, showPart, whoJson, whoWords, type AttachedImage } from '../sign/tell.ts';

/** A statement that was signed, and where it is. */
export interface Attested {
  readonly predicateType: string;
  /** Files, and what lists and digests named. */
  readonly subjects: readonly StatementSubject[];
  readonly images: readonly AttachedImage[];
  readonly signed: SignedBundle;
  /** The file of the bundle. */
  readonly target: string | undefined;
  readonly github?: KeptAtGithub;
}

/** Of the JSON that commands that attest print; a field that goes or changes its meaning makes another version. */
const attestedSchemaVersion = 1;

/** Returns what was attested, by whom and where it is recorded, as JSON. */
export function attestedJson(attested: Attested, { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const { predicateType, subjects, images, signed, target, github } = attested;
  const value = {
    schemaVersion: attestedSchemaVersion,
    predicateType,
    signer: whoJson(signer.who),
    services: services.from,
    subjects: [
      ...subjects.map(({ name, digest }) => ({ ...(name === undefined ? {} : { name }), digest })),
      ...images.flatMap((one) =>
        one.parts.map(({ part }) => ({
          image: showPart(one, part),
          digest: { sha256: part.digest.slice('sha256:'.length) },
          ...(part.platform === undefined ? {} : { platform: part.platform }),
          attached: placesOf(one, part),
        })),
      ),
    ],
    ...(target === undefined ? {} : { bundle: target }),
    ...(github === undefined ? {} : { github: githubJson(github) }),
    ...recordJson(signed),
  };
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

/** Subjects that are told one by one. */
const mostShown = 40;

/** Returns the same for a person. */
export function renderAttested(attested: Attested, { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const { predicateType, subjects, images, signed, target, github } = attested;
  const shown = subjects.slice(0, mostShown).map(({ name, digest }) => `attested ${printable(name ?? 'a digest')}  sha256:${digest['sha256'] ?? ''}`);
  const more = subjects.length > mostShown ? [`attested ${subjects.length - mostShown} more`] : [];
  const ofImages = images.flatMap((one) =>
    one.parts.flatMap(({ part }) => [
      `attested ${printable(showPart(one, part))}${part.platform === undefined ? '' : `  ${printable(part.platform)}`}`,
      ...placesOf(one, part).map((place) => `  ${printable(place)}`),
    ]),
  );
  const lines = [
    ...shown,
    ...more,
    ...ofImages,
    `  ${printable(predicateType)}${recordedWords(signed)}`,
    ...(target === undefined ? [] : [`  ${printable(target)}`]),
    ...(github === undefined ? [] : [`  ${printable(github.address ?? `attestations of ${github.repository}`)}, ${readBackWords(github)}`]),
    '',
    `by ${whoWords(signer.who)}`,
    `at ${printable(services.from)}; verified before it was written${images.length === 0 ? '' : ', read back from the registry and verified again'}`,
  ];
  return `${lines.join('\n')}\n`;
}

function githubJson({ repository, address, readBack }: KeptAtGithub): object {
  return { repository, ...(address === undefined ? {} : { address }), readBack };
}

function readBackWords({ readBack, subjects }: KeptAtGithub): string {
  return `read back ${readBack === subjects ? '' : `under ${readBack} of ${subjects} digests `}and verified again`;
}
