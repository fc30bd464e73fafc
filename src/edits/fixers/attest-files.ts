import type { PublishRecord } from '../../lineage/index.ts';
import type { Finding } from '../../rules/index.ts';
import { mapOf, scalar, type Written } from '../../workflow/index.ts';
import type { Ask, StepPlace } from '../ask.ts';
import { grant } from '../grant.ts';
import { pinByHand, pinNote, pinOf } from '../pins.ts';
import { isNo, no, type NoProposal, type Proposal } from '../proposal.ts';
import { publicLogNotes } from '../public-log.ts';

/** A step before the upload that attests the files which it uploads. */
export function attestFiles(finding: Finding, ask: Ask): Proposal | NoProposal {
  const units = ask.surface(finding.surface)?.units ?? [];
  const publishes = new Map(units.flatMap(({ publish }) => (publish === undefined ? [] : [[`${publish.origin.at.file}:${publish.origin.at.start}`, publish]])));
  const [publish] = publishes.values();
  if (publish === undefined || publishes.size !== 1)
    return no(
      'the files are published by more than one step, or by none of a workflow',
      'attest each file in the job that builds it, before it is uploaded: actions/attest with subject-path',
    );
  const { sink } = publish;
  if (sink.kind !== 'release')
    return no('only images and the files of releases are attested by a fix', onIndex(sink.kind === 'index' ? sink.index : undefined));
  const place = publish.origin.config === '' ? ask.step(publish.origin.at) : undefined;
  if (place === undefined)
    return no(
      'the release tool uploads what it makes in one go: no step stands between',
      'attest what it made in a step behind it, from its list of digests: actions/attest with subject-checksums (for GoReleaser ./dist/checksums.txt)',
    );
  const paths = pathsOf(publish, place);
  if (paths === undefined)
    return no(
      'the paths of the files are not written where they are uploaded',
      'add a step with actions/attest before the upload, and write the paths into its subject-path',
    );
  const granted = grant(ask, place.workflow, place.job, { 'id-token': 'write', attestations: 'write' });
  if (isNo(granted)) return granted;
  const found = pinOf(ask, 'actions/attest');
  if (found === undefined) return no('no release of actions/attest is known whose commit could be named', pinByHand('actions/attest'));
  const item = mapOf({
    name: scalar('Attest the files'),
    if: place.step.if === undefined ? undefined : scalar(place.step.if.value.trim()),
    uses: scalar(found.pin.uses, found.pin.version),
    with: mapOf({ 'subject-path': paths }),
  });
  return {
    kind: 'needs-review',
    title: `attest the files before they are uploaded, in job ${place.job.id}, with the permissions for that`,
    notes: [...publicLogNotes(ask, place.path), ...granted.notes, ...pinNote(found), 'a pattern that finds nothing fails the step'],
    changes: [{ kind: 'yaml', path: place.path, operations: [{ kind: 'insert', at: place.steps, index: place.index, item }, ...granted.operations] }],
  };
}

/** How the packages of an index get a statement of where they are from. */
function onIndex(index: string | undefined): string {
  switch (index) {
    case 'pypi':
    case 'testpypi':
      return 'publish by trusted publishing with pypa/gh-action-pypi-publish, which attests what it uploads: id-token: write, and no password';
    case 'npm':
      return 'npm publish --provenance, in a job with id-token: write';
    case 'rubygems':
      return 'publish by trusted publishing with rubygems/release-gem, which attests the gem';
    default:
      return 'attest the file before it is published: actions/attest with subject-path';
  }
}

const inputs = ['files', 'artifacts', 'file'] as const;

/** The paths as the upload is given them: its own input, or what a script names. */
function pathsOf(publish: PublishRecord, { step }: StepPlace): Written | undefined {
  const own = inputs.map((one) => step.with.get(one)?.value).find((one) => one !== undefined);
  const lines = own === undefined ? (publish.folders === undefined ? [] : [...new Set(publish.shown)]) : own.split(/[\n,]/);
  const paths = lines.map((one) => one.trim()).filter((one) => one !== '' && !one.startsWith('#'));
  if (paths.length === 0 || (own === undefined && !paths.every((one) => /^[\w./*-]+$/.test(one)))) return undefined;
  return paths.length === 1 ? scalar(paths[0]!) : { kind: 'script', lines: paths };
}
