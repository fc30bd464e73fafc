import type { Span } from '../base/index.ts';
import { runsOf } from './runs.ts';
import type { Style } from './runs.ts';

/**
 * The no-break spaces of a YAML text. They look like indentation and are not: the parser is given plain spaces of the
 * same length, and scalars get theirs back, so that a script keeps the character its shell would see.
 */
export class NoBreakSpaces {
  readonly replaced: string;
  readonly #text: string;
  /** Stretches of the file that belong to scalars, in no order. */
  readonly #inScalars: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
    this.replaced = text.replaceAll('\u00a0', ' ');
  }

  keep(start: number, end: number): void {
    this.#inScalars.push({ start, end });
  }

  /** The first one that is neither in a scalar nor in a comment: it was read as a space. */
  firstStructural(): number | undefined {
    const kept = this.#inScalars.toSorted((a, b) => a.start - b.start);
    let next = 0;
    for (let at = this.#text.indexOf('\u00a0'); at !== -1;) {
      while (next < kept.length && kept[next]!.end <= at) next++;
      const scalar = kept[next];
      let from = at + 1;
      if (scalar === undefined || scalar.start > at) {
        const lineStart = this.#text.lastIndexOf('\n', at) + 1;
        if (!/(^|\s)#/.test(this.#text.slice(lineStart, at))) return at;
        const lineEnd = this.#text.indexOf('\n', at);
        from = lineEnd === -1 ? this.#text.length : lineEnd;
      }
      at = this.#text.indexOf('\u00a0', from);
    }
    return undefined;
  }
}

/** Gives a decoded value the no-break spaces that its text in the file has. */
export function restoreNoBreakSpaces(spaces: NoBreakSpaces, text: string, span: Span, style: Style, value: string): string {
  if (!text.slice(span.start, span.end).includes('\u00a0')) return value;
  let restored = '';
  let at = 0;
  for (const run of runsOf(spaces.replaced, span.start, span.end, style, value)) {
    if (run.length !== run.fileLength) continue;
    restored += value.slice(at, run.value) + text.slice(run.file, run.file + run.length);
    at = run.value + run.length;
    spaces.keep(run.file, run.file + run.length);
  }
  return restored + value.slice(at);
}
