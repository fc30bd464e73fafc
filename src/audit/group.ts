import { combineOver, type Controls, type Evidence } from '../controls/index.ts';
import type { SurfaceInfo, Unit } from '../surfaces/index.ts';
import type { Trace } from '../lineage/index.ts';
import { bareNames } from './bare-names.ts';
import { foldImages, foldInBucket, tagNames } from './fold-names.ts';
import { mapControls, mergePlaces } from './merge-places.ts';
import { tellApart } from './tell-apart.ts';
import { readableNames } from './readable-name.ts';
import type { SurfaceReport } from './report.ts';

/** A unit with its answers. */
export interface Answered {
  readonly unit: Unit;
  readonly controls: Controls;
}

/** How much a scenario is a release: 0 for a tag or release, 1 for a dispatch, 2 for what merely follows or repeats. */
function rankOf(unit: Unit): number {
  if (unit.scenario === '' || /^(push:tag|release|create:tag)/.test(unit.scenario)) return 0;
  return unit.scenario.startsWith('workflow_dispatch') || unit.scenario === 'pull_request:merged' ? 1 : 2;
}

/**
 * Folds units into surfaces. The same thing under several scenarios is one unit with the weakest answer; a push of
 * other tags of an image from a branch is a variant of its release; what has equal answers from one publishing path is
 * one row.
 */
export function groupSurfaces(
  all: readonly Answered[],
  trace: Pick<Trace, 'batches' | 'input'>,
): readonly { readonly surface: SurfaceReport; readonly units: readonly Answered[] }[] {
  const merged = mergePlaces(mergeScenarios(foldBranchPushes(all)));
  const rows = new Map<string, Merged[]>();
  for (const one of merged) {
    const u = one.unit;
    const key = [
      u.kind,
      u.place,
      u.index ?? '',
      u.pointer ? 'pointer' : '',
      u.publishedBy.workflow,
      u.publishedBy.job,
      u.publishedBy.config,
      u.place === 'channel' ? u.names.join() : '',
      cellsKey(one.controls),
    ].join('\u0001');
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [one]);
    else row.push(one);
  }
  const used = new Set<string>();
  const grouped = [...rows.values()].map((row) => {
    const first = row[0]!;
    const members = [...new Set(row.flatMap((r) => r.unit.names))].toSorted();
    const shown = [...new Set(row.flatMap((r) => bareNames(r.unit, trace)))].toSorted();
    const name = first.unit.place === 'tag' ? tagNames(members) : first.unit.image === undefined ? foldInBucket(shown) : foldImages(members);
    const info: SurfaceInfo = {
      id: uniqueId(`${first.unit.kind}:${slug(name)}`, first.unit, used),
      kind: first.unit.kind,
      name: name === '' ? first.unit.kind : name,
      members,
      publishedBy: first.unit.publishedBy,
      at: first.unit.at,
      scenarios: [...new Set(row.flatMap((r) => r.scenarios))].toSorted(),
      notes: [...new Set([...row.flatMap((r) => r.notes), ...branchNotes(row.flatMap((r) => r.folded))])],
    };
    return { surface: { ...info, controls: mergeRow(row.map((r) => r.controls)) }, units: row.flatMap((r) => r.cases) };
  });
  return tellApart(grouped);
}

/** One thing that one path publishes, under every scenario. */
export interface Merged {
  readonly unit: Unit;
  readonly controls: Controls;
  readonly scenarios: readonly string[];
  readonly notes: readonly string[];
  readonly cases: readonly Answered[];
  readonly folded: readonly Folded[];
}

function mergeScenarios(all: readonly Folded[]): readonly Merged[] {
  const byKey = new Map<string, Folded[]>();
  for (const one of all) {
    const key = pathKey(one.unit);
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [one]);
    else list.push(one);
  }
  return [...byKey.values()].map((cases) => ({
    unit: cases[0]!.unit,
    controls: mapControls((id) => combineOver(cases.map((c) => ({ label: caseLabel(c.unit, cases), evidence: c.controls[id] })))),
    scenarios: [...new Set(cases.flatMap((c) => [c.unit.scenario, ...c.also.map((a) => a.unit.scenario)]))].filter((s) => s !== ''),
    notes: [...new Set(cases.flatMap((c) => c.unit.notes))],
    folded: cases,
    cases: cases.flatMap((c) => [{ unit: c.unit, controls: c.controls }, ...c.also]),
  }));
}

