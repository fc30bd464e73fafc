import type { SurfaceInfo } from '../surfaces/index.ts';

/**
 * Adds to the name of surfaces that share it what tells them apart: the workflow, else the job, else the step or the line
 * that publishes. Their members stay as strangers know them.
 */
export function tellApart<T extends { readonly surface: SurfaceInfo }>(rows: readonly T[]): readonly T[] {
  const byName = Map.groupBy(rows, ({ surface }) => `${surface.kind}\u0006${surface.name}`);
  return rows.map((row) => {
    const same = byName.get(`${row.surface.kind}\u0006${row.surface.name}`) ?? [];
    if (same.length < 2) return row;
    const word = words.find((of) => new Set(same.map((one) => of(one.surface))).size === same.length && same.every((one) => of(one.surface) !== ''));
    return word === undefined ? row : { ...row, surface: { ...row.surface, name: `${row.surface.name} (${word(row.surface)})` } };
  });
}

const words: readonly ((surface: SurfaceInfo) => string)[] = [
  ({ publishedBy }) => publishedBy.workflow.split('/').at(-1) ?? '',
  ({ publishedBy }) => publishedBy.job,
  ({ publishedBy }) => publishedBy.config,
  ({ publishedBy }) => publishedBy.step,
  ({ at }) => `line ${at.line}`,
];
