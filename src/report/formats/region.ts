import { LineIndex, type Span } from '../../base/index.ts';

/** A span by lines and columns from 1; the end is behind its last character, and not known where the file cannot be read. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn?: number;
}

/** Finds where spans end: a span itself says its last line only. */
export class Regions {
  readonly #textOf: (path: string) => string | null;
  readonly #files = new Map<string, { readonly text: string; readonly index: LineIndex } | null>();

  constructor(textOf: (path: string) => string | null) {
    this.#textOf = textOf;
  }

  of(span: Span): Region {
    const start = { startLine: span.line, startColumn: span.column };
    // A span without characters stands for its line, or for its file.
    if (span.end <= span.start) return { ...start, endLine: span.endLine };
    const file = this.#file(span.file);
    if (file === null || span.end > file.text.length) {
      const known = span.endLine === span.line ? { endColumn: span.column + (span.end - span.start) } : {};
      return { ...start, endLine: span.endLine, ...known };
    }
    // A block of YAML ends with the break of its last line.
    const end = span.start + file.text.slice(span.start, span.end).trimEnd().length;
    const line = file.index.lineOf(end);
    return { ...start, endLine: line, endColumn: end - file.index.startOf(line) + 1 };
  }

  /** A place between characters: where nothing is replaced and something comes in, or all of what is replaced. */
  exactly(span: Span): Region | undefined {
    const file = this.#file(span.file);
    if (file === null || span.end > file.text.length) return undefined;
    const { line, column } = file.index.span(span.start, span.end);
    const endLine = file.index.lineOf(span.end);
    return { startLine: line, startColumn: column, endLine, endColumn: span.end - file.index.startOf(endLine) + 1 };
  }

  #file(path: string): { readonly text: string; readonly index: LineIndex } | null {
    let file = this.#files.get(path);
    if (file === undefined) {
      const text = this.#textOf(path);
      file = text === null ? null : { text, index: new LineIndex(path, text) };
      this.#files.set(path, file);
    }
    return file;
  }
}
