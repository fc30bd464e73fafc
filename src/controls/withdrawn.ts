import { isEvidenceName, parseRef, surelyAfter, type Trace, type WithdrawalRecord } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { lit, literalOf, mayIntersect, textOfEach, type Text } from '../values/index.ts';
import { becauseOf, nothing } from './candidates.ts';
import type { Controls, Evidence } from './evidence.ts';
import { isInOtherPlace } from './other-place.ts';

/** The answers for a unit where a step takes files off its release, or what lies beside its image: evidence that may be gone is not known. */
export function loweredByWithdrawals(trace: Trace, unit: Unit, controls: Controls): Controls {
  const found = trace.withdrawals.find((one) => concerns(trace, unit, one));
  if (found === undefined) return controls;
  const lower = (evidence: Evidence): Evidence => {
    const stands = evidence.status !== 'present' && evidence.status !== 'partial';
    if (stands || evidence.strength === 'inherited' || evidence.attachedTo === 'github-attestations' || evidence.attachedTo === 'embedded') return evidence;
    const reason = `${found.by} takes away what was published before: it may be this`;
    return { ...nothing, status: 'unknown', reason, because: [...becauseOf(unit, []), { span: found.origin.at, what: reason, role: 'lowers' }] };
  };
  return {
    hashes: lower(controls.hashes),
    signature: lower(controls.signature),
    sbom: lower(controls.sbom),
    provenance: lower(controls.provenance),
    verifyRecipe: controls.verifyRecipe,
  };
}

/** Whether something that was put beside a unit may be taken away: the same run put it there, and not surely afterwards. */
function concerns(trace: Trace, unit: Unit, one: WithdrawalRecord): boolean {
  const { origin, place, tag, repository, names } = one;
  if (unit.place !== place || unit.run !== origin.run) return false;
  const mayBeGone = (there: typeof origin): boolean => there.run === origin.run && !surelyAfter(trace, origin.run, origin, there);
  if (place === 'registry' && names?.every((name) => !mayBeOf(unit, name)) === true) return false;
  if (place === 'registry') return trace.evidence.some((e) => e.attachedTo?.startsWith('registry') === true && mayBeGone(e.origin));
  // What is no evidence by its name lowers none.
  if (names?.every((name) => !isEvidenceName(literalOf(name) ?? 'x.sig')) === true) return false;
  const sink = { kind: 'release' as const, tag, ...(repository === undefined ? {} : { repository }) };
  if (tag.length > 0 && isInOtherPlace(trace, unit, { sink, origin })) return false;
  return trace.publishes.some((p) => p.sink.kind === 'release' && !isInOtherPlace(trace, unit, p) && mayBeGone(p.origin));
}

/** Whether a reference may be the image of a unit, or what lies beside it: another tag of the same repository is neither. */
function mayBeOf(unit: Unit, reference: Text): boolean {
  const { repository, tag, digest } = parseRef(reference);
  const isBeside = digest !== undefined || (tag?.[0]?.kind === 'lit' && tag[0].text.startsWith('sha256-'));
  return (
    unit.image?.refs.some(
      (own) =>
        mayIntersect(textOfEach(own.repository), textOfEach(repository)) &&
        (isBeside || mayIntersect(textOfEach(own.tag ?? lit('latest')), textOfEach(tag ?? lit('latest')))),
    ) !== false
  );
}
