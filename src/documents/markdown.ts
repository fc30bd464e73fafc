import type { Block, HeadingPath } from './blocks.ts';
import { HeadingTrail } from './blocks.ts';
import { htmlBlocks } from './html.ts';
import { indentOf, linesOf, skipColumns } from './lines-of.ts';
import { atxHeading, fenceOpening, htmlOpening, isDelimiterRow, isThematicBreak, itemMarker, splitCells } from './markdown-line.ts';
import type { HtmlOpening } from './markdown-line.ts';
import { joinSource, sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** Block quotes and list items deeper than this are read as text: each level costs time on every line. */
const maxContainers = 24;

type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly columns: number };

type Leaf =
  | { readonly kind: 'paragraph'; readonly lines: SourceText[] }
  | { readonly kind: 'fence'; readonly mark: string; readonly indent: number; readonly language: string; readonly lines: SourceText[] }
  | { readonly kind: 'indented'; readonly lines: SourceText[] }
  | { readonly kind: 'html'; readonly opening: HtmlOpening; readonly lines: SourceText[] }
  | { readonly kind: 'table' };

/**
 * Reads Markdown's block structure after CommonMark 0.31 and GitHub's tables, in time linear in the text: block
 * quotes, lists, fenced and indented code, HTML, headings, tables, paragraphs. Front matter is passed over.
 */
export function markdownBlocks(text: string): readonly Block[] {
  const scanner = new MarkdownScanner();
  for (const line of linesOf(text, frontMatterEnd(text))) scanner.line(line);
  scanner.close();
  return scanner.blocks;
}

/** Returns the offset behind YAML (`---`) or TOML (`+++`) front matter, or 0. */
export function frontMatterEnd(text: string): number {
  const fence = /^(---|\+\+\+)[ \t]*\r?\n/.exec(text)?.[1];
  if (fence === undefined) return 0;
  for (const line of linesOf(text).slice(1)) {
    const offset = line.segments[0]?.start ?? 0;
    if (offset > 65_536) return 0;
    if (line.text.trimEnd() === fence) {
      const next = text.indexOf('\n', offset);
      return next === -1 ? text.length : next + 1;
    }
  }
  return 0;
}

class MarkdownScanner {
  readonly blocks: Block[] = [];
  readonly #trail = new HeadingTrail();
  #containers: Container[] = [];
  #leaf: Leaf | undefined;

  line(line: SourceText): void {
    const text = line.text;
    const prefix = this.#matchContainers(text);
    let { at, column } = prefix;
    const isWhole = prefix.matched === this.#containers.length;
    if (this.#leaf?.kind === 'fence' || this.#leaf?.kind === 'html') {
      if (isWhole && this.#continueVerbatim(this.#leaf, line, at, column)) return;
      this.#closeLeaf();
    }
    if (text.slice(at).trim() === '') {
      this.#blank(prefix.matched, sliceSource(line, text.length));
      return;
    }
    let opened = false;
    let depth = prefix.matched;
    for (; depth < maxContainers; depth++) {
      const indent = indentOf(text, at, column);
      if (indent.columns >= 4) break;
      const mark = at + indent.chars;
      const interrupts = isWhole && !opened && this.#leaf?.kind === 'paragraph';
      if (text[mark] === '>') {
        this.#open(depth, { kind: 'quote' });
        at = mark + 1;
        column += indent.columns + 1;
        if (text[at] === ' ' || text[at] === '\t') {
          column += text[at] === ' ' ? 1 : 4 - (column % 4);
          at += 1;
        }
      } else {
        const item = itemMarker(text, mark, interrupts);
        if (item === undefined) break;
        this.#open(depth, { kind: 'item', columns: indent.columns + item.columns });
        at = mark + item.chars;
        column += indent.columns + item.columns;
      }
      opened = true;
    }
    const rest = sliceSource(line, at);
    if (rest.text.trim() === '') return;
    if (!isWhole && !opened && this.#leaf?.kind === 'paragraph' && startsParagraph(rest.text)) {
      this.#leaf.lines.push(trimSource(rest));
      return;
    }
    if (!opened && !isWhole) this.#truncate(prefix.matched);
    this.#leafLine(rest, column);
  }

  close(): void {
    this.#closeLeaf();
  }

  /** Walks the open containers along a line; returns where their content begins and how many of them go on. */
  #matchContainers(text: string): { readonly at: number; readonly column: number; readonly matched: number } {
    let at = 0;
    let column = 0;
    let matched = 0;
    for (const container of this.#containers) {
      const indent = indentOf(text, at, column);
      const isBlank = at + indent.chars === text.length;
      if (container.kind === 'quote') {
        if (indent.columns > 3 || text[at + indent.chars] !== '>') break;
        at += indent.chars + 1;
        column += indent.columns + 1;
        if (text[at] === ' ' || text[at] === '\t') {
          column += text[at] === ' ' ? 1 : 4 - (column % 4);
          at += 1;
        }
      } else if (!isBlank) {
        if (indent.columns < container.columns) break;
        const chars = skipColumns(text, at, container.columns, column);
        column += container.columns;
        at += chars;
      }
      matched += 1;
    }
    return { at, column, matched };
  }

