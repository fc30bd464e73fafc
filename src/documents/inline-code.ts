import type { DocumentFormat, InlineCode, Paragraph, TableRow } from './blocks.ts';
import { joinSource, sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/**
 * Finds the code inside a paragraph's or row's text: between equal runs of backticks (CommonMark, AsciiDoc, and two of
 * them in reStructuredText). A line break inside becomes a space. Linear in the text.
 */
export function inlineCode(block: Paragraph | TableRow, format: DocumentFormat): readonly InlineCode[] {
  if (format === 'html') return [];
  const found: InlineCode[] = [];
  const parts = block.kind === 'row' ? block.cells : [joinSource(block.lines, ' ')];
  for (const part of parts) for (const content of codeSpans(part)) found.push({ kind: 'inline-code', content, heading: block.heading });
  return found;
}

function codeSpans(source: SourceText): readonly SourceText[] {
  const text = source.text;
  if (!text.includes('`')) return [];
  const runs: { readonly at: number; readonly length: number }[] = [];
  for (let at = text.indexOf('`'); at !== -1; at = text.indexOf('`', at)) {
    let end = at;
    while (text[end] === '`') end += 1;
    const isEscaped = text[at - 1] === '\\';
    if (!isEscaped || end - at > 1) runs.push({ at: isEscaped ? at + 1 : at, length: end - at - (isEscaped ? 1 : 0) });
    at = end;
  }
  // The next run of the same length behind each run, found from the back.
  const nextOfLength = new Map<number, number>();
  const closing: (number | undefined)[] = [];
  for (let i = runs.length - 1; i >= 0; i--) {
    const length = runs[i]?.length ?? 0;
    closing[i] = nextOfLength.get(length);
    nextOfLength.set(length, i);
  }
  const spans: SourceText[] = [];
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i]!;
    const close = closing[i];
    if (close === undefined) continue;
    const content = trimSource(sliceSource(source, open.at + open.length, runs[close]?.at));
    // `~~` strikes through what its author took back.
    const isStruck = /~~\s*$/.test(text.slice(Math.max(0, open.at - 8), open.at)) && text.slice((runs[close]?.at ?? 0) + open.length).includes('~~');
    if (content.text !== '' && !isStruck) spans.push(content);
    i = close;
  }
  return spans;
}
