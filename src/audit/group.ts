import { combineOver, type Controls, type Evidence } from '../controls/index.ts';
import type { SurfaceInfo, Unit } from '../surfaces/index.ts';
import { otherRepository, type Trace } from '../lineage/index.ts';
import { branchNotes, foldBranchPushes, pathKey, scenarioLabel, type Answered, type Folded } from './branch-pushes.ts';
import { bareNames } from './bare-names.ts';
import { namesInPrograms } from './names-in-programs.ts';
import { foldImages, foldInBucket, tagNames } from './fold-names.ts';
import { mapControls, mergePlaces } from './merge-places.ts';
import { tellApart } from './tell-apart.ts';
import type { SurfaceReport } from './report.ts';

/**
 * Folds units into surfaces. The same thing under several scenarios is one unit with the weakest answer; a push of
 * other tags of an image from a branch is a variant of its release; what has equal answers from one publishing path is
 * one row.
 */
export function groupSurfaces(
  all: readonly Answered[],
  trace: Pick<Trace, 'batches' | 'input' | 'opaque'>,
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
      elsewhere(u, trace) ?? '',
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
    const shown = [...new Set(row.flatMap((r) => [...bareNames(r.unit, trace), ...namesInPrograms(r.unit, trace)]))].toSorted();
    const name = first.unit.place === 'tag' ? tagNames(members) : first.unit.image === undefined ? foldInBucket(shown) : foldImages(members);
    // A release of another repository has the same names as this one's, and is another place.
    const other = elsewhere(first.unit, trace);
    const whole = other === undefined ? name : `${name} (${other})`;
    const info: SurfaceInfo = {
      id: uniqueId(`${first.unit.kind}:${slug(whole)}`, first.unit, used),
      kind: first.unit.kind,
      name: whole === '' ? first.unit.kind : whole,
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

function mergeRow(list: readonly Controls[]): Controls {
  return mapControls((id) =>
    id === 'verifyRecipe' ? bestRecipe(list.map((c) => c.verifyRecipe)) : combineOver(list.map((c) => ({ label: '', evidence: c[id] }))),
  );
}

/** A recipe for one file of a row is an example for its siblings, which have the same evidence. */
function bestRecipe(list: readonly Evidence[]): Evidence {
  const grade = (e: Evidence): number => ({ absent: e.strength === null ? 0 : 1, unknown: 2, partial: 3, present: 4, 'not-applicable': 5 })[e.status];
  const best = list.reduce((a, b) => (grade(b) > grade(a) ? b : a));
  if (best.status !== 'present') return best;
  // Files of one row can each be the example of another tool.
  const whole = list.filter((e) => e.status === 'present' && e.strength === best.strength);
  const tools = new Set(whole.flatMap((e) => e.how.split(', ').filter((part) => part !== byTag)));
  const how = [...[...tools].slice(0, 2), ...(whole.every((e) => e.how.endsWith(byTag)) ? [byTag] : [])].join(', ');
  const spans = new Set<string>();
  const because = whole.flatMap((e) => e.because).filter(({ span }) => !spans.has(`${span.file}:${span.start}`) && spans.add(`${span.file}:${span.start}`));
  return { ...best, how, because: because.slice(0, 6) };
}

const byTag = 'by tag';

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

/** The other repository on whose release a unit is put. */
function elsewhere({ publish }: Unit, { input }: Pick<Trace, 'input'>): string | undefined {
  return publish?.sink.kind === 'release' ? otherRepository(publish.sink.repository, input.git) : undefined;
}
