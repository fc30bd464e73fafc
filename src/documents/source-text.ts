import type { LineIndex, Span } from '../base/index.ts';

/**
 * Text taken out of a file, with where its characters stand there. Between two segments the offsets run in step:
 * the character at `at + n` of the text is at `start + n` of the file.
 */
export interface SourceText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly at: number;
  readonly start: number;
}

/** A run of the file as it stands. */
export function sourceText(text: string, start: number): SourceText {
  return { text, segments: [{ at: 0, start }] };
}

/** Joins texts with a separator that stands for what was between them in the file. */
export function joinSource(parts: readonly SourceText[], separator: string): SourceText {
  if (parts.length === 1) return parts[0] ?? sourceText('', 0);
  const segments: Segment[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const part of parts) {
    for (const segment of part.segments) segments.push({ at: at + segment.at, start: segment.start });
    texts.push(part.text);
    at += part.text.length + separator.length;
  }
  return { text: texts.join(separator), segments: segments.length === 0 ? [{ at: 0, start: 0 }] : segments };
}

/** The part `[from, to)` of a text, still knowing its place. */
export function sliceSource(source: SourceText, from: number, to: number = source.text.length): SourceText {
  const text = source.text.slice(from, to);
  const index = segmentIndex(source, from);
  const first = source.segments[index] ?? { at: 0, start: 0 };
  const segments: Segment[] = [{ at: 0, start: first.start + (from - first.at) }];
  for (let i = index + 1; i < source.segments.length; i++) {
    const segment = source.segments[i]!;
    if (segment.at >= to) break;
    segments.push({ at: segment.at - from, start: segment.start });
  }
  return { text, segments };
}

/** The text without the spaces at its ends. */
export function trimSource(source: SourceText): SourceText {
  const start = source.text.length - source.text.trimStart().length;
  const end = source.text.trimEnd().length;
  return start === 0 && end === source.text.length ? source : sliceSource(source, start, Math.max(start, end));
}

/** Returns the file's offset of the character at `index`; the end of the text is one past its last character. */
export function offsetOf(source: SourceText, index: number): number {
  const segment = source.segments[segmentIndex(source, index)] ?? { at: 0, start: 0 };
  return segment.start + (index - segment.at);
}

/** The span of `[from, to)` in the file. */
export function spanOf(source: SourceText, lines: LineIndex, from: number = 0, to: number = source.text.length): Span {
  const start = offsetOf(source, from);
  const end = to <= from ? start : offsetOf(source, to - 1) + 1;
  return lines.span(start, Math.max(start, end));
}

function segmentIndex(source: SourceText, index: number): number {
  let low = 0;
  let high = source.segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.segments[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