/** The event of a case; steps that publish the same on one event are told by their lines. */
function caseLabel(unit: Unit, cases: readonly Answered[]): string {
  const label = scenarioLabel(unit.scenario);
  return cases.some((c) => c.unit.scenario === unit.scenario && c.unit.at.line !== unit.at.line) ? `${label} (line ${unit.at.line})` : label;
}

/** One thing published by one step, whatever started it. */
function pathKey(u: Unit): string {
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
  ].join('\u0001');
}

export interface Folded extends Answered {
  readonly also: readonly Answered[];
}

/** A branch push of the same image under other tags joins its release row, with a note where it has less evidence. */
function foldBranchPushes(all: readonly Answered[]): readonly Folded[] {
  const follows = new Set(all.filter((a) => rankOf(a.unit) === 2).map((a) => pathKey(a.unit)));
  const leads = new Set(all.filter((a) => rankOf(a.unit) === 0).map((a) => pathKey(a.unit)));
  // What runs on every push of a branch and can be dispatched too is started anew by hand, not released by hand.
  const isRelease = (unit: Unit): boolean => rankOf(unit) === 0 || (rankOf(unit) === 1 && (leads.has(pathKey(unit)) || !follows.has(pathKey(unit))));
  const releases = all.filter((a) => isRelease(a.unit));
  const out: Folded[] = releases.map((a) => ({ ...a, also: [] }));
  for (const one of all) {
    if (isRelease(one.unit)) continue;
    const host =
      one.unit.image === undefined
        ? undefined
        : out.findIndex((r) => r.unit.image !== undefined && r.unit.kind === one.unit.kind && sameRepository(r.unit, one.unit));
    const target = host === undefined || host === -1 ? undefined : out[host];
    if (target === undefined) {
      out.push({ ...one, also: [] });
      continue;
    }
    if (one.unit.names.some((n) => target.unit.names.includes(n))) {
      // It moves a tag of the release itself: the row is as strong as the weaker of the two.
      out.push({ ...one, unit: { ...one.unit, names: target.unit.names, publishedBy: target.unit.publishedBy }, also: [] });
      continue;
    }
    out[host!] = { ...target, also: [...target.also, one] };
  }
  return out;
}

/** What is said of the branch pushes that a row holds: one note for those that have the same less. */
function branchNotes(folded: readonly Folded[]): readonly string[] {
  const byLess = new Map<string, { readonly events: Set<string>; readonly names: Set<string>; readonly workflows: Set<string> }>();
  for (const release of folded) {
    for (const one of release.also) {
      const less = (['signature', 'sbom', 'provenance'] as const).filter((id) => weaker(one.controls[id], release.controls[id])).join(', ');
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

function mergeRow(list: readonly Controls[]): Controls {
  return mapControls((id) =>
    id === 'verifyRecipe' ? bestRecipe(list.map((c) => c.verifyRecipe)) : combineOver(list.map((c) => ({ label: '', evidence: c[id] }))),
  );
}

/** A recipe for one file of a row is an example for its siblings, which have the same evidence. */
function bestRecipe(list: readonly Evidence[]): Evidence {
  const grade = (e: Evidence): number => ({ absent: e.strength === null ? 0 : 1, unknown: 2, partial: 3, present: 4, 'not-applicable': 5 })[e.status];
  return list.reduce((a, b) => (grade(b) > grade(a) ? b : a));
}

/** Rows fold only when every cell reads the same. */
function cellsKey(controls: Controls): string {
  return Object.entries(controls)
    .filter(([id]) => id !== 'verifyRecipe')
    .map(([id, e]: [string, Evidence]) => [id, e.status, e.strength ?? '', e.how, e.reason ?? ''].join(':'))
    .join('\u0003');
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

function uniqueId(id: string, unit: Unit, used: Set<string>): string {
  const candidates = [id, `${id}@${slug(unit.publishedBy.workflow.split('/').at(-1) ?? '')}-${slug(unit.publishedBy.job)}`];
  for (const c of candidates) {
    if (used.has(c)) continue;
    used.add(c);
    return c;
  }
  for (let i = 2; ; i++) {
    const c = `${candidates[1]!}-${i}`;
    if (used.has(c)) continue;
    used.add(c);
    return c;
  }
}
