import { topJob, type EvidenceRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { brokenReason } from './broken.ts';
import { becauseOf, restsOn, candidateOf, candidatesFor, nothing, notApplicable, strengthOf, openQuestion, type Candidate } from './candidates.ts';
import type { Evidence } from './evidence.ts';
import { ofRun } from './of-run.ts';
import { aboutInside } from './inside.ts';
import { unreadBeside } from './named.ts';
import { unreadReason, unreadWriters } from './opaque.ts';
import { cannotWork } from './way-out.ts';

/** Is what is published described by an SBOM of its own, that a stranger can get? */
export function detectSbom(unit: Unit, trace: Trace): Evidence {
  if (unit.place === 'site' || unit.place === 'tag' || (unit.place === 'channel' && unit.pointer))
    return notApplicable(unit.pointer ? 'inherits from the asset' : '');
  const all = [...candidatesFor(trace, unit, isSbom), ...sourceSboms(trace, unit)];
  const working = all.filter((c) => c.record.cannotWork === undefined);
  // Who cannot check the signature of an SBOM can read it all the same.
  const open = working.filter((c) => c.reach === 'public' || isUnchecked(c));
  const own = open.filter((c) => c.cover === 'all' && !c.record.target.source);
  const described = own.length > 0 ? present(unit, trace, own) : undefined;
  if (described !== undefined && (described.status === 'present' || unit.image?.sbom !== 'spdx')) return described;
  if (unit.image !== undefined && unit.image.sbom === 'spdx') {
    const builders = unit.image.madeType === 'ko-image' ? 'SPDX by ko, unsigned' : 'BuildKit SBOM, unsigned';
    return {
      ...nothing,
      status: 'present',
      strength: 'wired',
      // What is only half an answer beside the builder's own is told all the same: a stranger finds both.
      how: described === undefined ? builders : `${builders}; ${besideIt(described, own)}`,
      binds: 'digest',
      attachedTo: 'registry',
      because: described?.because ?? becauseOf(unit, []),
      raise: 'attest it, so that it is signed',
    };
  }
  const some = open.filter((c) => c.cover === 'some' || c.record.target.source);
  if (some.length > 0) {
    const source = some.every((c) => c.record.target.source);
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, some),
      how: source ? 'source tree' : some[0]!.platformsOnly ? 'platform images' : formatOf(some[0]!.record),
      binds: source ? 'path' : 'digest',
      attachedTo: some[0]!.record.attachedTo,
      reason: source ? 'the SBOM describes the source tree, not what is published' : 'some of what is published has no SBOM',
      ...restsOn(trace, unit, some),
      raise: source ? 'describe the released file or image itself' : 'make one for the rest too',
    };
  }
  const inside = aboutInside(trace, unit, 'sbom');
  if (inside.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, inside),
      how: `${formatOf(inside[0]!.record)} of what is inside`,
      binds: 'digest',
      attachedTo: inside[0]!.record.attachedTo,
      reason: `the SBOM describes what is packed in it, not the ${unit.image === undefined ? 'file' : 'image'} that is published`,
      ...restsOn(trace, unit, inside),
      raise: `describe the released ${unit.image === undefined ? 'file' : 'image'} itself`,
    };
  if (unit.image?.sbom === 'unknown')
    return { ...nothing, status: 'unknown', reason: 'whether the build attaches an SBOM depends on a value that is not known', because: becauseOf(unit, []) };
  const maybe = open.filter((c) => c.cover === 'unknown');
  if (maybe.length > 0)
    return {
      ...nothing,
      status: 'unknown',
      ...openQuestion(maybe, 'whether the SBOM is of what is published cannot be told'),
      ...restsOn(trace, unit, maybe),
    };
  const broken = all.filter((c) => c.record.cannotWork !== undefined);
  if (broken.length > 0) return cannotWork(broken[0]!.record.cannotWork!, restsOn(trace, unit, broken));
  const writers = unreadWriters(trace, unit);
  if (writers.length > 0) return { ...nothing, status: 'unknown', reason: unreadReason(writers), because: becauseOf(unit, []) };
  const beside = unreadBeside(trace, unit, 'describes');
  if (beside !== undefined) return { ...nothing, status: 'unknown', reason: beside, because: becauseOf(unit, []) };
  const text = brokenReason(trace, unit, 'describes');
  if (text !== undefined) return cannotWork(text, { because: becauseOf(unit, []) });
  const lost = working.filter((c) => c.reach !== 'public');
  return {
    ...nothing,
    reason: lost.length === 0 ? null : 'an SBOM is made and stays in a workflow artifact or is dropped',
    ...restsOn(trace, unit, lost),
    raise: 'attest an SBOM of it where it is published',
  };
}

