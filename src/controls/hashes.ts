import { coverItems, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { becauseOf, restsOn, candidatesFor, nothing, notApplicable, strengthOf, openQuestion, type Candidate } from './candidates.ts';
import type { Evidence } from './evidence.ts';
import { unreadBeside } from './named.ts';
import { unreadReason, unreadWriters } from './opaque.ts';
import { whyNotPublic } from './reach.ts';
import { cannotWork } from './way-out.ts';

const weakAlgorithms = new Set(['md5', 'sha1']);

/** Is there a digest of what is published, where a stranger can read it? */
export function detectHashes(unit: Unit, trace: Trace): Evidence {
  const inherited = (how: string): Evidence => ({
    ...nothing,
    status: 'present',
    strength: 'inherited',
    how,
    binds: 'digest',
    attachedTo: unit.place,
    because: becauseOf(unit, []),
  });
  switch (unit.place) {
    case 'registry':
      return inherited('digest');
    case 'index':
    case 'helm-index':
      return inherited('index');
    case 'channel':
      return unit.pointer ? inherited('manifest pins it') : inherited('store index');
    case 'tag':
    case 'site':
    case 'action':
      return notApplicable();
    case 'release':
    case 'bucket':
      return ofFiles(unit, trace);
  }
}

function ofFiles(unit: Unit, trace: Trace): Evidence {
  const lists = candidatesFor(trace, unit, (e) => e.kind === 'hash');
  const usable = lists.filter((c) => c.reach === 'public' && c.record.cannotWork === undefined);
  const open = usable.filter((c) => c.record.spoiled === undefined);
  const strong = open.filter((c) => !weakAlgorithms.has(c.record.algorithm ?? ''));
  const covering = strong.length > 0 ? strong : open;
  const cover = union(unit, covering);
  if (cover === 'all' || covering.some((c) => c.cover === 'all')) {
    const used = covering.filter((c) => c.cover !== 'none');
    const weakOnly = strong.length === 0;
    return {
      ...nothing,
      status: weakOnly ? 'partial' : 'present',
      strength: strengthOf(trace, unit, used),
      how: weakOnly ? `${[...new Set(used.map((c) => c.record.algorithm))].join(', ')} only` : 'checksum file',
      binds: 'path',
      attachedTo: unit.place,
      reason: weakOnly ? 'the digest is of a broken algorithm' : null,
      ...restsOn(trace, unit, used),
    };
  }
  if (cover === 'some')
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, covering),
      how: 'checksum file',
      binds: 'path',
      attachedTo: unit.place,
      reason: 'the checksum file leaves out some of the files',
      ...restsOn(trace, unit, covering),
    };
  if (cover === 'unknown')
    return {
      ...nothing,
      status: 'unknown',
      how: '',
      ...openQuestion(covering, 'whether the checksum file lists every file cannot be told'),
      ...restsOn(trace, unit, covering),
    };
  const spoiled = usable.filter((c) => c.record.spoiled !== undefined && c.cover === 'all');
  if (spoiled.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, spoiled),
      how: 'digests',
      binds: 'path',
      attachedTo: unit.place,
      reason: spoiled[0]!.record.note ?? null,
      ...restsOn(trace, unit, spoiled),
      raise: 'publish the list as the tool prints it',
    };
  const attesting = candidatesFor(trace, unit, (e) => e.kind === 'attestation' && e.signed).filter(
    (c) => c.reach === 'public' && c.record.cannotWork === undefined,
  );
  const attested = attesting.filter((c) => c.cover === 'all');
  if (attested.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, attested),
      how: 'attestation subject',
      binds: 'digest',
      attachedTo: attested[0]!.record.attachedTo,
      reason: 'the digest is only inside the attestation',
      ...restsOn(trace, unit, attested),
      raise: 'publish a checksum file',
    };
  const rewritten = attesting.filter((c) => c.rewriter !== undefined);
  if (rewritten.length > 0) return { ...nothing, status: 'unknown', ...openQuestion(rewritten, ''), ...restsOn(trace, unit, rewritten) };
  const writers = unreadWriters(trace, unit);
  if (writers.length > 0) return { ...nothing, status: 'unknown', reason: unreadReason(writers), because: becauseOf(unit, []) };
  const beside = unreadBeside(trace, unit, 'hashes');
  if (beside !== undefined) return { ...nothing, status: 'unknown', reason: beside, because: becauseOf(unit, []) };
  const broken = lists.filter((c) => c.reach === 'public' && c.record.cannotWork !== undefined);
  if (broken.length > 0) return cannotWork(broken[0]!.record.cannotWork!, restsOn(trace, unit, broken));
  const dead = lists.find((c) => c.reach !== 'public');
  return {
    ...nothing,
    reason:
      dead === undefined
        ? null
        : dead.reach === 'other-place' || dead.reach === 'left-out' || dead.reach === 'never'
          ? (whyNotPublic(dead, 'checksum file') ?? null)
          : dead.record.consumed
            ? 'digests are computed and stay inside the workflow'
            : 'digests are computed and nothing reads them',
    because: [
      ...becauseOf(unit, []),
      ...(dead === undefined ? [] : [{ span: dead.record.origin.at, what: 'computes digests that are not published', role: 'misses' as const }]),
    ],
    raise: 'publish a checksum file of everything that the release holds',
  };
}

function union(unit: Unit, candidates: readonly Candidate[]): 'all' | 'some' | 'none' | 'unknown' {
  if (candidates.length === 0) return 'none';
  const items = candidates.flatMap((c) => c.items);
  const cover = coverItems(unit.files, items);
  if (cover !== 'none') return cover;
  return candidates.some((c) => c.cover === 'all') ? 'all' : candidates.some((c) => c.cover === 'unknown') ? 'unknown' : 'none';
}
