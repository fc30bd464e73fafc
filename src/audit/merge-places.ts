import { combineOver, type Controls, type Evidence } from '../controls/index.ts';
import { isSamePlace, placeOf } from '../surfaces/index.ts';
import type { Merged } from './group.ts';

/**
 * Makes one of what several paths publish at one place: a stranger who takes it cannot tell which of them it is from, so
 * that it is as strong as the weakest.
 */
export function mergePlaces(all: readonly Merged[]): readonly Merged[] {
  const groups = new Map<string, Merged[][]>();
  const out: Merged[][] = [];
  for (const one of all) {
    const place = placeOf(one.unit);
    const near = place === undefined ? [] : (groups.get(place) ?? []);
    const same = near.find((group) => group.every((other) => isSamePlace(other.unit, one.unit)));
    if (same !== undefined) {
      same.push(one);
      continue;
    }
    const group = [one];
    out.push(group);
    if (place !== undefined) groups.set(place, [...near, group]);
  }
  return out.map((group) => (group.length === 1 ? group[0]! : together(group)));
}

function together(group: readonly Merged[]): Merged {
  const first = group[0]!;
  return {
    unit: first.unit,
    controls: mapControls((id) => combineOver(group.map((one) => ({ label: labelOf(one, group), evidence: one.controls[id] })))),
    scenarios: [...new Set(group.flatMap((one) => one.scenarios))],
    notes: [...new Set(group.flatMap((one) => one.notes))],
    folded: group.flatMap((one) => one.folded),
    cases: group.flatMap((one) => one.cases),
  };
}

/** The path, by what tells it from the others. */
function labelOf(one: Merged, group: readonly Merged[]): string {
  const { workflow, job } = one.unit.publishedBy;
  const others = group.filter((other) => other !== one).map((other) => other.unit.publishedBy);
  if (others.every((other) => other.workflow !== workflow)) return `the publication by ${workflow.split('/').at(-1) ?? ''}`;
  if (others.every((other) => other.workflow !== workflow || other.job !== job)) return `the publication by job ${job}`;
  return `the publication at line ${one.unit.at.line}`;
}

/** Every control's answer from one function. */
export function mapControls(of: (id: keyof Controls) => Evidence): Controls {
  return { hashes: of('hashes'), signature: of('signature'), sbom: of('sbom'), provenance: of('provenance'), verifyRecipe: of('verifyRecipe') };
}