function isSbom(record: EvidenceRecord): boolean {
  return record.kind === 'sbom' || (record.kind === 'attestation' && (record.predicate === 'sbom-spdx' || record.predicate === 'sbom-cyclonedx'));
}

/**
 * An SBOM of the checkout that is published beside a unit says something of it, and not enough. It speaks of what was
 * built in its own job or in a job that it waited for.
 */
function sourceSboms(trace: Trace, unit: Unit): readonly Candidate[] {
  if (unit.place !== 'release' && unit.place !== 'bucket') return [];
  const out: Candidate[] = [];
  for (const record of ofRun(trace.evidence, unit.run)) {
    if (record.kind !== 'sbom' || !record.target.source || record.target.files.length > 0) continue;
    if (!unit.files.every((f) => madeBefore(trace, f.batch, record))) continue;
    const self = candidateOf(trace, unit, { ...record, target: { ...record.target, files: unit.files } });
    if (self !== undefined) out.push({ ...self, record });
  }
  return out;
}

function madeBefore(trace: Trace, batch: string, record: EvidenceRecord): boolean {
  const made = trace.batches.get(batch);
  const run = trace.runOf(record.origin.run);
  if (made === undefined || run === undefined || made.run !== run.id) return false;
  const job = topJob(made.jobKey, run.id);
  const own = topJob(record.origin.jobKey, run.id);
  return job === own || run.before.get(own).has(job);
}

function present(unit: Unit, trace: Trace, own: readonly Candidate[]): Evidence {
  const attested = own.filter((c) => c.record.kind === 'attestation' && c.record.signed && !isUnchecked(c));
  const used = attested.length > 0 ? attested : own;
  const best = used.some((c) => c.weak.length === 0) ? used.filter((c) => c.weak.length === 0) : used;
  const first = best[0]!;
  const platform = best.map((c) => onePlatform(trace, unit, c)).find((p) => p !== undefined);
  if (platform !== undefined && best.every((c) => onePlatform(trace, unit, c) !== undefined)) {
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, best),
      how: `${formatOf(first.record)}, one platform`,
      binds: first.by,
      attachedTo: first.record.attachedTo,
      reason: platform,
      ...restsOn(trace, unit, best),
      raise: 'make one SBOM for each platform',
    };
  }
  if (best.every((c) => c.record.note?.includes('source tree') === true))
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, best),
      how: 'source tree',
      binds: first.by,
      attachedTo: first.record.attachedTo,
      reason: 'the SBOM describes the source tree, not what is published',
      ...restsOn(trace, unit, best),
    };
  return {
    ...nothing,
    status: 'present',
    strength: strengthOf(trace, unit, best),
    how: `${formatOf(first.record)}${attested.length > 0 ? ', attested' : ''}`,
    binds: first.by,
    attachedTo: first.record.attachedTo,
    ...restsOn(trace, unit, best),
    raise: attested.length > 0 ? null : 'attest it, so that it is signed',
  };
}

function besideIt(described: Evidence, own: readonly Candidate[]): string {
  return described.how === 'source tree' ? `${formatOf(own[0]!.record)} of the source tree` : described.how;
}

function isUnchecked(candidate: Candidate): boolean {
  return candidate.reach === 'no-key' || candidate.reach === 'no-certificate';
}

/** A scanner reads one platform of an index, the runner's, unless it is told which. */
function onePlatform(trace: Trace, unit: Unit, candidate: Candidate): string | undefined {
  const platforms = unit.image?.platforms ?? [];
  if (platforms.length < 2) return undefined;
  const record = candidate.record;
  const scan =
    record.kind === 'sbom'
      ? record
      : ofRun(trace.evidence, record.origin.run).find(
          (e) =>
            e.kind === 'sbom' && e.consumed && e.origin.jobKey === record.origin.jobKey && e.origin.order < record.origin.order && e.format === record.format,
        );
  if (scan === undefined || scan.platformsRead !== 'one') return undefined;
  return `the index holds ${platforms.length} platforms and the scanner reads the runner's own`;
}

function formatOf(record: EvidenceRecord): string {
  const format = record.format ?? (record.predicate === 'sbom-spdx' ? 'spdx' : record.predicate === 'sbom-cyclonedx' ? 'cyclonedx' : undefined);
  return format === 'spdx' ? 'SPDX' : format === 'cyclonedx' ? 'CycloneDX' : 'SBOM';
}
