import { sourceText } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** Splits `[start, end)` of a file's text into lines, without their line ends (`\n`, `\r\n`). */
export function linesOf(text: string, start: number = 0, end: number = text.length): SourceText[] {
  const lines: SourceText[] = [];
  let at = start;
  while (at < end) {
    const newline = text.indexOf('\n', at);
    const stop = newline === -1 || newline >= end ? end : newline;
    const last = stop > at && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop;
    lines.push(sourceText(text.slice(at, last), at));
    at = stop + 1;
  }
  return lines;
}

/** The number of columns of a line's leading spaces, tabs reaching to the next multiple of four, and the characters they take. */
export function indentOf(text: string, from: number = 0, column: number = 0): { readonly columns: number; readonly chars: number } {
  let at = from;
  let columns = column;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 32) columns += 1;
    else if (c === 9) columns += 4 - (columns % 4);
    else break;
  }
  return { columns: columns - column, chars: at - from };
}

/** Skips leading spaces up to `columns` and returns how many characters that took. */
export function skipColumns(text: string, from: number, columns: number, column: number = 0): number {
  let at = from;
  let seen = column;
  const goal = column + columns;
  for (; at < text.length && seen < goal; at++) {
    const c = text.charCodeAt(at);
    if (c === 32) seen += 1;
    else if (c === 9) seen += 4 - (seen % 4);
    else break;
  }
  return at - from;
}
