import { showSpan } from '../base/index.ts';
import {
  acceptsOurs,
  connected,
  coverImage,
  coverItems,
  ownWeakness,
  type Coverage,
  type EvidenceRecord,
  type FileItem,
  type OpaqueRecord,
  type PublishRecord,
  type Trace,
  type Weakness,
} from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { includes, sameText, type NameSet } from '../values/index.ts';
import { assumptionsOf } from './assumptions.ts';
import { contenderOf } from './contended.ts';
import { contradict } from './contradiction.ts';
import { evidenceNear, isNeverMade } from './evidence-index.ts';
import type { Because, Evidence, Strength } from './evidence.ts';
import { mechanismName } from './mechanism-names.ts';
import { ofRun } from './of-run.ts';
import { isLeftOut, unordered } from './other-run.ts';
import { reachOf, type Reach } from './reach.ts';
import { rewriterOf } from './rewritten.ts';
import { signedListOf } from './signed-list.ts';
import { carriedWeakly, isOfOtherIndex, runsAnyway, sentWith } from './weakness.ts';

/** Evidence that may be about a unit: how much of it, whether strangers can get it, and what weakens it. */
export interface Candidate {
  readonly record: EvidenceRecord;
  readonly cover: Coverage;
  readonly items: readonly FileItem[];
  readonly by: 'digest' | 'tag' | 'path';
  readonly platformsOnly: boolean;
  readonly reach: Reach;
  readonly weak: readonly Weakness[];
  /** The signed list through which it covers. */
  readonly via: EvidenceRecord | undefined;
  /** What may have changed the files after it: it is not known to cover them any more. */
  readonly rewriter: OpaqueRecord | undefined;
  /** What may have taken the place of its published file: it is not known to be there any more. */
  readonly contender: PublishRecord | undefined;
}

export const maxCandidates = 256;
/** Units that more evidence may be about than is compared: what was not found may be there. */
export const crowded = new WeakSet<Unit>();
const maxBecause = 64;

/** Everything that claims to be about a unit, of the kinds asked for. */
export function candidatesFor(trace: Trace, unit: Unit, accept: (record: EvidenceRecord) => boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const record of evidenceNear(trace, unit)) {
    if (!accept(record)) continue;
    const candidate = candidateOf(trace, unit, record);
    if (candidate !== undefined) found.push(candidate);
    // Fewer candidates never make an answer better.
    if (found.length >= maxCandidates) {
      crowded.add(unit);
      break;
    }
  }
  return found;
}

export function candidateOf(trace: Trace, unit: Unit, record: EvidenceRecord, via?: EvidenceRecord): Candidate | undefined {
  const target = (via ?? record).target;
  let cover: Coverage = 'none';
  let by: Candidate['by'] = 'digest';
  let platformsOnly = false;
  if (unit.image !== undefined) {
    const asked = coverImage(trace, unit.image.id, target, record);
    cover = asked.cover;
    by = asked.by;
    platformsOnly = asked.platformsOnly;
    if (cover === 'none' && unit.files.length > 0 && target.files.length > 0 && !besideRegistry(record)) cover = coverItems(unit.files, target.files);
  } else if (unit.files.length > 0) {
    cover = coverItems(unit.files, target.files);
    if (cover === 'none' && target.releaseAssets !== undefined && unit.place === 'release' && record.origin.run !== unit.run)
      cover = coverAssets(target.releaseAssets, unit);
  }
  if (record.attachedTo === 'index' && isOfOtherIndex(trace, unit, record)) return undefined;
  if (cover === 'none' && record.attachedTo === 'index' && unit.place === 'index' && sentWith(trace, unit, record))
    cover = record.perhaps === true ? 'unknown' : record.part === true ? 'some' : 'all';
  if (cover === 'none' && target.unresolved !== undefined && record.origin.run === unit.run && mayBeAbout(record, unit)) cover = 'unknown';
  if (unit.publish !== undefined && record.origin.run === unit.run && contradict(record.weak, unit.publish.weak)) cover = 'none';
  if (cover === 'none') return undefined;
  const signedList = via === undefined ? undefined : signedListOf(trace, unit, via, record);
  const rewriter = cover === 'all' ? (rewriterOf(trace, unit, via ?? record) ?? signedList?.rewriter) : undefined;
  const contender = contenderOf(trace, unit, record) ?? (via === undefined ? undefined : contenderOf(trace, unit, via));
  const open = rewriter !== undefined || contender !== undefined;
  if (open) cover = 'unknown';
  const weak = unit.publish === undefined ? record.weak : ownWeakness(record.weak, unit.publish.weak);
  const extra: Weakness[] = [];
  if (unit.publish !== undefined && record.origin.run === unit.run && !connected(trace, unit.run, record.origin.jobKey, unit.publish.origin.jobKey)) {
    extra.push({ kind: 'conditional', key: 'no-needs', how: `job ${unit.publishedBy.job} does not wait for job ${record.origin.job}`, at: record.origin.at });
  }
  // What is signed in a run is of that run: whether it comes in time for what its list names, the list says.
  const apart = unordered(trace, unit, record) ?? (via === undefined ? undefined : unordered(trace, unit, via));
  if (apart !== undefined) extra.push(apart);
  if (unit.publish !== undefined && runsAnyway(record, unit.publish.weak, unit.publish.origin.jobKey)) {
    extra.push({ kind: 'swallowed', key: 'always', how: 'the publisher runs whatever happened before (if: always())', at: unit.publish.origin.at });
  }
  return {
    record,
    cover,
    items: !open ? target.files : target.files.map((f) => ({ ...f, atMost: true })),
    by: unit.image === undefined ? (unit.files.length > 0 ? 'digest' : 'path') : by,
    platformsOnly,
    reach: signedList?.isOther === true ? 'other-version' : reachIn(trace, unit, record),
    weak: [...weak, ...extra, ...carriedWeakly(trace, unit, record), ...(via === undefined ? [] : ownWeakness(via.weak, unit.publish?.weak ?? []))],
    via,
    rewriter,
    contender,
  };
}

