import type { Span } from '../base/index.ts';
import type { AuditReport } from '../audit/index.ts';
import { logSafe, printable } from './escape.ts';

/** Returns text as Markdown that shows exactly that text: no markup, no HTML, no links, no mentions, no line breaks. */
export function prose(text: string): string {
  return printable(text)
    .replace(/[\\`*[\]<>|#~&$@]|:(?=\/)|(?<!\w)_|_(?!\w)|^[-+](?=\s|$)|(?<=^\d{1,9})[.)](?=\s|$)/g, escapeOf)
    .replace(/(^|\W)\\@(?=\w)/g, '$1\\@<!-- -->');
}

function escapeOf(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  return `\\${character}`;
}

/** Returns text as a code span that cannot be left. */
export function code(text: string): string {
  const inner = printable(text);
  if (inner === '') return '';
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = inner.startsWith('`') || inner.endsWith('`') || inner.trim() !== inner ? ' ' : '';
  return `${fence}${space}${inner}${space}${fence}`;
}

/** Returns lines as a fenced block that they cannot close. */
export function block(lines: readonly string[], language: string): string {
  const inner = lines.map((line) => logSafe(printable(line)));
  const longest = Math.max(2, ...inner.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...inner, fence].join('\n');
}

/** Returns a table row. A table takes a bar for the end of a cell even in a code span, unless a backslash stands before it. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell.replace(/\\*\|/g, (bar) => (bar.length % 2 === 0 ? bar : `\\${bar}`)))).join(' | ')} |`;
}

/** Returns a table with its header; nothing when there are no rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [row(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(row)];
}

/** Makes links to lines of the audited commit, or to the file in the checkout where no address is known. */
export class Links {
  readonly #base: string;

  constructor(report: AuditReport) {
    const { host, name, commit } = report.repository;
    const known = /^[A-Za-z0-9.-]+(:\d+)?$/.test(host) && /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(name) && commit !== null && /^[0-9a-f]{7,64}$/.test(commit);
    this.#base = known ? `https://${host}/${name}/blob/${commit}/` : '';
  }

  /** A link whose text is `file:line`. */
  to(span: Pick<Span, 'file' | 'line'>): string {
    return `[${code(`${span.file}:${span.line}`)}](${this.#address(span.file)}#L${span.line})`;
  }

  /** The same, shorter: a workflow's folder goes without saying. */
  short(span: Pick<Span, 'file' | 'line'>): string {
    return `[${code(`${span.file.replace(/^\.github\/workflows\//, '')}:${span.line}`)}](${this.#address(span.file)}#L${span.line})`;
  }

  /** A link whose text is the line alone. */
  line(path: string, line: number): string {
    return `[${line}](${this.#address(path)}#L${line})`;
  }

  /** A link whose text is the file's path. */
  file(path: string): string {
    return `[${code(path)}](${this.#address(path)})`;
  }

  /** The address of a line in the audited commit, or null where none is known. */
  web(span: Pick<Span, 'file' | 'line'>): string | null {
    return this.#base === '' ? null : `${this.#address(span.file)}#L${span.line}`;
  }

  #address(path: string): string {
    return this.#base + path.split('/').map(encodeSegment).join('/');
  }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(/[()'*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
