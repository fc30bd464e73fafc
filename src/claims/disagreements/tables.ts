import type { SourceText } from '../../documents/index.ts';
import { plainText } from '../plain.ts';
import type { ReadDocument } from '../read-document.ts';

/** A table of a document by its rows; the first is its header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly SourceText[]; readonly plain: readonly string[] }[];
}

const maxRows = 500;

/** The tables of a document that have a header and a row: rows that follow one another in its text. */
export function tablesOf({ blocks, text }: ReadDocument): readonly Table[] {
  const tables: { header: readonly string[]; rows: { cells: readonly SourceText[]; plain: readonly string[] }[] }[] = [];
  let end = -1;
  for (const block of blocks) {
    if (block.kind !== 'row') continue;
    const start = block.cells[0]?.segments[0]?.start ?? 0;
    const last = tables.at(-1);
    const plain = block.cells.map((cell) => plainText(cell.text));
    const isNext = last !== undefined && end <= start && !/\n[ \t]*\r?\n/.test(text.slice(end, Math.min(start, end + 2_000))) && start - end < 2_000;
    if (isNext && last.rows.length < maxRows) last.rows.push({ cells: block.cells, plain });
    else if (!isNext) tables.push({ header: plain, rows: [] });
    const cell = block.cells.at(-1);
    end = (cell?.segments.at(-1)?.start ?? start) + (cell?.text.length ?? 0) - (cell?.segments.at(-1)?.at ?? 0);
  }
  return tables.filter((one) => one.rows.length > 0);
}

/** The columns that are headed by one sort of evidence. */
export function columnOf(table: Table, heading: RegExp): number {
  return table.header.findIndex((title) => title.length <= 60 && heading.test(title));
}
