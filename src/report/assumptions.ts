import type { SurfaceReport } from '../audit/index.ts';
import { columns, surfaceTitle } from './words.ts';

/** What is taken on trust by the same cells. */
export interface Assumed {
  readonly statements: readonly string[];
  /** How many cells rest on them, and the first of those in words. */
  readonly cells: number;
  readonly first: string;
}

/** What the answers take on trust, that of the same cells together, in the order of the first. */
export function assumedIn(surfaces: readonly SurfaceReport[]): readonly Assumed[] {
  const cells = new Map<string, string[]>();
  for (const surface of surfaces) {
    for (const column of columns) {
      for (const one of surface.controls[column.id].assumes) cells.set(one, [...(cells.get(one) ?? []), `${surfaceTitle(surface)} ${column.title}`]);
    }
  }
  const groups = new Map<string, { readonly statements: string[]; readonly cells: readonly string[] }>();
  for (const [statement, users] of cells) {
    const key = JSON.stringify(users);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { statements: [statement], cells: users });
    else group.statements.push(statement);
  }
  return [...groups.values()].map((group) => ({ statements: group.statements, cells: group.cells.length, first: group.cells[0] ?? '' }));
}

const verb = ' is ';

/** `a is made here`, `b is made here` as `a, b: each is made here`; what is said of one thing alone stays as it is. */
export function joinAlike(statements: readonly string[]): readonly string[] {
  const bySaying = Map.groupBy(statements, (one) => (one.includes(verb) ? one.slice(one.indexOf(verb)) : one));
  return [...bySaying].map(([saying, alike]) =>
    alike.length === 1 ? (alike[0] ?? '') : `${alike.map((one) => one.slice(0, one.indexOf(verb))).join(', ')}: each${saying}`,
  );
}
