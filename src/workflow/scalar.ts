import type { LineIndex, Span } from '../base/index.ts';
import type { Scalar } from './model.ts';
import { runsOf } from './runs.ts';
import type { Run, Style } from './runs.ts';

/** The text of a file with its line starts, shared by all scalars read from it. */
export interface Source {
  readonly text: string;
  readonly lines: LineIndex;
}

/** A scalar that still knows the text it was decoded from, so that parts of its value can be pointed at. */
export class WrittenScalar implements Scalar {
  readonly value: string;
  readonly span: Span;
  readonly type: Scalar['type'];
  readonly #source: Source;
  readonly #style: Style;
  #runs: readonly Run[] | undefined;

  constructor(source: Source, style: Style, value: string, span: Span, type: Scalar['type']) {
    this.value = value;
    this.span = span;
    this.type = type;
    this.#source = source;
    this.#style = style;
  }

  /** For each line of the value, the file offset at which it starts. */
  get lineStarts(): readonly number[] {
    const starts = [placeOf(this, 0).start];
    for (let at = this.value.indexOf('\n'); at !== -1 && at + 1 < this.value.length; at = this.value.indexOf('\n', at + 1))
      starts.push(placeOf(this, at + 1).start);
    return starts;
  }

  static runs(scalar: WrittenScalar): readonly Run[] {
    scalar.#runs ??= runsOf(scalar.#source.text, scalar.span.start, scalar.span.end, scalar.#style, scalar.value);
    return scalar.#runs;
  }

  static source(scalar: WrittenScalar): Source {
    return scalar.#source;
  }
}

/** Where the character at `offset` of the value stands in the file; the whole scalar when that cannot be told. */
export function placeOf(scalar: WrittenScalar, offset: number): { readonly start: number; readonly end: number } {
  const runs = WrittenScalar.runs(scalar);
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]!.value <= offset) low = middle;
    else high = middle - 1;
  }
  const run = runs[low];
  if (run === undefined) return scalar.span;
  const next = runs[low + 1];
  if (offset < run.value) return { start: run.file, end: run.file };
  if (offset >= run.value + run.length) return { start: run.file + run.fileLength, end: next?.file ?? run.file + run.fileLength };
  if (run.length !== run.fileLength) return { start: run.file, end: run.file + run.fileLength };
  const at = run.file + offset - run.value;
  return { start: at, end: at + 1 };
}

/** The type that the YAML 1.2 core schema gives a plain scalar. */
export function typeOfPlain(text: string): Scalar['type'] {
  if (text === '' || text === '~' || /^(?:[Nn]ull|NULL)$/.test(text)) return 'null';
  if (/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/.test(text)) return 'boolean';
  return /^[-+]?(?:\d|\.)/.test(text) && number.test(text) ? 'number' : 'string';
}

const number = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The end of a block scalar that starts at `start`, without the blank lines that may follow it. */
export function blockEnd(text: string, start: number, end: number): number {
  let last = end;
  for (;;) {
    const at = text.lastIndexOf('\n', last - 1);
    if (at <= start || !/^[ \r]*$/.test(text.slice(at + 1, last))) return last;
    last = at;
  }
}
