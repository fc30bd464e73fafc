import type { EvidenceRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { brokenReason } from './broken.ts';
import { askedProvenance } from './asked-provenance.ts';
import { becauseOf, restsOn, candidatesFor, nothing, notApplicable, strengthOf, openQuestion } from './candidates.ts';
import type { Evidence } from './evidence.ts';
import { mechanismName } from './mechanism-names.ts';
import { unreadBeside } from './named.ts';
import { keyOfOneRun, whyNotPublic } from './reach.ts';
import { unreadReason, unreadWriters } from './opaque.ts';
import { attestedLists } from './via-lists.ts';
import { cannotWork } from './way-out.ts';

/** Is there a signed statement of how what is published was built? */
export function detectProvenance(unit: Unit, trace: Trace): Evidence {
  if (unit.place === 'site' || unit.place === 'tag' || (unit.place === 'channel' && unit.pointer))
    return notApplicable(unit.pointer ? 'inherits from the asset' : '');
  const all = candidatesFor(trace, unit, (e) => e.kind === 'attestation' && isProvenance(e));
  const working = all.filter((c) => c.record.cannotWork === undefined);
  const open = working.filter((c) => c.reach === 'public' && c.record.signed);
  const full = open.filter((c) => c.cover === 'all');
  const ownKeys = full.filter((c) => c.record.madeKey !== undefined);
  if (full.length > 0 && ownKeys.length === full.length)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, ownKeys),
      how: `${mechanismName(ownKeys[0]!.record)} of one run`,
      binds: ownKeys[0]!.by,
      attachedTo: ownKeys[0]!.record.attachedTo,
      reason: keyOfOneRun,
      ...restsOn(trace, unit, ownKeys),
    };
  if (full.length > 0) {
    const best = full.some((c) => c.weak.length === 0) ? full.filter((c) => c.weak.length === 0) : full;
    const first = best[0]!;
    const apart = unit.place === 'channel' && full.every((c) => c.record.attachedTo !== 'embedded');
    return {
      ...nothing,
      status: apart ? 'partial' : 'present',
      strength: strengthOf(trace, unit, best),
      how: [...new Set(best.map((c) => mechanismName(c.record)))].join(', '),
      binds: first.by,
      attachedTo: first.record.attachedTo,
      ...(apart ? { reason: 'the channel gives it to nobody: a package manager takes its copy without it' } : {}),
      ...restsOn(trace, unit, best),
      raise: first.weak[0] === undefined ? null : `remove what makes it optional: ${first.weak[0].how}`,
    };
  }
  const some = open.filter((c) => c.cover === 'some');
  if (some.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, some),
      how: mechanismName(some[0]!.record),
      binds: some[0]!.by,
      attachedTo: some[0]!.record.attachedTo,
      reason: some[0]!.platformsOnly ? 'the platform images are attested, the index that is published is not' : 'some of what is published has no provenance',
      ...restsOn(trace, unit, some),
    };
  const listed = attestedLists(trace, unit).filter((c) => isProvenance(c.record));
  if (listed.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, listed),
      how: `${mechanismName(listed[0]!.record)}, via checksums`,
      binds: 'digest',
      attachedTo: listed[0]!.record.attachedTo,
      reason: 'the checksum file is attested, not the files that it lists',
      ...restsOn(trace, unit, listed),
      raise: 'attest each file that the list names: subject-checksums of actions/attest takes the list',
    };
  const maybe = open.filter((c) => c.cover === 'unknown');
  if (maybe.length > 0)
    return {
      ...nothing,
      status: 'unknown',
      ...openQuestion(maybe, 'whether the provenance is of what is published cannot be told'),
      ...restsOn(trace, unit, maybe),
    };
  const publish = candidatesFor(trace, unit, (e) => e.kind === 'attestation' && e.predicate === 'publish').filter(
    (c) => c.reach === 'public' && c.record.cannotWork === undefined && c.cover === 'all',
  );
  if (publish.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, publish),
      how: 'publish only',
      binds: 'digest',
      attachedTo: publish[0]!.record.attachedTo,
      reason: 'the publish attestation names the publisher, not the build',
      ...restsOn(trace, unit, publish),
      raise: 'attest the build',
    };
  const asked = askedProvenance(unit);
  if (asked !== undefined) return asked;
  if (unit.publish?.perhapsAttested !== undefined) return { ...nothing, status: 'unknown', reason: unit.publish.perhapsAttested, because: becauseOf(unit, []) };
  if (unit.place === 'index' && unit.index === 'npm' && (unit.publish?.auth ?? unit.auth) === 'trusted-publishing')
    return {
      ...nothing,
      status: 'unknown',
      reason: 'npm adds provenance by itself when the registry knows this workflow as trusted publisher, which no file shows',
      because: becauseOf(unit, []),
    };
  const broken = all.filter((c) => c.record.cannotWork !== undefined);
  const buildkit = ofBuildKit(unit);
  if (buildkit?.status === 'partial' && broken.length > 0)
    return { ...buildkit, reason: `${unsigned}; the step that attests it cannot work: ${broken[0]!.record.cannotWork!}`, ...restsOn(trace, unit, broken) };
  if (buildkit !== undefined) return buildkit;
  if (broken.length > 0) return cannotWork(broken[0]!.record.cannotWork!, restsOn(trace, unit, broken));
  const writers = unreadWriters(trace, unit);
  if (writers.length > 0) return { ...nothing, status: 'unknown', reason: unreadReason(writers), because: becauseOf(unit, []) };
  const beside = unreadBeside(trace, unit, 'attests');
  if (beside !== undefined) return { ...nothing, status: 'unknown', reason: beside, because: becauseOf(unit, []) };
  const text = brokenReason(trace, unit, 'attests');
  if (text !== undefined) return cannotWork(text, { because: becauseOf(unit, []) });
  const lost = working.filter((c) => c.reach !== 'public');
  return {
    ...nothing,
    reason:
      lost.length === 0
        ? null
        : (lost.map((c) => whyNotPublic(c, 'provenance')).find((why) => why !== undefined) ??
          (lost.some((c) => c.reach === 'elsewhere') ? 'the provenance is published in another place than this' : 'provenance is made and never published')),
    ...restsOn(trace, unit, lost),
    raise: 'attest the build in the job that makes it',
  };
}

export function isProvenance(record: EvidenceRecord): boolean {
  return record.predicate === 'slsa-provenance';
}

const unsigned = 'BuildKit attaches provenance that nobody signs';

/** BuildKit's own statement travels with the image and is signed by nobody. */
function ofBuildKit(unit: Unit): Evidence | undefined {
  const kind = unit.image?.provenance;
  if (kind === undefined || kind === 'none') return undefined;
  if (kind === 'unknown')
    return {
      ...nothing,
      status: 'unknown',
      reason: 'whether the build attaches provenance depends on a value that is not known',
      because: becauseOf(unit, []),
    };
  return {
    ...nothing,
    status: 'partial',
    strength: 'wired',
    how: kind === 'default' ? "unsigned, by BuildKit's default" : 'unsigned, by BuildKit',
    binds: 'digest',
    attachedTo: 'registry',
    reason: unsigned,
    because: becauseOf(unit, []),
    raise: 'attest the pushed digest',
  };
}
