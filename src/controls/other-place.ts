import type { PublishRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { literalOf, mayIntersect, nameSet, type Text } from '../values/index.ts';

/** Whether files are certainly put elsewhere than the unit: on a release of another repository or tag, or in another bucket. */
export function isInOtherPlace(trace: Trace, unit: Unit, publish: Pick<PublishRecord, 'sink' | 'origin'> & { readonly id?: string }): boolean {
  const own = unit.publish?.sink;
  if (own === undefined || publish.id === unit.publish?.id) return false;
  if (publish.sink.kind === 'bucket') return own.kind === 'release' || (own.kind === 'bucket' && areApart(own.url, publish.sink.url));
  if (own.kind === 'bucket') return publish.sink.kind === 'release';
  if (own.kind !== 'release' || publish.sink.kind !== 'release') return false;
  const [here, there] = [repositoryOf(trace, own.repository), repositoryOf(trace, publish.sink.repository)];
  if (here !== undefined && there !== undefined && here !== there) return true;
  // Two runs have two events, so the tag of one says little of the tag of the other.
  if (publish.origin.run !== unit.run) return false;
  const [tag, other] = [own.tag, publish.sink.tag];
  return isTag(tag) && isTag(other) && !mayIntersect(nameSet([tag]), nameSet([other]));
}

/** Whether two addresses certainly name different buckets or servers. */
function areApart(here: Text, there: Text): boolean {
  const [a, b] = [storeOf(here), storeOf(there)];
  if (a === undefined || b === undefined) return false;
  // One bucket may have an address of its own at its host, and one name at two of the services that speak S3.
  return a.web === b.web && a.name !== b.name;
}

/** The bucket or host of an address; undefined where the text does not fix it. */
function storeOf(url: Text): { readonly web: boolean; readonly name: string } | undefined {
  const [first, ...rest] = url;
  if (first?.kind !== 'lit') return undefined;
  const found = /^([a-z][a-z\d+.-]*):\/\/([^/]+)(\/|$)/i.exec(first.text);
  if (found === null || (found[3] === '' && rest.length > 0)) return undefined;
  return { web: /^(https?|s?ftp|ssh|rsync)$/i.test(found[1]!), name: found[2]!.toLowerCase() };
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
