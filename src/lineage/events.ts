import { literalOf, originsOf, sameText, type Text } from '../values/index.ts';
import type { Origin } from './model.ts';
import { letsThrough } from './ref-filter.ts';
import type { Trace } from './trace-state.ts';

/**
 * Why nothing in the repository raises an event: releases and tags that its workflows make with the job's own token
 * start no workflow (GitHub documentation, "Triggering a workflow from a workflow"). A draft that no workflow makes public
 * is published by a person. Undefined where somebody else can raise it.
 */
export function neverRaised(trace: Trace, event: 'release' | 'tag push'): string | undefined {
  const made = madeByRuns(trace, event);
  if (made.length === 0 || !made.every((r) => r.token === 'job-token')) return undefined;
  return `the ${event === 'release' ? 'release' : 'tag'} is made with GITHUB_TOKEN, whose events start no workflow`;
}

/** A release or tag that a run makes with a token. */
export interface MadeByRun {
  readonly token?: 'job-token' | 'other' | 'unknown';
  readonly origin: Origin;
}

/** What the workflows of the repository make that could be meant to raise an event. */
export function madeByRuns(trace: Trace, event: 'release' | 'tag push'): readonly MadeByRun[] {
  return event === 'release' ? publications(trace) : tagsMade(trace);
}

/** Releases that are public when they are made, and drafts that are made public; a run that a release started makes none. */
function publications(trace: Trace): readonly MadeByRun[] {
  const waiting = new Set(trace.runs.filter((run) => run.event === 'release').map((run) => run.workflow));
  const releases = trace.releases.filter((r) => !r.origin.scenario.startsWith('release'));
  return [...releases.filter((r) => !r.draft), ...flipsOf(trace, releases)].filter((r) => isNewTo(waiting, r));
}

/** Drafts of a run that it makes public itself. */
function flipsOf(trace: Trace, releases: Trace['releases']): Trace['flips'] {
  const drafts = Map.groupBy(
    releases.filter((r) => r.draft),
    (r) => r.origin.run,
  );
  return trace.flips.filter((f) => drafts.get(f.origin.run)?.some((r) => sameText(r.tag, f.tag)));
}

/** The tags that runs make, as far as a workflow that waits for tags could be meant by them. */
function tagsMade(trace: Trace): readonly MadeByRun[] {
  const runs = trace.runs.filter((run) => run.scenario === 'push:tag');
  const waiting = new Set(runs.map((run) => run.workflow));
  const patterns = runs.map((run) => run.refs ?? ['**']);
  const isMeant = (name: Text): boolean => {
    const tag = literalOf(name);
    return tag === undefined || tag === '' || patterns.some((only) => letsThrough({ only }, [tag]) !== false);
  };
  // The tag of a draft is made by who publishes it.
  const flips = flipsOf(trace, trace.releases);
  const releases = trace.releases.filter((r) => r.createsTag && (!r.draft || flips.some((f) => f.origin.run === r.origin.run && sameText(f.tag, r.tag))));
  return [
    ...releases.filter((r) => isMeant(r.tag) && isNewTo(waiting, r)),
    ...trace.tags.filter((t) => t.pushed && t.token !== undefined && !t.origin.scenario.startsWith('push:tag') && isMeant(t.name)),
  ];
}

/** Not what a run adds to that somebody else made: one that starts by the same event itself, or is told by a person which tag it is. */
function isNewTo(waiting: ReadonlySet<string>, made: { readonly tag: Text; readonly origin: Origin }): boolean {
  return !waiting.has(made.origin.entry) && !originsOf(made.tag).some((id) => id.startsWith('inputs.'));
}