  /** Adds a line to a fence or HTML block. False when the block ended before this line. */
  #continueVerbatim(leaf: Leaf & { kind: 'fence' | 'html' }, line: SourceText, at: number, column: number): boolean {
    const text = line.text;
    if (leaf.kind === 'fence') {
      const indent = indentOf(text, at, column);
      const mark = text.slice(at + indent.chars).trimEnd();
      if (indent.columns < 4 && mark.length >= leaf.mark.length && mark === leaf.mark.charAt(0).repeat(mark.length)) this.#closeLeaf();
      else leaf.lines.push(sliceSource(line, at + skipColumns(text, at, leaf.indent, column)));
      return true;
    }
    const rest = sliceSource(line, at);
    if (leaf.opening.end === '') {
      if (rest.text.trim() === '') return false;
      leaf.lines.push(rest);
      return true;
    }
    leaf.lines.push(rest);
    if (rest.text.toLowerCase().includes(leaf.opening.end)) this.#closeLeaf();
    return true;
  }

  #blank(matched: number, empty: SourceText): void {
    if (this.#leaf?.kind === 'indented') this.#leaf.lines.push(empty);
    else this.#closeLeaf();
    if (matched < this.#containers.length) this.#truncate(matched);
  }

  #open(depth: number, container: Container): void {
    this.#truncate(depth);
    this.#containers.push(container);
  }

  #truncate(depth: number): void {
    this.#closeLeaf();
    this.#containers.length = Math.min(this.#containers.length, depth);
  }

  #leafLine(rest: SourceText, column: number): void {
    const indent = indentOf(rest.text, 0, column);
    const leaf = this.#leaf;
    if (indent.columns >= 4 && leaf?.kind !== 'paragraph') {
      const content = sliceSource(rest, skipColumns(rest.text, 0, 4, column));
      if (leaf?.kind === 'indented') leaf.lines.push(content);
      else this.#begin({ kind: 'indented', lines: [content] });
      return;
    }
    const text = rest.text.trim();
    if (leaf?.kind === 'table') {
      if (text.includes('|')) {
        this.#row(rest);
        return;
      }
      this.#closeLeaf();
    }
    if (leaf?.kind === 'paragraph' && this.#continuesParagraph(leaf.lines, rest, text)) return;
    if (this.#structureLine(rest, text, indent.columns)) return;
    if (this.#leaf?.kind === 'paragraph') this.#leaf.lines.push(trimSource(rest));
    else this.#begin({ kind: 'paragraph', lines: [trimSource(rest)] });
  }

  /** Setext underlines and the dashes below a table's header need the paragraph above them. */
  #continuesParagraph(lines: SourceText[], rest: SourceText, text: string): boolean {
    if (/^(?:=+|-+)$/.test(text)) {
      this.#leaf = undefined;
      this.#heading(text.startsWith('=') ? 1 : 2, joinSource(lines, ' '));
      return true;
    }
    const header = lines.at(-1);
    if (header !== undefined && header.text.includes('|') && isDelimiterRow(text)) {
      lines.pop();
      this.#closeLeaf();
      this.#row(header);
      this.#leaf = { kind: 'table' };
      return true;
    }
    if (indentOf(rest.text).columns >= 4) {
      lines.push(trimSource(rest));
      return true;
    }
    return false;
  }

  /** Headings, fences, rules and HTML: what begins or is a block by its first characters. */
  #structureLine(rest: SourceText, text: string, indent: number): boolean {
    const heading = atxHeading(text);
    if (heading !== undefined) {
      this.#closeLeaf();
      const lead = rest.text.length - rest.text.trimStart().length;
      this.#heading(heading.depth, sliceSource(rest, lead + heading.from, lead + heading.to));
      return true;
    }
    const fence = fenceOpening(text);
    if (fence !== undefined) {
      this.#begin({ kind: 'fence', mark: fence.mark, indent, language: fence.language, lines: [] });
      return true;
    }
    if (isThematicBreak(text)) {
      this.#closeLeaf();
      return true;
    }
    const opening = htmlOpening(text, this.#leaf?.kind === 'paragraph');
    if (opening === undefined) return false;
    this.#begin({ kind: 'html', opening, lines: [rest] });
    if (opening.end !== '' && text.toLowerCase().indexOf(opening.end, opening.start.length) !== -1) this.#closeLeaf();
    return true;
  }

  #heading(depth: number, content: SourceText): void {
    const above = this.#trail.enter(depth, content.text);
    this.blocks.push({ kind: 'heading', depth, content, heading: above });
  }

  #row(line: SourceText): void {
    this.blocks.push({ kind: 'row', cells: splitCells(line), heading: this.#trail.path });
  }

  #begin(leaf: Leaf): void {
    this.#closeLeaf();
    this.#leaf = leaf;
  }

  #closeLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf === undefined || leaf.kind === 'table') return;
    const heading: HeadingPath = this.#trail.path;
    switch (leaf.kind) {
      case 'paragraph': {
        const lines = leaf.lines.filter((line) => !/^\[(?:\/\/|comment)\]:/i.test(line.text));
        if (lines.length > 0) this.blocks.push({ kind: 'paragraph', lines, heading });
        return;
      }
      case 'fence':
        this.blocks.push({ kind: 'code', language: leaf.language, lines: leaf.lines, heading });
        return;
      case 'indented': {
        const last = leaf.lines.findLastIndex((line) => line.text.trim() !== '');
        this.blocks.push({ kind: 'code', language: '', lines: leaf.lines.slice(0, last + 1), heading });
        return;
      }
      case 'html':
        if (leaf.opening.shown) this.blocks.push(...htmlBlocks(joinSource(leaf.lines, '\n'), this.#trail));
        return;
    }
  }
}

/** Whether a line could only go on with a paragraph: it begins nothing of its own (CommonMark, lazy continuation). */
function startsParagraph(text: string): boolean {
  const line = text.trim();
  return atxHeading(line) === undefined && fenceOpening(line) === undefined && !isThematicBreak(line) && htmlOpening(line, true) === undefined;
}
