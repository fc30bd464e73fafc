import type { SurfaceReport } from '../audit/index.ts';
import { printable } from './escape.ts';
import { imageNames } from './short-name.ts';
import { titlesOf } from './titles.ts';
import { cellWords, columns, surfaceTitle, type CellWords } from './words.ts';

/** One line of the matrix: surfaces with equal cells, folded. */
export interface Row {
  /** Names as the line shows them: whole for a first line, endings for its variants. */
  readonly names: readonly string[];
  readonly variant: boolean;
  readonly cells: readonly CellWords[];
  readonly surfaces: readonly SurfaceReport[];
}

interface OpenRow extends Row {
  readonly names: string[];
  readonly surfaces: SurfaceReport[];
  readonly key: string;
}

/** Returns the matrix's lines in the report's order: variants of an image stand under it, and equal cells share a line. */
export function foldSurfaces(surfaces: readonly SurfaceReport[]): readonly Row[] {
  const families = familiesOf(surfaces);
  const bases = new Set(families.values());
  const groups = new Map<SurfaceReport, OpenRow[]>();
  const lone = new Map<string, OpenRow>();
  const titles = titlesOf(surfaces);
  const titleOf = (surface: SurfaceReport): string => titles.get(surface.id) ?? surfaceTitle(surface);
  for (const surface of surfaces) {
    const base = families.get(surface) ?? surface;
    const rows = groups.get(base);
    if (rows === undefined) {
      const key = rowKey(base);
      const alike = bases.has(base) ? undefined : lone.get(key);
      if (alike === undefined) {
        const first = openRow(base, [titleOf(base)], false);
        groups.set(base, [first]);
        if (!bases.has(base)) lone.set(key, first);
      } else add(alike, surface, [titleOf(surface)]);
    }
    if (surface !== base) addVariant(groups.get(base) ?? [], surface);
  }
  return [...groups.values()].flat();
}

function addVariant(rows: OpenRow[], surface: SurfaceReport): void {
  const names = imageNames(surface).flatMap((image) => image.endings.map(printable));
  const same = rows.find((row) => row.key === rowKey(surface));
  if (same === undefined) rows.push(openRow(surface, names, true));
  else add(same, surface, names);
}

function openRow(surface: SurfaceReport, names: readonly string[], variant: boolean): OpenRow {
  return { names: [...names], variant, cells: cellsOf(surface), surfaces: [surface], key: rowKey(surface) };
}

function add(row: OpenRow, surface: SurfaceReport, names: readonly string[]): void {
  row.names.push(...names);
  row.surfaces.push(surface);
}

function cellsOf(surface: SurfaceReport): readonly CellWords[] {
  return columns.map((column) => cellWords(surface.controls[column.id]));
}

function rowKey(surface: SurfaceReport): string {
  return JSON.stringify([surface.kind, surface.publishedBy.workflow, cellsOf(surface), columns.map((column) => surface.change?.[column.id] ?? '')]);
}

/** For each variant of an image, the surface that is the plain image of the same repository. */
function familiesOf(surfaces: readonly SurfaceReport[]): ReadonlyMap<SurfaceReport, SurfaceReport> {
  const plain = new Map<string, SurfaceReport>();
  const images = surfaces.map((surface) => ({ surface, names: imageNames(surface) }));
  for (const { surface, names } of images) {
    const only = names.length === 1 ? names[0] : undefined;
    if (only?.endings.includes('') === true && !plain.has(only.repository)) plain.set(only.repository, surface);
  }
  const found = new Map<SurfaceReport, SurfaceReport>();
  for (const { surface, names } of images) {
    const only = names.length === 1 ? names[0] : undefined;
    const base = plain.get(only?.repository ?? '');
    if (only !== undefined && base !== undefined && base !== surface && !only.endings.includes('')) found.set(surface, base);
  }
  return found;
}
