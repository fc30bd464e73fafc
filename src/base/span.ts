/** A range of a file's text. Offsets count UTF-16 code units from 0; lines and columns count from 1. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** The line starts of one text, so that an offset becomes a line and column in logarithmic time. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly file: string;
  readonly length: number;

  constructor(file: string, text: string) {
    this.file = file;
    this.length = text.length;
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    // A list that grew keeps room for more.
    this.#starts = starts.slice();
  }

  /** Returns the 1-based line that holds `offset`. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Returns the offset at which a 1-based line starts. */
  startOf(line: number): number {
    return this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1] ?? 0;
  }

  /** Returns the span of `[start, end)`, clamped to the text. */
  span(start: number, end: number): Span {
    const from = Math.max(0, Math.min(start, this.length));
    const to = Math.max(from, Math.min(end, this.length));
    const line = this.lineOf(from);
    return { file: this.file, start: from, end: to, line, column: from - this.startOf(line) + 1, endLine: this.lineOf(Math.max(from, to - 1)) };
  }
}

/** A span for a whole file, where nothing finer is known. */
export function wholeFile(file: string): Span {
  return { file, start: 0, end: 0, line: 1, column: 1, endLine: 1 };
}

/** Prints a span as `file:line`, the form that editors and terminals open. */
export function showSpan(span: Span): string {
  return `${span.file}:${span.line}`;
}
