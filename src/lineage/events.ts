import { sameText } from '../values/index.ts';
import type { Trace } from './trace-state.ts';

/**
 * Why nothing in the repository raises an event: releases and tags that its workflows make with the job's own token
 * start no workflow (GitHub documentation, "Triggering a workflow from a workflow"). A draft that no workflow makes public
 * is published by a person. Undefined where somebody else can raise it.
 */
export function neverRaised(trace: Trace, event: 'release' | 'tag push'): string | undefined {
  const made = event === 'release' ? publications(trace) : tagsMade(trace);
  if (made.length === 0 || !made.every((r) => r.token === 'job-token')) return undefined;
  return `the ${event === 'release' ? 'release' : 'tag'} is made with GITHUB_TOKEN, whose events start no workflow`;
}

type Made = readonly { readonly token?: 'job-token' | 'other' | 'unknown' }[];

/** Releases that are public when they are made, and drafts that are made public; a run that a release started makes none. */
function publications(trace: Trace): Made {
  const releases = trace.releases.filter((r) => !r.origin.scenario.startsWith('release'));
  const drafts = Map.groupBy(
    releases.filter((r) => r.draft),
    (r) => r.origin.run,
  );
  const flips = trace.flips.filter((f) => drafts.get(f.origin.run)?.some((r) => sameText(r.tag, f.tag)));
  return [...releases.filter((r) => !r.draft), ...flips];
}

function tagsMade(trace: Trace): Made {
  return [
    ...trace.releases.filter((r) => r.createsTag),
    ...trace.tags.filter((t) => t.pushed && t.token !== undefined && !t.origin.scenario.startsWith('push:tag')),
  ];
}
