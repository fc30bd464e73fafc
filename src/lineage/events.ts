import type { Trace } from './trace-state.ts';

/**
 * Why nothing in the repository raises an event: releases and tags that its workflows make with the job's own token
 * start no workflow (GitHub documentation, "Triggering a workflow from a workflow"). A draft is published by a person.
 * Undefined where somebody else can raise it.
 */
export function neverRaised(trace: Trace, event: 'release' | 'tag push'): string | undefined {
  const made =
    event === 'release'
      ? trace.releases.filter((r) => !r.draft && !r.origin.scenario.startsWith('release'))
      : [
          ...trace.releases.filter((r) => r.createsTag),
          ...trace.tags.filter((t) => t.pushed && t.token !== undefined && !t.origin.scenario.startsWith('push:tag')),
        ];
  if (made.length === 0 || !made.every((r) => r.token === 'job-token')) return undefined;
  return `the ${event === 'release' ? 'release' : 'tag'} is made with GITHUB_TOKEN, whose events start no workflow`;
}
