import type { SurfaceReport } from '../audit/index.ts';
import { printable } from './escape.ts';
import { cellWords, columns, surfaceTitle, type CellWords } from './words.ts';

/** One line of the matrix: surfaces with equal cells, folded. */
export interface Row {
  /** Names as the line shows them: whole for a first line, endings for its variants. */
  readonly names: readonly string[];
  readonly variant: boolean;
  readonly cells: readonly CellWords[];
  readonly surfaces: readonly SurfaceReport[];
}

/** Returns the matrix's lines in the report's order: variants stand under their base, and equal cells share a line. */
export function foldSurfaces(surfaces: readonly SurfaceReport[]): readonly Row[] {
  const groups = new Map<
    string,
    {
      readonly base: SurfaceReport;
      readonly rows: { names: string[]; variant: boolean; cells: readonly CellWords[]; surfaces: SurfaceReport[]; key: string }[];
    }
  >();
  const bases = baseOf(surfaces);
  const withVariants = new Set(bases.values());
  const firstRows = new Map<string, { names: string[]; surfaces: SurfaceReport[] }>();
  for (const surface of surfaces) {
    const base = bases.get(surface) ?? surface;
    let group = groups.get(base.id);
    const own = rowKey(surface);
    if (group === undefined) {
      const alike = surface === base && !withVariants.has(base) ? firstRows.get(own) : undefined;
      if (alike !== undefined) {
        alike.names.push(surfaceTitle(surface));
        alike.surfaces.push(surface);
        continue;
      }
      const first = { names: [surfaceTitle(base)], variant: false, cells: cellsOf(base), surfaces: [base], key: rowKey(base) };
      group = { base, rows: [first] };
      groups.set(base.id, group);
      if (!withVariants.has(base)) firstRows.set(first.key, first);
    }
    if (surface === base) continue;
    const ending = printable(surface.name.slice(base.name.length));
    const same = group.rows.find((row) => row.key === own);
    if (same !== undefined) {
      same.names.push(ending);
      same.surfaces.push(surface);
    } else {
      group.rows.push({ names: [ending], variant: true, cells: cellsOf(surface), surfaces: [surface], key: own });
    }
  }
  return [...groups.values()].flatMap((group) => group.rows);
}

function cellsOf(surface: SurfaceReport): readonly CellWords[] {
  return columns.map((column) => cellWords(surface.controls[column.id]));
}

function rowKey(surface: SurfaceReport): string {
  return JSON.stringify([surface.kind, surface.publishedBy.workflow, cellsOf(surface), columns.map((column) => surface.change?.[column.id] ?? '')]);
}

/** For each image or chart whose name begins with another's, that other one: the shortest. */
function baseOf(surfaces: readonly SurfaceReport[]): ReadonlyMap<SurfaceReport, SurfaceReport> {
  const found = new Map<SurfaceReport, SurfaceReport>();
  const byName = new Map<string, SurfaceReport>();
  for (const surface of surfaces) {
    const key = `${surface.kind}\n${surface.name}`;
    if (isFamilyKind(surface) && !byName.has(key)) byName.set(key, surface);
  }
  for (const surface of surfaces) {
    if (!isFamilyKind(surface)) continue;
    for (let end = 1; end < Math.min(surface.name.length, 512); end++) {
      if (!'-_:.+'.includes(surface.name[end] ?? '')) continue;
      const base = byName.get(`${surface.kind}\n${surface.name.slice(0, end)}`);
      if (base !== undefined && base !== surface) {
        found.set(surface, base);
        break;
      }
    }
  }
  return found;
}

function isFamilyKind(surface: SurfaceReport): boolean {
  return surface.kind === 'container-image' || surface.kind === 'helm-chart';
}
