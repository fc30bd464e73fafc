import type { Span } from '../../base/index.ts';
import { otherRepository, type FileItem, type PublishRecord, type Trace } from '../../lineage/index.ts';
import type { Unit } from '../../surfaces/index.ts';
import { recordsOf } from './grouped.ts';
import type { JudgedSurface, RuleInput } from './input.ts';
import { jobOf } from './jobs.ts';

/** Pages to read: a site, or a bucket or folder of one that is called after them. Nobody verifies those. */
export function isToRead({ info, units }: JudgedSurface): boolean {
  if (info.kind === 'site') return true;
  return units.length > 0 && units.every((unit) => unit.place === 'bucket' && unit.names.every((name) => pages.test(name) || pageFolder.test(name)));
}

const pages = /^(?:\w+:\/\/)?(?:[\w-]+\.)?(?:docs?|www|web|site|website|api-?docs?|apiref|storybook)(?:[.\-/{]|\s|$)/i;
const pageFolder = /\s(?:\.\/)?(?:[\w.-]+\/)*(?:docs?|_?site|website|html|storybook-static)\/[^/]*$/i;

/** Whether something is put on a release of this repository, as far as is known: what another one's settings allow is not asked. */
export function isOnOwnRelease({ sink }: PublishRecord, { input }: Trace): boolean {
  return sink.kind === 'release' && otherRepository(sink.repository, input.git) === undefined;
}

/** What a program publishes of which not one name was read: nothing can be said of it, and nobody could act on it. */
export function isNameless({ units }: JudgedSurface): boolean {
  return units.length > 0 && units.every((unit) => unit.names.length > 0 && unit.names.every((name) => /\{(?:item|value)[_-]?\d+\}/.test(name)));
}

/** Indexes that keep a statement of where a package is from. */
const keepProvenance: ReadonlySet<Unit['index']> = new Set(['pypi', 'testpypi', 'npm', 'rubygems', 'jsr', 'maven-central', 'maven', 'gradle-plugin-portal']);
/** Indexes that take a signature of the publisher. */
const keepSignatures: ReadonlySet<Unit['index']> = new Set([...keepProvenance, 'nuget', 'terraform']);

/** Who could keep evidence of a thing beside it: the project, wherever it likes; the index; or nobody, where the index has no place for it. */
export type Keeper = 'project' | 'store' | 'nobody';

/** Who could keep it. A package repository or store signs what it holds by itself, with keys that no file of the project tells. */
export function keeperOf({ units, info }: JudgedSurface, what: 'provenance' | 'signature'): Keeper {
  if (info.kind === 'crate') return 'nobody';
  if (units.length === 0) return 'project';
  if (units.every((unit) => unit.place === 'channel' || (unit.place === 'bucket' && unit.names.every(isOfRepository)))) return 'store';
  const takes = what === 'provenance' ? keepProvenance : keepSignatures;
  return units.every((unit) => unit.place === 'index' && !takes.has(unit.index)) ? 'nobody' : 'project';
}

/** Packages of a repository that apt, yum or apk read: its index lists their digests, and is signed by who keeps it. */
function isOfRepository(name: string): boolean {
  return packageHosts.test(name) || /\.(?:deb|rpm|apk)$/i.test(name);
}

const packageHosts = /(?:^|[/@.:])(?:push\.fury\.io|packagecloud\.io|cloudsmith\.(?:io|com))\b/;

/** Whether the project's own steps could have proved what a program sends to an index, of which no file was read. */
export function mayBeProved({ units }: JudgedSurface, trace: Trace): boolean {
  return units.some(
    ({ publish, files, place }) =>
      publish !== undefined &&
      place !== 'registry' &&
      files.every(isUnnamed) &&
      recordsOf(trace.evidence, 'run', publish.origin.run).some(
        (e) => (e.kind === 'attestation' || e.kind === 'signature') && e.origin.jobKey === publish.origin.jobKey && e.target.files.length > 0,
      ),
  );
}

/** A copy of an image that was not made here, or not found: what is said of that is said of it. */
export function isCopyOfUnknown({ units }: JudgedSurface): boolean {
  return units.some(
    ({ image }) => image !== undefined && !image.fresh && image.sources.length === 0 && image.sameAs === undefined && image.changedFrom === undefined,
  );
}

/** Whether everything of a folder is published by a job whose steps speak of signing: signatures may be among it. */
export function mayHoldSignatures(input: RuleInput, { units }: JudgedSurface): boolean {
  return units.some(({ publish, names }) => {
    if (publish === undefined || !names.some((name) => /(?:^|\/)\*+$/.test(name))) return false;
    const job = jobOf(input, publish.origin);
    return job?.steps.some((step) => signing.test(`${step.run?.value ?? ''} ${[...step.env.keys()].join(' ')}`)) ?? false;
  });
}

const signing = /minisign|signify|gpg|cosign|\bsign(?:ing|ed)?\b|SIGN/;

function isUnnamed({ names }: FileItem): boolean {
  return names.include.every((name) => name.length === 1 && name[0]!.kind === 'hole' && /^(?:item|value)_\d+$/.test(name[0]!.label));
}

/** Whether the job that published at a place hands a service things to attest, of which the files do not say what they are. */
export function handsOver(trace: Trace, at: Span): boolean {
  return recordsOf(trace.publishes, 'file', at.file).some(
    ({ origin }) =>
      origin.at.start === at.start &&
      recordsOf(trace.evidence, 'run', origin.run).some(
        (e) => e.kind === 'attestation' && e.target.unresolved !== undefined && e.origin.jobKey === origin.jobKey,
      ),
  );
}