/** Evidence that another run makes exists only if something starts that run. */
function reachIn(trace: Trace, unit: Unit, record: EvidenceRecord): Reach {
  if (record.origin.run !== unit.run && isNeverMade(trace, record)) return 'never';
  return isLeftOut(trace, unit, record) ? 'left-out' : reachOf(trace, unit, record);
}

/** Evidence over the assets of a release, named by pattern. */
function coverAssets(assets: NameSet, unit: Unit): Coverage {
  const inside = unit.files.map((f) => includes(assets, f.names));
  if (inside.every((i) => i === true)) return 'all';
  return inside.every((i) => i === false) ? 'none' : 'unknown';
}

function besideRegistry(record: EvidenceRecord): boolean {
  return record.attachedTo === 'registry' || record.attachedTo === 'registry-unsigned';
}

/** Evidence whose subject was not resolved can be about a unit only where it could have had it at hand. */
function mayBeAbout(record: EvidenceRecord, unit: Unit): boolean {
  if (unit.publish === undefined) return false;
  if (unit.image !== undefined) return besideRegistry(record) || record.attachedTo === 'github-attestations';
  return (
    unit.files.length > 0 && !besideRegistry(record) && (unit.place === 'release' || unit.place === 'bucket' || record.attachedTo === 'github-attestations')
  );
}

/** Why candidates that may cover a unit are not known to, and what would settle it. */
export function openQuestion(candidates: readonly Candidate[], otherwise: string): Pick<Evidence, 'reason' | 'raise'> {
  const unresolved = candidates[0]?.record.target.unresolved;
  const rewriter = candidates.find((c) => c.rewriter !== undefined)?.rewriter;
  const contender = candidates.find((c) => c.contender !== undefined)?.contender;
  if (unresolved === undefined && rewriter === undefined && contender !== undefined) {
    const { file, line } = contender.origin.at;
    return {
      reason: `several files of its name are published at the same place (${file}:${line}), and the last one replaces the others`,
      raise: 'give the file of each leg, job or workflow a name of its own',
    };
  }
  if (unresolved !== undefined || rewriter === undefined) return { reason: unresolved ?? otherwise, raise: null };
  const { file, line } = rewriter.origin.at;
  return {
    reason: `\`${rewriter.what}\` (${file}:${line}) may have changed it afterwards, and was not read`,
    raise: 'make it after every step that may change the file',
  };
}

/** How strong an answer is, from what weakens its evidence. */
export function strengthOf(trace: Trace, unit: Unit, candidates: readonly Candidate[]): Strength {
  if (candidates.some((c) => c.weak.length > 0)) return 'best-effort';
  return verifiedBefore(trace, unit) ? 'self-verified' : 'wired';
}

