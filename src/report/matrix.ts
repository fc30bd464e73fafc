import type { SurfaceReport } from '../audit/index.ts';
import { foldSurfaces, type Row } from './fold.ts';
import { paintTone, type Paint } from './style.ts';
import { columnsOf, fit, pad } from './width.ts';
import { columns } from './words.ts';

const gap = 2;
const indent = 2;
const variantIndent = 2;
const leastName = 14;
const leastCell = 8;
const mostLines = 4;

/** Returns the matrix as lines of at most `width` columns: one line per surface where it fits, wrapped inside its column where not. */
export function matrixLines(
  surfaces: readonly SurfaceReport[],
  options: { readonly width: number; readonly paint: Paint; readonly all: boolean },
): readonly string[] {
  const rows = foldSurfaces(surfaces);
  const widths = columnWidths(rows, options.width);
  const nameWidth = widths[0] ?? leastName;
  const lines = [line(['Surface', ...columns.map((column) => column.title)], widths, (text) => options.paint('bold', text))];
  for (const row of rows) {
    const shift = row.variant ? variantIndent : 0;
    const names = nameLines(row, nameWidth - shift, options.all).map((name) => ' '.repeat(shift) + name);
    const cells = row.cells.map((cell, i) => fit(cell.words, tail(row, i), widths[i + 1] ?? leastCell, mostLines));
    const height = Math.max(names.length, ...cells.map((cell) => cell.length));
    for (let n = 0; n < height; n++) {
      const parts = [names[n] ?? '', ...cells.map((cell) => cell[n] ?? '')];
      lines.push(line(parts, widths, (text, i) => (i === 0 ? text : paintTone(options.paint, row.cells[i - 1]?.tone ?? 'none', text))));
    }
  }
  return lines;
}

/** A cell's mark together with what changed since the other commit, as words. */
function tail(row: Row, cell: number): string {
  const change = row.surfaces[0]?.change?.[columns[cell]?.id ?? ''];
  const mark = row.cells[cell]?.mark ?? '';
  if (change === undefined) return mark;
  return mark === '' ? `[${change}]` : `${mark} [${change}]`;
}

function nameLines(row: Row, width: number, all: boolean): readonly string[] {
  const most = all ? 64 : mostLines;
  for (let shown = row.names.length; shown > 1; shown--) {
    const left = row.names.length - shown;
    const text = row.names.slice(0, shown).join(', ') + (left > 0 ? ` +${left}` : '');
    const lines = fit(text, '', width, most + 1);
    if (lines.length <= most) return lines;
    if (shown > 24) shown = 24;
  }
  const rest = row.names.length - 1;
  return fit(row.names[0] ?? '', rest > 0 ? `+${rest}` : '', width, most);
}

/** Natural widths, then the widest column gives way until the table fits. */
function columnWidths(rows: readonly Row[], width: number): readonly number[] {
  const widths = [columnsOf('Surface'), ...columns.map((column) => columnsOf(column.title))];
  for (const row of rows) {
    const shift = row.variant ? variantIndent : 0;
    widths[0] = Math.max(widths[0] ?? 0, shift + columnsOf(row.names.join(', ')));
    row.cells.forEach((cell, i) => {
      const end = tail(row, i);
      widths[i + 1] = Math.max(widths[i + 1] ?? 0, columnsOf(cell.words) + (end === '' ? 0 : 1 + columnsOf(end)));
    });
  }
  const least = [leastName, ...columns.map((column) => Math.max(leastCell, columnsOf(column.title)))];
  const room = width - indent - gap * columns.length;
  widths[0] = Math.min(widths[0] ?? 0, Math.max(leastName, room));
  for (let total = widths.reduce((sum, one) => sum + one, 0); total > room; total--) {
    const widest = widestAbove(widths, least);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function widestAbove(widths: readonly number[], least: readonly number[]): number | undefined {
  let found: number | undefined;
  let most = -1;
  widths.forEach((one, i) => {
    // The name column counts for less: a shortened name still says which surface, a shortened cell says less than it should.
    const slack = i === 0 ? one - 12 : one;
    if (one > (least[i] ?? 0) && slack > most) {
      most = slack;
      found = i;
    }
  });
  return found;
}

function line(parts: readonly string[], widths: readonly number[], paint: (text: string, column: number) => string): string {
  const last = parts.findLastIndex((part) => part !== '');
  const out = parts.slice(0, last + 1).map((part, i) => {
    const painted = paint(part, i);
    return i === last ? painted : painted + ' '.repeat(Math.max(0, columnsOf(pad(part, widths[i] ?? 0)) - columnsOf(part)));
  });
  return ' '.repeat(indent) + out.join(' '.repeat(gap));
}
