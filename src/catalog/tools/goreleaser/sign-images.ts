import type { Span } from '../../../base/index.ts';
import type { Subject } from '../../effect.ts';
import { get, text, texts } from '../support/node.ts';
import { both } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { distinct } from './made.ts';
import type { Made } from './made.ts';
import type { Project } from './project.ts';
import { readSigningCommand } from './signing-command.ts';
import type { SigningCommand } from './signing-command.ts';
import { argsOf, attestation, conditionOf, entriesOf, unreadCommand } from './signing-entry.ts';

/** What each word of `docker_signs[].artifacts` selects. Without it the images of `dockers_v2` alone since v2.12, none before. Images of `kos` count as manifests. */
const imageSelections: Readonly<Record<string, readonly ('image' | 'image-manifest' | 'image-v2' | 'ko-image')[]>> = {
  '': ['image-v2'],
  images: ['image', 'image-v2'],
  manifests: ['image-manifest', 'ko-image', 'image-v2'],
  all: ['image', 'image-manifest', 'ko-image', 'image-v2'],
  none: [],
};

/** `docker_signs`: images and indexes in the registry, by cosign. Arguments without `${digest}` sign what the tag means at that moment. */
export function signImages(project: Project, made: Made, published: Holds): void {
  const { run } = project;
  for (const entry of entriesOf(project, 'docker_signs')) {
    const does = both(both(project.options.does('sign'), conditionOf(project, entry)), published);
    if (does.truth === false) continue;
    const word = text(entry, 'artifacts') ?? '';
    const types = imageSelections[word];
    const ids = texts(get(entry, 'ids'));
    const images = made.images.filter(
      (image) => types?.includes(image.type) === true && (ids.length === 0 || (image.id !== undefined && ids.includes(image.id))),
    );
    if (images.length === 0 || types === undefined) {
      run.idle({ at: entry.span, what: 'signs', section: 'docker_signs', reason: imageIdleReason(word, types === undefined, made) });
      continue;
    }
    const command = readSigningCommand(text(entry, 'cmd') ?? 'cosign', argsOf(entry, ['sign', '--key=cosign.key', '${artifact}@${digest}', '--yes']));
    const subjects: readonly Subject[] = !command.byDigest
      ? [{ kind: 'image', refs: distinct(images.flatMap((image) => image.refs)) }]
      : ids.length === 0
        ? [{ kind: 'made', types: types.filter((type) => images.some((image) => image.type === type)) }]
        : images.map((image) => ({ kind: 'digest', name: image.refs[0] ?? [], digest: image.digest }));
    for (const subject of subjects) signImageGroup(project, command, subject, entry.span, does);
  }
}

function imageIdleReason(word: string, unknown: boolean, made: Made): string {
  if (unknown) return `artifacts: ${word} is not a kind that docker_signs knows`;
  if (word === 'none') return 'artifacts is none, so nothing is signed';
  if (made.images.length === 0) return 'no image is made';
  return word === ''
    ? 'artifacts is empty, which selects images of dockers_v2 only, and there are none'
    : `no image is made of the kind ${word} that it selects`;
}

function signImageGroup(project: Project, command: SigningCommand, subject: Subject, at: Span, does: Holds): void {
  const attachedTo = command.keepsLocal ? 'nowhere' : 'registry';
  const why = unreadCommand(command);
  if (why !== undefined) {
    project.run.doubt(at, why);
    project.run.add({ kind: 'signs', subject: { kind: 'unknown', why }, mechanism: 'unknown', keyless: false, attachedTo, needs: command.needs }, at, does);
  } else if (command.action === 'attest') {
    project.run.add(attestation(command, subject, [], attachedTo), at, does);
  } else {
    project.run.add(
      {
        kind: 'signs',
        subject,
        mechanism: command.mechanism,
        keyless: command.keyless,
        ...(command.key === undefined ? {} : { key: command.key }),
        attachedTo,
        ...(command.recursive ? { recursive: true } : {}),
        needs: command.needs,
        ...(command.byDigest ? {} : { note: 'signed by tag' }),
      },
      at,
      does,
    );
  }
}
