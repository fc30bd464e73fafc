import type { Block } from './blocks.ts';
import { HeadingTrail } from './blocks.ts';
import { linesOf } from './lines-of.ts';
import { dedent } from './restructured-text.ts';
import { sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/**
 * Reads AsciiDoc: `==` headings, listing and literal blocks (`----`, `....`, fences), `[source,lang]` before them,
 * indented literal paragraphs, table rows, paragraphs. Comments are passed over.
 */
export function asciiDocBlocks(text: string): readonly Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  const trail = new HeadingTrail();
  let language: string | undefined;
  let paragraph: SourceText[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) {
      const isCode = language !== undefined || paragraph[0]?.text.startsWith(' ') === true;
      if (isCode) blocks.push({ kind: 'code', language: language ?? '', lines: dedent(paragraph.map(withoutCallout)), heading: trail.path });
      else blocks.push({ kind: 'paragraph', lines: paragraph.map(trimSource), heading: trail.path });
      language = undefined;
    }
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const trimmed = line.text.trimEnd();
    const fence = /^(?:-{4,}|\.{4,}|\/{4,}|`{3,})/.exec(trimmed)?.[0];
    if (fence !== undefined && (fence === trimmed || fence.startsWith('`'))) {
      flush();
      let end = at + 1;
      while (end < lines.length && lines[end]?.text.trimEnd() !== fence) end += 1;
      const named = fence.startsWith('`') ? trimmed.slice(fence.length).trim().toLowerCase() : '';
      if (!fence.startsWith('/'))
        blocks.push({ kind: 'code', language: language ?? named, lines: dedent(lines.slice(at + 1, end).map(withoutCallout)), heading: trail.path });
      language = undefined;
      at = end;
      continue;
    }
    const attributes = /^\[([^\]]*)\]$/.exec(trimmed)?.[1];
    const heading = /^(={1,6})[ \t]+(?=\S)/.exec(trimmed);
    if (trimmed === '') flush();
    else if (trimmed.startsWith('//')) continue;
    else if (attributes !== undefined && paragraph.length === 0) language = sourceLanguage(attributes) ?? language;
    else if (heading !== null) {
      flush();
      const content = trimSource(sliceSource(line, heading[0].length));
      const depth = heading[1]?.length ?? 1;
      const above = trail.enter(depth, content.text);
      blocks.push({ kind: 'heading', depth, content, heading: above });
    } else if (trimmed.startsWith('|')) {
      flush();
      const cells = cellsOf(line);
      if (cells.length > 0) blocks.push({ kind: 'row', cells, heading: trail.path });
    } else paragraph.push(line);
  }
  flush();
  return blocks;
}

/** `source,bash` and `,bash` give `bash`; `listing` and `literal` give no language; other attributes say nothing. */
function sourceLanguage(attributes: string): string | undefined {
  const parts = attributes.split(',').map((part) => part.trim());
  const style = parts[0]?.split(/[%#.]/, 1)[0] ?? '';
  if (style === 'listing' || style === 'literal') return '';
  return style === 'source' || (style === '' && parts.length > 1) ? (parts[1] ?? '').toLowerCase() : undefined;
}

/** Drops the numbers `<1>` that point from code to the notes below it. */
function withoutCallout(line: SourceText): SourceText {
  const text = line.text.trimEnd();
  const at = text.lastIndexOf('<');
  if (at === -1 || !/^<(?:\d{1,2}|\.)>$/.test(text.slice(at))) return line;
  const head = text
    .slice(0, at)
    .trimEnd()
    .replace(/(?:\/\/|#)$/, '')
    .trimEnd();
  return sliceSource(line, 0, head.length);
}

function cellsOf(line: SourceText): readonly SourceText[] {
  const cells: SourceText[] = [];
  const text = line.text;
  for (let at = text.indexOf('|'); at !== -1;) {
    const next = text.indexOf('|', at + 1);
    const cell = trimSource(sliceSource(line, at + 1, next === -1 ? text.length : next));
    if (cell.text !== '' && cell.text !== '===') cells.push(cell);
    at = next;
  }
  return cells;
}
