import { lacksToCheck, publishedCarriers, type EvidenceRecord, type PublishRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { isInOtherPlace } from './other-place.ts';

/** Where evidence is for a stranger who has the unit before him; the last two are there and cannot be checked, `never` is made by a run that nothing starts, `left-out` by one that starts after other refs than the unit's, and `other-version` is of a checksum list that was changed before it was published. */
export type Reach =
  | 'public'
  | 'other-version'
  | 'never'
  | 'left-out'
  | 'expires'
  | 'nowhere'
  | 'elsewhere'
  | 'other-place'
  | 'channel'
  | 'no-certificate'
  | 'no-key';

/** Whether strangers get evidence beside a unit, and can check it. */
export function reachOf(trace: Trace, unit: Unit, record: EvidenceRecord): Reach {
  return checkable(trace, record, placeOf(trace, unit, record));
}

function placeOf(trace: Trace, unit: Unit, record: EvidenceRecord): Reach {
  const anywhere = publishedCarriers(trace, record).filter((p) => whyFails(unit, p) === undefined);
  const published = anywhere.filter((p) => !isInOtherPlace(trace, unit, p));
  const looksThere = ['registry', 'registry-unsigned', 'github-attestations', 'embedded', 'git'].includes(record.attachedTo);
  // What a check finds by itself is there, wherever a copy goes besides.
  if (anywhere.length > 0 && published.length === 0 && !looksThere) return 'other-place';
  // A package channel serves its own copies: what lies beside a release is not seen there.
  if (unit.place === 'channel' && record.attachedTo !== 'embedded' && record.attachedTo !== 'github-attestations') return 'channel';
  switch (record.attachedTo) {
    case 'registry':
    case 'registry-unsigned':
    case 'github-attestations':
    case 'embedded':
    case 'git':
      return 'public';
    case 'index':
      return unit.place === 'index' ? 'public' : 'elsewhere';
    case 'release':
      if (record.carriers.length > 0 && published.length === 0) return record.consumed ? 'expires' : 'nowhere';
      return unit.place === 'release' || unit.place === 'bucket' ? 'public' : 'elsewhere';
    case 'workflow-artifact':
    case 'beside':
    case 'nowhere':
    case 'log':
      if (published.length === 0) return record.consumed || record.attachedTo === 'workflow-artifact' ? 'expires' : 'nowhere';
      // Provenance that is a file on a release is not where a check of an image looks.
      if (unit.image?.media === 'image' && record.predicate === 'slsa-provenance') return 'elsewhere';
      return unit.place === 'index' && !published.some((p) => p.sink.kind === 'index') ? 'elsewhere' : 'public';
  }
}

/** Evidence that a stranger gets, and cannot check. */
function checkable(trace: Trace, record: EvidenceRecord, reach: Reach): Reach {
  const lacking = reach === 'public' && record.signed ? lacksToCheck(trace, record) : undefined;
  if (lacking === 'signature') return 'nowhere';
  return lacking === undefined ? reach : lacking === 'key' ? 'no-key' : 'no-certificate';
}

/** What a signature shows whose key was made for it alone, the public half being published. */
export const keyOfOneRun = 'the key is made anew in every run: it shows that the files belong together, not whose they are';

/** Why evidence does not count for a stranger, in a word for what it is; undefined where it does. */
export function whyNotPublic(candidate: { readonly reach: Reach }, what: 'signature' | 'provenance' | 'checksum file'): string | undefined {
  switch (candidate.reach) {
    case 'public':
    case 'elsewhere':
    case 'channel':
      return undefined;
    case 'never':
      return `the ${what} is left to a workflow that waits for a release, and the release is made with GITHUB_TOKEN, whose events start no workflow`;
    case 'left-out':
      return `the ${what} is left to a workflow that starts only after runs on other branches or tags`;
    case 'other-place':
      return `the ${what} is published in another place than this`;
    case 'other-version':
      return `the checksum list is changed after the ${what} is made of it: what is published is another file`;
    case 'no-key':
      return 'the key is made in this run and thrown away: nobody can check what it signs';
    case 'no-certificate':
      return `the ${what} is published without the certificate, which a check needs`;
    case 'expires':
      return `the ${what} is only in a workflow artifact that expires`;
    case 'nowhere':
      return `the ${what} is made and never published`;
  }
}

/** Why the step that would publish evidence cannot work, where there is one. */
export function blockedBy(trace: Trace, unit: Unit, record: EvidenceRecord): string | undefined {
  return publishedCarriers(trace, record)
    .map((p) => whyFails(unit, p))
    .find((why) => why !== undefined);
}

/** Why a file of evidence is surely not published by a step; what the unit's own step lacks too is there in some way that was not read. */
function whyFails(unit: Unit, publish: PublishRecord): string | undefined {
  return publish.cannotWork ?? (unit.publish?.unready === undefined ? publish.unready : undefined);
}
