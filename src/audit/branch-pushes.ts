import type { Controls, Evidence } from '../controls/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { show } from '../values/index.ts';
import { readableNames } from './readable-name.ts';

/** A unit with its answers. */
export interface Answered {
  readonly unit: Unit;
  readonly controls: Controls;
}

/** A unit with the pushes that are variants of it. */
export interface Folded extends Answered {
  readonly also: readonly Answered[];
}

/**
 * A branch push of the same image under other tags joins its release row: with a note where the job of the release has
 * less evidence then, as a row of its own where another job or configuration makes it with less.
 */
export function foldBranchPushes(all: readonly Answered[]): readonly Folded[] {
  const follows = new Set(all.filter((a) => rankOf(a.unit) === 2).map((a) => pathKey(a.unit)));
  const leads = new Set(all.filter((a) => rankOf(a.unit) === 0).map((a) => pathKey(a.unit)));
  // What runs on every push of a branch and can be dispatched too is started anew by hand, not released by hand.
  const isRelease = (unit: Unit): boolean => rankOf(unit) === 0 || (rankOf(unit) === 1 && (leads.has(pathKey(unit)) || !follows.has(pathKey(unit))));
  const releases = all.filter((a) => isRelease(a.unit));
  const out: Folded[] = releases.map((a) => ({ ...a, also: [] }));
  for (const one of all) {
    if (isRelease(one.unit)) continue;
    const target = hostOf(one, out);
    if (target === undefined) {
      out.push({ ...one, also: [] });
      continue;
    }
    if (one.unit.names.some((n) => target.unit.names.includes(n))) {
      // It moves a tag of the release itself: the row is as strong as the weaker of the two.
      out.push({ ...one, unit: { ...one.unit, names: target.unit.names, publishedBy: target.unit.publishedBy }, also: [] });
      continue;
    }
    if (isLineOfItsOwn(one, target)) out.push({ ...one, also: [] });
    else out[out.indexOf(target)] = { ...target, also: [...target.also, one] };
  }
  return out;
}

/** The release that a push is a variant of: the one whose tag it moves, else the one that its own job makes, else any. */
function hostOf(one: Answered, releases: readonly Folded[]): Folded | undefined {
  if (one.unit.image === undefined) return undefined;
  const near = releases.filter((r) => r.unit.image !== undefined && r.unit.kind === one.unit.kind && sameRepository(r.unit, one.unit));
  return near.find((r) => r.unit.names.some((n) => one.unit.names.includes(n))) ?? near.find((r) => isMadeAlike(r.unit, one.unit)) ?? near[0];
}

/**
 * Whether a push with less evidence than the release is a line of its own, as a nightly image is: who takes its tag would
 * be told by the row of the release what holds for the release alone. What only another program asks for is a trial.
 */
function isLineOfItsOwn(one: Answered, release: Answered): boolean {
  return !isMadeAlike(one.unit, release.unit) && !one.unit.scenario.startsWith('repository_dispatch') && lessOf(one, release).length > 0;
}

function isMadeAlike(a: Unit, b: Unit): boolean {
  return (['workflow', 'job', 'config'] as const).every((key) => a.publishedBy[key] === b.publishedBy[key]);
}

function lessOf(one: Answered, release: Answered): readonly ('signature' | 'sbom' | 'provenance')[] {
  return (['signature', 'sbom', 'provenance'] as const).filter((id) => weaker(one.controls[id], release.controls[id]));
}

/** What is said of the branch pushes that a row holds: one note for those that have the same less. */
export function branchNotes(folded: readonly Folded[]): readonly string[] {
  const byLess = new Map<string, { readonly events: Set<string>; readonly names: Set<string>; readonly workflows: Set<string> }>();
  for (const release of folded) {
    for (const one of release.also) {
      const less = lessOf(one, release).join(', ');
      const group = byLess.get(less) ?? { events: new Set(), names: new Set(), workflows: new Set() };
      byLess.set(less, group);
      group.events.add(scenarioLabel(one.unit.scenario));
      group.workflows.add(one.unit.publishedBy.workflow.split('/').at(-1) ?? '');
      for (const name of one.unit.names.flatMap(readableNames)) group.names.add(name);
    }
  }
  return [...byLess].map(([less, { events, names, workflows }]) => {
    const on = enumerate([...events], ' or ');
    return less === ''
      ? `also pushed on ${on} by ${enumerate([...workflows], ', ')}`
      : `pushes on ${on} (${enumerate([...names].slice(0, 2), ', ')}${names.size > 2 ? `, … ${names.size} in all` : ''}) have less: ${less}`;
  });
}

function enumerate(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}${last}${words.at(-1)!}`;
}

function weaker(a: Evidence, b: Evidence): boolean {
  const grade = { absent: 0, unknown: 1, partial: 2, present: 3, 'not-applicable': 3 };
  return grade[a.status] < grade[b.status];
}

function sameRepository(a: Unit, b: Unit): boolean {
  return a.names.some((x) => b.names.some((y) => repositoryOf(x) === repositoryOf(y)));
}

function repositoryOf(name: string): string {
  return name.replace(/^oci:\/\//, '').replace(/:[^/]*$/, '');
}

/** How much a scenario is a release: 0 for a tag or release, 1 for a dispatch, 2 for what merely follows or repeats. */
function rankOf(unit: Unit): number {
  if (unit.scenario === '' || /^(push:tag|release|create:tag)/.test(unit.scenario)) return 0;
  return unit.scenario.startsWith('workflow_dispatch') || unit.scenario === 'pull_request:merged' ? 1 : 2;
}

/** One thing published by one step, whatever started it. */
export function pathKey(u: Unit): string {
  // A tag that two steps of a job push is one tag: what it names last, or after a step that failed, may be either.
  return [
    u.kind,
    u.place,
    u.index ?? '',
    u.publishedBy.workflow,
    u.publishedBy.job,
    u.image === undefined ? u.publishedBy.step : '',
    u.publishedBy.config,
    u.names.join('\u0002'),
    u.publish?.sink.kind === 'release' && u.publish.sink.repository !== undefined ? show(u.publish.sink.repository) : '',
  ].join('\u0001');
}

export function scenarioLabel(id: string): string {
  const labels: Readonly<Record<string, string>> = {
    'push:tag': 'a tag push',
    'push:branch': 'a branch push',
    release: 'a release event',
    'workflow_dispatch:branch': 'a dispatch from a branch',
    'workflow_dispatch:tag': 'a dispatch from a tag',
    schedule: 'a schedule',
  };
  return labels[id] ?? id;
}