/** A check of the same bytes by a named identity, on every path before they are published. */
function verifiedBefore(trace: Trace, unit: Unit): boolean {
  if (unit.publish === undefined) return false;
  const publish = madePublic(trace, unit.publish, unit.run);
  return ofRun(trace.evidence, unit.run).some(
    (e) =>
      e.kind === 'verification' &&
      !e.integrityOnly &&
      e.identityPinned === 'pinned' &&
      acceptsOurs(trace, e) &&
      e.cannotWork === undefined &&
      e.origin.order < publish.origin.order &&
      ownWeakness(e.weak, publish.weak).length === 0 &&
      connected(trace, unit.run, e.origin.jobKey, publish.origin.jobKey) &&
      (unit.image === undefined ? coverItems(unit.files, e.target.files) === 'all' : coverImage(trace, unit.image.id, e.target, e).cover === 'all'),
  );
}

/** The step that makes a file public: the upload, or for the file of a draft the step that publishes the draft. */
function madePublic(trace: Trace, publish: PublishRecord, run: string): Pick<PublishRecord, 'origin' | 'weak'> {
  const { sink } = publish;
  if (sink.kind !== 'release') return publish;
  const ofTag = ofRun(trace.releases, run).filter((r) => sameText(r.tag, sink.tag));
  if (ofTag.length === 0 || !ofTag.every((r) => r.draft)) return publish;
  const flips = ofRun(trace.flips, run).filter((f) => sameText(f.tag, sink.tag));
  return flips.length === 1 && flips[0]!.origin.order > publish.origin.order ? flips[0]! : publish;
}

export function becauseOf(unit: Unit, candidates: readonly Candidate[]): readonly Because[] {
  const out: Because[] = [];
  if (unit.publish !== undefined) out.push({ span: unit.at, what: `publishes ${unit.names.slice(0, 4).join(', ')}`, role: 'publishes' });
  for (const c of candidates) {
    if (out.length >= maxBecause) break;
    if (c.via !== undefined) out.push({ span: c.via.origin.at, what: `lists it in a checksum file (${c.via.algorithm ?? 'hash'})`, role: 'covers' });
    out.push({ span: c.record.origin.at, what: describeRecord(c.record), role: 'covers' });
    for (const w of c.weak) out.push({ span: w.at, what: w.how, role: 'lowers' });
    if (c.contender !== undefined) out.push({ span: c.contender.origin.at, what: 'publishes another file of the same name', role: 'lowers' });
    if (c.rewriter !== undefined) out.push({ span: c.rewriter.origin.at, what: `${c.rewriter.what} may change the file after that`, role: 'lowers' });
  }
  return unique(out);
}

/** The chain of an answer, and what it takes on trust. */
export function restsOn(trace: Trace, unit: Unit, candidates: readonly Candidate[]): Pick<Evidence, 'because' | 'assumes'> {
  return { because: becauseOf(unit, candidates), assumes: assumptionsOf(trace, unit, candidates) };
}

function unique(list: readonly Because[]): readonly Because[] {
  const seen = new Set<string>();
  const kept = list.filter((b) => {
    const key = `${showSpan(b.span)}:${b.role}:${b.what}`;
    return !seen.has(key) && seen.add(key);
  });
  // A list that grew keeps room for more; thousands of these are kept.
  return kept.slice();
}

export function describeRecord(record: EvidenceRecord): string {
  const name = mechanismName(record);
  switch (record.kind) {
    case 'hash':
      return `hashes with ${record.algorithm ?? 'an unknown algorithm'}`;
    case 'signature':
      return `signs (${name})`;
    case 'sbom':
      return `describes by an SBOM (${record.format ?? 'unknown format'}, ${record.tool})${record.note === undefined ? '' : `: ${record.note}`}`;
    case 'attestation':
      return `attests ${record.predicate ?? record.predicateType ?? 'something'} (${name})`;
    case 'verification':
      return `verifies (${record.tool})`;
  }
}

export const nothing: Evidence = {
  status: 'absent',
  strength: null,
  how: '',
  binds: null,
  attachedTo: null,
  reason: null,
  assumes: [],
  because: [],
  raise: null,
};

export function notApplicable(how = ''): Evidence {
  return { ...nothing, status: 'not-applicable', how };
}
