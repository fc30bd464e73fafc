import type { Block } from './blocks.ts';
import { HeadingTrail } from './blocks.ts';
import { indentOf, linesOf } from './lines-of.ts';
import { sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

const codeDirectives = new Set(['code-block', 'code', 'sourcecode', 'prompt', 'console', 'shell', 'parsed-literal']);

/**
 * Reads reStructuredText: underlined titles, literal blocks after `::`, code directives, paragraphs. Comments are
 * passed over; the content of other directives is read as the text around them.
 */
export function restructuredTextBlocks(text: string): readonly Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  const trail = new HeadingTrail();
  const styles: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]?.text ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const title = titleAt(lines, at);
    if (title !== undefined) {
      if (!styles.includes(title.style)) styles.push(title.style);
      const depth = styles.indexOf(title.style) + 1;
      const above = trail.enter(depth, title.content.text);
      blocks.push({ kind: 'heading', depth, content: title.content, heading: above });
      at = title.next;
      continue;
    }
    const indent = indentOf(line).columns;
    const directive = /^\.\.[ \t]+(?:([A-Za-z][\w:-]*)::[ \t]*(.*))?/.exec(line.trimStart());
    if (directive !== null) {
      const name = directive[1]?.toLowerCase();
      const end = indentedEnd(lines, at + 1, indent);
      if (name === undefined) at = line.trimStart().startsWith('.. _') ? at + 1 : end;
      else if (codeDirectives.has(name)) {
        const code = withoutOptions(lines.slice(at + 1, end));
        blocks.push({ kind: 'code', language: (directive[2] ?? '').trim().split(/\s/, 1)[0]?.toLowerCase() ?? '', lines: dedent(code), heading: trail.path });
        at = end;
      } else at += 1;
      continue;
    }
    let next = at;
    while (next < lines.length && lines[next]?.text.trim() !== '' && (next === at || titleAt(lines, next) === undefined)) next += 1;
    const paragraph = lines.slice(at, next).map(trimSource);
    if (!(paragraph.length === 1 && paragraph[0]?.text === '::')) blocks.push({ kind: 'paragraph', lines: paragraph, heading: trail.path });
    at = next;
    if (paragraph.at(-1)?.text.endsWith('::') === true) {
      const end = indentedEnd(lines, at, indentOf(lines[next - 1]?.text ?? '').columns);
      const code = dedent(lines.slice(at, end));
      if (code.length > 0) blocks.push({ kind: 'code', language: '', lines: code, heading: trail.path });
      at = Math.max(end, at);
    }
  }
  return blocks;
}

interface Title {
  readonly content: SourceText;
  readonly style: string;
  readonly next: number;
}

/** A title is a line over, or between, lines of one punctuation mark that are at least as long. */
function titleAt(lines: readonly SourceText[], at: number): Title | undefined {
  const first = lines[at]?.text.trimEnd() ?? '';
  const second = lines[at + 1]?.text.trimEnd() ?? '';
  const third = lines[at + 2]?.text.trimEnd() ?? '';
  const over = adornment(first);
  if (over !== undefined && second.trim() !== '' && third === first && second.length <= first.length)
    return { content: trimSource(lines[at + 1]!), style: `${over}${over}`, next: at + 3 };
  const under = adornment(second);
  if (under === undefined || first.trim() === '' || first.startsWith(' ') || over !== undefined || second.length < first.length) return undefined;
  return { content: trimSource(lines[at]!), style: under, next: at + 2 };
}

function adornment(line: string): string | undefined {
  const mark = line[0];
  return mark !== undefined && line.length >= 3 && /[!-/:-@[-`{-~]/.test(mark) && line === mark.repeat(line.length) ? mark : undefined;
}

/** The first line from `at` on that is neither blank nor indented by more than `indent`. */
function indentedEnd(lines: readonly SourceText[], at: number, indent: number): number {
  let end = at;
  for (let i = at; i < lines.length; i++) {
    const text = lines[i]?.text ?? '';
    if (text.trim() === '') continue;
    if (indentOf(text).columns <= indent) break;
    end = i + 1;
  }
  return end;
}

function withoutOptions(lines: readonly SourceText[]): readonly SourceText[] {
  let from = 0;
  while (from < lines.length && /^\s*:[\w-]+:/.test(lines[from]?.text ?? '')) from += 1;
  return lines.slice(from);
}

/** Takes the common indentation off and the blank lines at both ends away. */
export function dedent(lines: readonly SourceText[]): readonly SourceText[] {
  const filled = lines.map((line, i) => ({ line, i })).filter(({ line }) => line.text.trim() !== '');
  if (filled.length === 0) return [];
  const chars = filled.reduce((least, { line }) => Math.min(least, indentOf(line.text).chars), Infinity);
  return lines.slice(filled[0]?.i ?? 0, (filled.at(-1)?.i ?? 0) + 1).map((line) => sliceSource(line, Math.min(chars, line.text.length)));
}
