import { connected, topJob, type OpaqueRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { ofRun } from './of-run.ts';

/**
 * Steps that were not read, hold the permission and a credential, and could have written evidence beside a unit:
 * while there is one, "nothing signs it" is not known. Commands of a script are taken to make no evidence (the frame).
 */
export function unreadWriters(trace: Trace, unit: Unit): readonly OpaqueRecord[] {
  if (unit.publish === undefined) return [];
  const place = unit.place === 'release' ? 'release' : unit.place === 'registry' ? 'registry' : unit.place === 'index' ? 'index' : undefined;
  if (place === undefined) return [];
  return ofRun(trace.opaque, unit.run).filter(
    (o) =>
      o.scope !== 'command' &&
      (o.places.includes('attestations') || (place === 'index' ? isPublisher(o, unit) : o.places.includes(place))) &&
      (o.scope === 'workflow' || holdsCredential(o) || mayAttest(o)) &&
      couldHaveIt(trace, unit, o),
  );
}

/**
 * What signs a file or an image has it: it runs after it was made in the same job, in a job that the making job waits
 * for, or in one that waits for it.
 */
function couldHaveIt(trace: Trace, unit: Unit, o: OpaqueRecord): boolean {
  const made = unit.files.flatMap((f) => trace.batches.get(f.batch) ?? []).map((b) => ({ job: b.jobKey, order: b.order }));
  const makers = unit.image !== undefined ? [{ job: unit.image.origin.jobKey, order: unit.image.origin.order }] : made;
  const theirs = o.origin.jobKey;
  return (makers.length > 0 ? makers : [{ job: unit.publish!.origin.jobKey, order: undefined }]).some(({ job, order }) => {
    if (job === theirs) return order === undefined || o.origin.order > order;
    if (topJob(job, unit.run) !== topJob(theirs, unit.run)) return connected(trace, unit.run, job, theirs);
    // Legs of one matrix do not share files; the jobs of one called workflow may.
    return [job, theirs].every((key) => key.slice(unit.run.length + 1).includes('/'));
  });
}

/** What an index keeps beside a package is given with it, by the step that publishes. */
function isPublisher(o: OpaqueRecord, unit: Unit): boolean {
  return o.places.includes('index') && o.origin.jobKey === unit.publish?.origin.jobKey && o.origin.step === unit.publishedBy.step;
}

/** The job's own identity is all that an attestation needs: an action that is called for making one may make it. */
function mayAttest(o: OpaqueRecord): boolean {
  return o.places.includes('attestations') && /attest|provenance|slsa|sbom|sign/i.test(o.what);
}

function holdsCredential(o: OpaqueRecord): boolean {
  return o.touches.some((t) => t.some((p) => p.kind === 'hole' && p.id.startsWith('secrets.')));
}

/**
 * What publishes a unit to a Maven repository by settings that were not read, in a job that a key was brought into: the
 * `.asc` files beside a package are made by the same command, so that none being configured here says nothing.
 */
export function unreadSigner(trace: Trace, unit: Unit): OpaqueRecord | undefined {
  if (unit.kind !== 'maven' || unit.publish === undefined) return undefined;
  return ofRun(trace.opaque, unit.run).find((o) => o.scope === 'action' && ((o.holdsKey && isPublisher(o, unit)) || saysOfSigning(o, unit)));
}

/** What the reader of a Gradle build that publishes says of signing that it could not follow: its scripts are programs. */
function saysOfSigning(o: OpaqueRecord, unit: Unit): boolean {
  const { jobKey, order, step } = unit.publish!.origin;
  return o.what === 'gradle' && /\bsign/.test(o.why) && o.origin.jobKey === jobKey && o.origin.step === step && Math.abs(o.origin.order - order) < 50;
}

export function unreadReason(writers: readonly OpaqueRecord[]): string {
  const first = writers[0]!;
  return `${first.what} was not read and could write there (${first.why})`;
}
