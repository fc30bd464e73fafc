import type { EvidenceRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { askedProvenance } from './asked-provenance.ts';
import { becauseOf, candidatesFor, nothing, notApplicable, openQuestion, restsOn, strengthOf, type Candidate } from './candidates.ts';
import { brokenReason } from './broken.ts';
import type { Evidence } from './evidence.ts';
import { aboutInside } from './inside.ts';
import { mechanismName } from './mechanism-names.ts';
import { unreadBeside } from './named.ts';
import { blockedBy, keyOfOneRun, whyNotPublic } from './reach.ts';
import { attestedListOnly, attestedLists, viaLists } from './via-lists.ts';
import { unreadReason, unreadSigner, unreadWriters } from './opaque.ts';
import { cannotWork } from './way-out.ts';

/** Is what is published signed, by digest, so that a stranger can tell whose it is? */
export function detectSignature(unit: Unit, trace: Trace): Evidence {
  if (unit.place === 'site' || (unit.place === 'channel' && unit.pointer)) return notApplicable(unit.pointer ? 'inherits from the asset' : '');
  const direct = candidatesFor(trace, unit, (e) => e.kind === 'signature');
  const own = [...direct, ...indexSchemes(trace, unit), ...viaLists(trace, unit, 'signature')];
  const answer = answerFrom(unit, trace, own, (r) => `${mechanismName(r)}`);
  if (answer !== undefined && (answer.status === 'present' || answer.status === 'partial')) return answer;
  const attested = candidatesFor(
    trace,
    unit,
    (e) => e.kind === 'attestation' && e.signed && (!ownSchemes.has(e.mechanism) || e.mechanism === 'rubygems') && e.predicate !== 'vuln',
  ).filter((c) => c.reach === 'public' && c.record.cannotWork === undefined);
  const covering = attested.filter((c) => c.cover === 'all');
  const sure = covering.some((c) => c.weak.length === 0) ? covering.filter((c) => c.weak.length === 0) : covering;
  if (sure.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, sure),
      how: 'attestation only',
      binds: sure[0]!.by,
      attachedTo: sure[0]!.record.attachedTo,
      reason: 'no signature apart from the attestation',
      ...restsOn(trace, unit, sure),
      raise: 'sign it too, or accept the attestation as its signature',
    };
  const listed = attestedLists(trace, unit);
  if (listed.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, listed),
      how: attestedListOnly,
      binds: 'digest',
      attachedTo: listed[0]!.record.attachedTo,
      reason: 'the checksum file is attested, and nothing is signed',
      ...restsOn(trace, unit, listed),
      raise: 'sign the checksum file too, or accept what attests it as its signature',
    };
  const inside = aboutInside(trace, unit, 'embedded');
  if (inside.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, inside),
      how: `${mechanismName(inside[0]!.record)} inside`,
      binds: 'digest',
      attachedTo: 'embedded',
      reason: 'what is packed in it is signed, the file that is published is not',
      ...restsOn(trace, unit, inside),
      raise: 'sign the released file too',
    };
  if (answer !== undefined && answer.status === 'unknown') return answer;
  if (attested.some((c) => c.cover === 'unknown'))
    return {
      ...nothing,
      status: 'unknown',
      ...openQuestion(
        attested,
        `whether the attestation at ${attested[0]!.record.origin.at.file}:${attested[0]!.record.origin.at.line} is of this cannot be told`,
      ),
      ...restsOn(trace, unit, attested),
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
  if (answer !== undefined) return answer;
  const writers = unreadWriters(trace, unit);
  if (writers.length > 0) return { ...nothing, status: 'unknown', reason: unreadReason(writers), because: becauseOf(unit, []) };
  const beside = unreadBeside(trace, unit, 'signs');
  if (beside !== undefined) return { ...nothing, status: 'unknown', reason: beside, because: becauseOf(unit, []) };
  const broken = brokenReason(trace, unit, 'signs');
  if (broken !== undefined) return cannotWork(broken, { because: becauseOf(unit, []) });
  const signer = unreadSigner(trace, unit);
  if (signer !== undefined)
    return {
      ...nothing,
      status: 'unknown',
      reason: signer.holdsKey ? `a key to sign with is in its job, and ${signer.why}` : signer.why,
      because: becauseOf(unit, []),
    };
  return { ...nothing, because: becauseOf(unit, []), raise: 'sign it in the job that publishes it' };
}

const ownSchemes: ReadonlySet<string | undefined> = new Set(['pep740', 'npm-provenance', 'jsr-provenance', 'rubygems']);

