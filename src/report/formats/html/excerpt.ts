import { LineIndex, type Span } from '../../../base/index.ts';
import { cut } from '../../width.ts';
import { html } from './text.ts';

const around = 2;
const mostLines = 12;
const lineColumns = 200;
/** All excerpts of a page together. */
const mostCharacters = 3_000_000;

/** Shows the lines of the audited files that spans are in. */
export class Excerpts {
  readonly #textOf: (path: string) => string | null;
  readonly #files = new Map<string, { readonly text: string; readonly index: LineIndex } | null>();
  #used = 0;

  constructor(textOf: (path: string) => string | null) {
    this.#textOf = textOf;
  }

  /** The lines of a span and a few around, the span's own marked; nothing where the file cannot be read. */
  around(span: Span): string {
    const end = Math.min(span.endLine, span.line + mostLines - 1);
    return this.#lines(span, { first: Math.max(1, span.line - around), last: end + around, end });
  }

  /** The first line of a span. */
  line(span: Span): string {
    return this.#lines(span, { first: span.line, last: span.line, end: span.line });
  }

  #lines(span: Span, { first, last, end }: { readonly first: number; readonly last: number; readonly end: number }): string {
    const file = this.#file(span.file);
    if (file === null || this.#used > mostCharacters) return '';
    const rows: string[] = [];
    for (let line = first; line <= last; line++) {
      const start = file.index.startOf(line);
      if (file.index.lineOf(start) !== line) break;
      const stop = file.text.indexOf('\n', start);
      const whole = file.text.slice(start, Math.min(stop === -1 ? file.text.length : stop, start + lineColumns * 4)).replace(/\r$/, '');
      const text = cut(whole.replaceAll('\t', '  '), lineColumns);
      const inside = line >= span.line && line <= end;
      // Nothing is behind the last line break.
      if (text === '' && stop === -1) break;
      rows.push(`<span class="${inside ? 'l on' : 'l'}"><i>${line}</i>${html(text)}</span>`);
    }
    const block = rows.length === 0 ? '' : `<pre class="code" tabindex="0">${rows.join('\n')}</pre>`;
    this.#used += block.length;
    return block;
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
