import type { ImageNode } from '../../lineage/index.ts';
import { literalOf } from '../../values/index.ts';
import { mapOf, scalar, type Operation } from '../../workflow/index.ts';
import { isCalled, type StepPlace } from '../ask.ts';
import { digestOf } from '../pushed-digest.ts';
import { grant } from '../grant.ts';
import { imageWords } from '../image-words.ts';
import { bare } from '../jobs.ts';
import { pinByHand, pinNote, pinOf } from '../pins.ts';
import { isNo, no, type Fixer, type NoProposal } from '../proposal.ts';
import { publicLogNotes } from '../public-log.ts';
import { dockerIsLoggedIn } from '../registry-login.ts';
import { attestFiles } from './attest-files.ts';

/** A step after the push that attests the digest which it gives, with the permissions for that. */
export const attestImage: Fixer = {
  rules: ['provenance-unsigned', 'provenance-missing'],
  leaves: ['attached-never-looked-at', 'recipe-by-tag'],
  propose: (finding, ask) => {
    const surface = ask.surface(finding.surface);
    if (surface === undefined) return no('it is about no surface', 'see sealwright audit for what it is about');
    if (surface.info.kind !== 'container-image') return attestFiles(finding, ask);
    const images = new Map(
      surface.units.flatMap(({ image }) => (image === undefined || !image.pushed ? [] : [[`${image.origin.at.file}:${image.origin.at.start}`, image]])),
    );
    const [image] = images.values();
    if (image === undefined || images.size !== 1)
      return no('it is pushed by more than one step', 'push it in one step, or attest the digest of each push with actions/attest, by subject-digest');
    if (image.media !== 'image')
      return no('what is pushed is no image', 'attest it by the digest that its push prints: actions/attest with subject-name and subject-digest');
    const place = ask.step(image.origin.at);
    if (place === undefined || place.step.uses === undefined)
      return no(
        'no step of a workflow of the checkout pushes it and gives its digest',
        'after the push write its digest (docker buildx imagetools inspect, crane digest, ko --image-refs) into $GITHUB_OUTPUT, and give that to actions/attest as subject-digest',
      );
    const digest = digestOf(image, place);
    if (isNo(digest)) return digest;
    const name = nameOf(image, place);
    if (isNo(name)) return name;
    const condition = conditionOf(place);
    if (isNo(condition)) return condition;
    const granted = grant(ask, place.workflow, place.job, {
      'id-token': 'write',
      attestations: 'write',
      ...(name.value.startsWith('ghcr.io/') ? { packages: 'write' as const } : {}),
    });
    if (isNo(granted)) return granted;
    const found = pinOf(ask, 'actions/attest');
    if (found === undefined) return no('no release of actions/attest is known whose commit could be named', pinByHand('actions/attest'));
    const keeps = keepsReferrers(name.value);
    const isLoggedIn = dockerIsLoggedIn(place.job, place.step, name.value);
    const item = mapOf({
      name: scalar('Attest the image'),
      if: condition.value === '' ? undefined : scalar(condition.value),
      uses: scalar(found.pin.uses, found.pin.version),
      with: mapOf({
        'subject-name': scalar(name.value),
        'subject-digest': scalar(`\${{ ${digest.expression} }}`),
        'push-to-registry': keeps && !isLoggedIn ? undefined : scalar(keeps),
      }),
    });
    const operations: readonly Operation[] = [...digest.operations, { kind: 'insert', at: place.steps, index: place.index + 1, item }, ...granted.operations];
    const notes = [
      ...publicLogNotes(ask, place.path),
      ...granted.notes,
      ...pinNote(found),
      ...name.notes,
      ...(keeps && !isLoggedIn ? [notBeside(place.job.id)] : []),
    ];
    return {
      kind: notes.length > 0 || granted.review || isCalled(place.workflow) ? 'needs-review' : 'safe',
      title: `attest the digest that is pushed, in job ${place.job.id}, with the permissions for that`,
      notes,
      changes: [{ kind: 'yaml', path: place.path, operations }],
    };
  },
};

/** The name of the image without its tag, as the workflow can write it. */
function nameOf(image: ImageNode, place: StepPlace): { readonly value: string; readonly notes: readonly string[] } | NoProposal {
  const names = new Map(image.refs.map((one) => [literalOf(one.repository), one]));
  const [first] = names.keys();
  const written = imageWords(place.job, place.step);
  const literals = [...names.keys()].filter((one) => one !== undefined && /^[\w.-]+(?::\d+)?\/[\w./-]+$/.test(one));
  const literal =
    literals.find((one) => one?.startsWith('ghcr.io/')) ??
    literals.find((one) => keepsReferrers(one ?? '')) ??
    literals[0] ??
    (names.size === 1 ? first : undefined);
  const value = literal ?? (written.length === 1 ? written[0] : undefined);
  if (value === undefined || (literal === undefined && names.size > 1))
    return no(
      'the name of the image cannot be told without its tag',
      'add a step with actions/attest behind the push, with the name of the image without its tag as subject-name',
    );
  const others =
    names.size > 1
      ? [`the image is pushed to ${names.size} places, and the attestation is put beside the one in ${value}: GitHub keeps it for all of them`]
      : [];
  return { value, notes: others };
}

function notBeside(job: string): string {
  return `docker is not seen to log in to the registry in job ${job}: the attestation is kept by GitHub and not beside the image; log in and add push-to-registry: true for both`;
}

/** Registries that keep an attestation beside the image. */
function keepsReferrers(name: string): boolean {
  return /^(?:ghcr\.io|docker\.io|index\.docker\.io|quay\.io)\//.test(name);
}

/** The condition under which the step pushes. */
function conditionOf({ step }: StepPlace): { readonly value: string } | NoProposal {
  const own = step.if === undefined ? '' : bare(step.if.value);
  const push = step.with.get('push')?.value.trim() ?? 'true';
  if (/^true$/i.test(push)) return { value: step.if?.value.trim() ?? '' };
  const asked = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(push)?.[1]?.trim();
  if (asked === undefined)
    return step.with.has('outputs')
      ? { value: step.if?.value.trim() ?? '' }
      : no('under which condition it is pushed is not told', 'add a step with actions/attest behind the push, under the condition under which push is true');
  return { value: own === '' ? asked : `(${own}) && (${asked})` };
}
