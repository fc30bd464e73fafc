import type { PublishRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { literalOf, mayIntersect, nameSet, type Text } from '../values/index.ts';

/** Whether files are certainly put on another release than the unit: in another repository, or at another tag. */
export function isOnOtherRelease(trace: Trace, unit: Unit, publish: PublishRecord): boolean {
  const own = unit.publish?.sink;
  if (own?.kind !== 'release' || publish.sink.kind !== 'release' || publish.id === unit.publish?.id) return false;
  const [here, there] = [repositoryOf(trace, own.repository), repositoryOf(trace, publish.sink.repository)];
  if (here !== undefined && there !== undefined && here !== there) return true;
  // Two runs have two events, so the tag of one says little of the tag of the other.
  if (publish.origin.run !== unit.run) return false;
  const [tag, other] = [own.tag, publish.sink.tag];
  return isTag(tag) && isTag(other) && !mayIntersect(nameSet([tag]), nameSet([other]));
}

/** `owner/repo` in lower case; undefined where the text does not fix it. */
function repositoryOf(trace: Trace, given: Text | undefined): string | undefined {
  const { owner, repo } = trace.input.git;
  const own = owner === null || repo === null ? undefined : `${owner}/${repo}`.toLowerCase();
  if (given === undefined || given.length === 0) return own;
  const named = literalOf(given)
    ?.toLowerCase()
    .replace(/^(https:\/\/)?github\.com\//, '');
  return named !== undefined && /^[^\s/:]+\/[^\s/:]+$/.test(named) ? named : undefined;
}

/** Actions take the number or the address of a release in place of its tag, which says nothing of the tag. */
function isTag(text: Text): boolean {
  const first = text[0];
  if (first === undefined) return false;
  return first.kind !== 'lit' || (!/^(https?:|refs\/)/.test(first.text) && !(text.length === 1 && /^\d*$/.test(first.text)));
}
