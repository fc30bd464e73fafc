import type { SurfaceReport } from '../../../audit/index.ts';
import { cut } from '../../width.ts';
import { cellWords, columns } from '../../words.ts';
import type { Context } from './context.ts';
import { html, span } from './text.ts';

const nameColumns = 110;

/** The id of a cell's chain. */
export function cellId(surface: number, control: string): string {
  return `c-${surface}-${control}`;
}

/** The matrix as a table whose cells lead to their chains. */
export function matrixSection(context: Context, surfaces: readonly SurfaceReport[]): string {
  if (surfaces.length === 0) return '<p>No release surface was found.</p>';
  const head = columns.map((column) => `<th scope="col" title="${html(column.question)}?">${html(column.title)}</th>`).join('');
  const rows = surfaces.map((surface, i) => row(context, surface, i)).join('\n');
  return `<table id="matrix-table"><thead><tr><th scope="col">Surface</th>${head}</tr></thead>\n<tbody>\n${rows}\n</tbody></table>`;
}

function row(context: Context, surface: SurfaceReport, number: number): string {
  const title = context.title(surface.id);
  const cells = columns.map((column) => {
    const { words, mark, tone } = cellWords(surface.controls[column.id]);
    const change = surface.change?.[column.id];
    const inner = `${html(words)}${mark === '' ? '' : ` ${span('mark', mark)}`}${change === undefined ? '' : ` ${span(`change ${change}`, change)}`}`;
    return `<td data-title="${html(column.title)}"><a class="cell ${tone}" href="#${cellId(number, column.id)}">${inner}</a></td>`;
  });
  return `<tr data-surface="${number}"><th scope="row" title="${html(cut(title, 1_000))}">${html(cut(title, nameColumns))}</th>${cells.join('')}</tr>`;
}