/** Signature schemes of package indexes count as signatures: PEP 740, the provenance of npm and of JSR, RubyGems. */
function indexSchemes(trace: Trace, unit: Unit): readonly Candidate[] {
  if (unit.place !== 'index') return [];
  return candidatesFor(trace, unit, (e) => e.kind === 'attestation' && e.signed && ownSchemes.has(e.mechanism));
}

/** An index of several platforms of which only the index itself is signed: the images it names are found through it alone. */
function signsIndexOnly(unit: Unit, signatures: readonly Candidate[]): boolean {
  return unit.image !== undefined && unit.image.platforms.length > 1 && signatures.every((c) => c.via === undefined && !c.record.recursive && !c.platformsOnly);
}

function answerFrom(unit: Unit, trace: Trace, all: readonly Candidate[], name: (record: EvidenceRecord) => string): Evidence | undefined {
  if (all.length === 0) return undefined;
  const working = all.filter((c) => c.record.cannotWork === undefined);
  const open = working.filter((c) => c.reach === 'public');
  const full = open.filter((c) => c.cover === 'all');
  const ownKeys = full.filter((c) => c.record.madeKey !== undefined);
  if (full.length > 0 && ownKeys.length === full.length)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, ownKeys),
      how: `${name(ownKeys[0]!.record)} of one run`,
      binds: ownKeys[0]!.by,
      attachedTo: ownKeys[0]!.record.attachedTo,
      reason: keyOfOneRun,
      ...restsOn(trace, unit, ownKeys),
      raise: 'sign keyless, or with a key that is kept',
    };
  if (full.length > 0) {
    const best = full.some((c) => c.weak.length === 0) ? full.filter((c) => c.weak.length === 0) : full;
    const first = best[0]!;
    const direct = best.filter((c) => c.via === undefined);
    const named = [...new Set((direct.length > 0 ? direct : best).map((c) => (c.via === undefined ? name(c.record) : `${name(c.record)}, via checksums`)))]
      .slice(0, 2)
      .join(', ');
    const how = signsIndexOnly(unit, best) ? `${named}, index` : named;
    return {
      ...nothing,
      status: 'present',
      strength: strengthOf(trace, unit, best),
      how,
      binds: first.by,
      attachedTo: first.record.attachedTo,
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
      how: name(some[0]!.record),
      binds: some[0]!.by,
      attachedTo: some[0]!.record.attachedTo,
      reason: some[0]!.platformsOnly ? 'the platform images are signed, the index that is published is not' : 'some of what is published is not signed',
      ...restsOn(trace, unit, some),
    };
  const maybe = open.filter((c) => c.cover === 'unknown');
  if (maybe.length > 0)
    return {
      ...nothing,
      status: 'unknown',
      ...openQuestion(maybe, 'whether what is signed is what is published cannot be told'),
      ...restsOn(trace, unit, maybe),
    };
  const elsewhere = working.filter((c) => c.reach === 'elsewhere' && c.cover === 'all');
  if (elsewhere.some((c) => c.record.attachedTo === 'beside'))
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, elsewhere),
      how: name(elsewhere[0]!.record),
      binds: 'digest',
      attachedTo: elsewhere[0]!.record.attachedTo,
      reason: 'the signature is published in another place than this',
      ...restsOn(trace, unit, elsewhere),
    };
  const bare = working.filter((c) => c.reach === 'no-certificate' && c.cover === 'all');
  if (bare.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: strengthOf(trace, unit, bare),
      how: `${name(bare[0]!.record)}, no certificate`,
      binds: bare[0]!.by,
      attachedTo: bare[0]!.record.attachedTo,
      reason: whyNotPublic(bare[0]!, 'signature') ?? null,
      ...restsOn(trace, unit, bare),
      raise: 'publish the certificate or a bundle beside it',
    };
  for (const reach of ['other-version', 'other-place', 'no-key', 'no-certificate', 'expires', 'nowhere', 'left-out', 'never'] as const) {
    const lost = working.filter((c) => c.reach === reach && c.cover !== 'unknown');
    const blocked = reach === 'nowhere' ? lost.map((c) => blockedBy(trace, unit, c.record)).find((why) => why !== undefined) : undefined;
    if (blocked !== undefined) return { ...nothing, strength: 'cannot-work', reason: blocked, ...restsOn(trace, unit, lost) };
    if (lost.length > 0) return { ...nothing, reason: whyNotPublic(lost[0]!, 'signature') ?? null, ...restsOn(trace, unit, lost) };
  }
  const broken = all.filter((c) => c.record.cannotWork !== undefined && c.cover !== 'none');
  if (broken.length > 0) return cannotWork(broken[0]!.record.cannotWork!, restsOn(trace, unit, broken));
  return undefined;
}
