import type { Traced } from '../lineage/index.ts';
import { writeRecipes, type Recipe } from '../recipes/index.ts';
import type { Answered } from './branch-pushes.ts';
import type { SurfaceReport } from './report.ts';

/** The recipes of one surface, in the order of its controls. */
export interface SurfaceRecipes {
  /** The surface's id. */
  readonly surface: string;
  /** The event whose releases the recipes are for: `push:tag`. */
  readonly scenario: string;
  readonly recipes: readonly Recipe[];
  /** Why no recipe is there at all; null where one is. */
  readonly none: string | null;
}

/** Writes for each surface what checks one of its releases: of the event by which strangers get most of them. */
export function surfaceRecipes(
  grouped: readonly { readonly surface: SurfaceReport; readonly units: readonly Answered[] }[],
  traced: Traced,
): readonly SurfaceRecipes[] {
  return grouped.map(({ surface, units }) => {
    const [first, ...others] = units.toSorted((a, b) => rank(a.unit.scenario) - rank(b.unit.scenario));
    if (first === undefined) return { surface: surface.id, scenario: '', recipes: [], none: 'nothing is published' };
    const recipes = writeRecipes(first.unit, surface.controls, traced);
    const elsewhere = [...new Set(others.map((one) => one.unit.scenario))].filter((one) => refKind(one) !== refKind(first.unit.scenario) && one !== '');
    const note = `what is published on ${elsewhere.join(', ')} is signed at another ref: this refuses it`;
    return {
      surface: surface.id,
      scenario: first.unit.scenario,
      recipes:
        elsewhere.length === 0
          ? recipes
          : recipes.map((one) => (one.kind === 'written' && one.lines.some(namesRef) ? { ...one, notes: [...one.notes, note] } : one)),
      none: recipes.length > 0 ? null : nothingToCheck(surface),
    };
  });
}

function namesRef(line: string): boolean {
  return /@refs\/|--source-(?:tag|branch|ref)|--certificate-github-workflow-ref/.test(line);
}

/** Events from those by which most releases are made to those that people start by hand, which they do from a branch unless the workflow refuses it. */
const order: readonly RegExp[] = [/^push:tag/, /^release/, /^workflow_run/, /^push:branch/, /^schedule/, /^workflow_dispatch:branch/, /:tag$/];

function rank(scenario: string): number {
  const place = order.findIndex((one) => one.test(scenario));
  return place === -1 ? order.length : place;
}

function refKind(scenario: string): 'tag' | 'branch' {
  return /:tag$|^release/.test(scenario) ? 'tag' : 'branch';
}

function nothingToCheck(surface: SurfaceReport): string {
  const cells = [surface.controls.signature, surface.controls.provenance, surface.controls.sbom, surface.controls.hashes];
  if (cells.every((one) => one.status === 'not-applicable')) return 'there is nothing to check';
  return cells.some((one) => one.status === 'unknown')
    ? 'whether it has evidence is not known'
    : cells.some((one) => one.status === 'present' || one.status === 'partial')
      ? 'its evidence is kept by the place that serves it, or needs no command'
      : 'it has no evidence that a stranger could check';
}
