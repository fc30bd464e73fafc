import { literalOf, type Text } from '../values/index.ts';
import type { GitFacts } from '../base/index.ts';

/** The repository that a text surely names and that is not the one that is read: `owner/name`; undefined where it may be that. */
export function otherRepository(repository: Text | undefined, { owner, repo }: Pick<GitFacts, 'owner' | 'repo'>): string | undefined {
  const named = literalOf(repository ?? [])
    ?.replace(/^https?:\/\/[^/]+\//, '')
    .replace(/\.git$/, '');
  if (named === undefined || owner === null || repo === null || !/^[\w.-]+\/[\w.-]+$/.test(named)) return undefined;
  return named.toLowerCase() === `${owner}/${repo}`.toLowerCase() ? undefined : named;
}
