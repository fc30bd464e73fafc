import { sliceSource, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** A list item's marker: how many characters it takes, and how many columns its content is indented by. */
export interface ItemMarker {
  readonly chars: number;
  readonly columns: number;
}

/** Reads `- `, `* `, `+ `, `1. ` or `1) ` at `at`. An item that interrupts a paragraph must have content and start at 1. */
export function itemMarker(text: string, at: number, interruptsParagraph: boolean): ItemMarker | undefined {
  const found = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(text.slice(at, at + 12));
  if (found === null || isThematicBreak(text.slice(at).trim())) return undefined;
  const width = found[0].length;
  const after = text.slice(at + width);
  const content = after.trimStart();
  if (interruptsParagraph && (content === '' || (found[1] !== undefined && Number(found[1]) !== 1))) return undefined;
  const spaces = content === '' ? 1 : after.length - content.length;
  const isWide = spaces > 4 || after.startsWith('\t\t');
  const taken = content === '' ? Math.min(after.length, 1) : isWide ? 1 : spaces;
  const columns = after.startsWith('\t') && !isWide ? 4 - (width % 4) : isWide || content === '' ? 1 : spaces;
  return { chars: width + taken, columns: width + columns };
}

/** Reads `# …` to `###### …`; `from` and `to` bound the title in the given line. */
export function atxHeading(line: string): { readonly depth: number; readonly from: number; readonly to: number } | undefined {
  const marks = /^#{1,6}(?=[ \t]|$)/.exec(line)?.[0];
  if (marks === undefined) return undefined;
  let from = marks.length;
  while (line[from] === ' ' || line[from] === '\t') from += 1;
  let to = line.length;
  let end = to;
  while (end > from && line[end - 1] === '#') end -= 1;
  if (end < to && (end === from || line[end - 1] === ' ' || line[end - 1] === '\t')) to = end;
  while (to > from && (line[to - 1] === ' ' || line[to - 1] === '\t')) to -= 1;
  return { depth: marks.length, from, to: Math.max(from, to) };
}

/** Reads the opening line of a fence: its mark (at least three backticks or tildes) and the language after it. */
export function fenceOpening(line: string): { readonly mark: string; readonly language: string } | undefined {
  const mark = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
  if (mark === undefined) return undefined;
  const info = line.slice(mark.length).trim();
  if (mark.startsWith('`') && info.includes('`')) return undefined;
  return { mark, language: languageOf(info) };
}

/** `bash title="x"`, `{.bash .numbered}` and `{code-block} bash` all say `bash`. */
function languageOf(info: string): string {
  const inBraces = /^\{(?:code-block|code|sourcecode|prompt)\}[ \t]*([\w+#-]+)/.exec(info)?.[1] ?? /^\{[ \t]*\.?([\w+#-]+)/.exec(info)?.[1];
  return (inBraces ?? /^[\w+#.-]+/.exec(info)?.[0] ?? '').toLowerCase();
}

export function isThematicBreak(line: string): boolean {
  const mark = line[0];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let count = 0;
  for (const c of line) {
    if (c === mark) count += 1;
    else if (c !== ' ' && c !== '\t') return false;
  }
  return count >= 3;
}

/** How an HTML block begins; `end` is what its last line holds, empty for a blank line. Scripts, styles and comments are not shown. */
export interface HtmlOpening {
  readonly start: string;
  readonly end: string;
  readonly shown: boolean;
}

const blockTags = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'details',
  'dialog',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'head',
  'header',
  'hr',
  'html',
  'iframe',
  'li',
  'link',
  'main',
  'menu',
  'nav',
  'ol',
  'p',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'title',
  'tr',
  'ul',
]);

/** Recognises the starts of CommonMark's HTML blocks; a lone tag of another name does not interrupt a paragraph. */
export function htmlOpening(line: string, inParagraph: boolean): HtmlOpening | undefined {
  if (!line.startsWith('<')) return undefined;
  if (line.startsWith('<!--')) return { start: '<!--', end: '-->', shown: false };
  if (line.startsWith('<?')) return { start: '<?', end: '?>', shown: false };
  if (line.startsWith('<![CDATA[')) return { start: '<![CDATA[', end: ']]>', shown: false };
  const tag = /^<\/?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)/.exec(line)?.[1]?.toLowerCase();
  if (tag === undefined) return /^<![A-Za-z]/.test(line) ? { start: '<!', end: '>', shown: false } : undefined;
  if (tag === 'pre' || tag === 'textarea') return { start: `<${tag}`, end: `</${tag}>`, shown: true };
  if (tag === 'script' || tag === 'style') return { start: `<${tag}`, end: `</${tag}>`, shown: false };
  if (blockTags.has(tag)) return { start: '', end: '', shown: true };
  return !inParagraph && /^<\/?[A-Za-z][^<>]*>$/.test(line) ? { start: '', end: '', shown: true } : undefined;
}

/** Recognises `| --- | :-: |`, the row below a table's header. */
export function isDelimiterRow(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[|:\- \t]+$/.test(line);
}

/** Splits a table row at `|` outside of code and escapes. */
export function splitCells(line: SourceText): readonly SourceText[] {
  const text = line.text;
  const cells: SourceText[] = [];
  let from = 0;
  let inCode = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '`') inCode = !inCode;
    else if (c === '|' && !inCode) {
      cells.push(trimSource(sliceSource(line, from, i)));
      from = i + 1;
    }
  }
  cells.push(trimSource(sliceSource(line, from)));
  return cells.filter((cell) => cell.text !== '');
}
