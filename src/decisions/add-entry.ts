import { LineIndex, SealwrightError } from '../base/index.ts';
import { parseYaml, type Node } from '../workflow/index.ts';

/** What an entry of a decision says, in the order in which it is written; what is undefined is left out. */
export interface NewEntry {
  readonly finding?: string | undefined;
  readonly rule?: string | undefined;
  readonly surface?: string | undefined;
  readonly disposition: string;
  readonly reason: string;
  readonly by?: string | undefined;
  readonly date?: string | undefined;
  readonly reviewBy?: string | undefined;
  readonly revisit?: string | Readonly<Record<string, string>> | undefined;
  readonly record?: string | undefined;
  readonly premise?: string | undefined;
}

/**
 * Returns the text of a configuration file with one more decision, as the last of its list: every other byte is as it was.
 * `text` is undefined where there is no file yet. Throws CONFIG_UNWRITABLE for a form that cannot be added to so.
 */
export function withEntry(path: string, text: string | undefined, entry: NewEntry): string {
  if (text === undefined) return `version: 1\n\ndispositions:\n${shown(entry, '  ', '\n')}`;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const { node } = parseYaml(path, text);
  if (node?.kind !== 'map' || isFlow(text, node)) throw unwritable(path, entry, 'the file is not written as a map with a key a line');
  const outer = ' '.repeat(node.span.column - 1);
  const found = node.entries.find((one) => one.key.value === 'dispositions');
  if (found === undefined) return append(text, `${outer}dispositions:${newline}${shown(entry, `${outer}  `, newline)}`, newline);
  const { key, value } = found;
  if (value.kind === 'list' && value.items.length > 0) {
    if (isFlow(text, value)) throw unwritable(path, entry, 'the decisions are written in brackets');
    const indent = value.span.column - 1;
    const end = behindComments(text, value.items.at(-1)!.span.end, indent > outer.length ? indent : indent + 1);
    return insertAfterLine(text, end, shown(entry, ' '.repeat(indent), newline), newline);
  }
  const lines = shown(entry, `${outer}  `, newline);
  if (value.kind === 'scalar') return insertAfterLine(text, key.span.end, lines, newline);
  // An empty pair of brackets gives way.
  const colon = text.indexOf(':', key.span.end);
  const opened = `${text.slice(0, colon + 1)}${text.slice(value.span.end)}`;
  return insertAfterLine(opened, colon + 1, lines, newline);
}

function isFlow(text: string, node: Node): boolean {
  return /^[[{]/.test(text.slice(node.span.start, node.span.start + 1));
}

function append(text: string, lines: string, newline: string): string {
  const ended = text.endsWith('\n') ? text : `${text}${newline}`;
  return `${ended}${newline}${lines}`;
}

/** The end of the comments right below a place that are indented so far: they are about what stands above them. */
function behindComments(text: string, offset: number, indent: number): number {
  let end = offset;
  for (let next = text.indexOf('\n', Math.max(0, offset - 1)); next !== -1; next = text.indexOf('\n', next + 1)) {
    const line = /^( *)#[^\n]*/.exec(text.slice(next + 1, next + 1 + 10_000));
    if (line === null || (line[1] ?? '').length < indent) break;
    end = next + 1 + line[0].length;
  }
  return end;
}

function insertAfterLine(text: string, offset: number, lines: string, newline: string): string {
  const index = new LineIndex('', text);
  const last = index.lineOf(Math.max(0, offset - 1));
  const next = text.indexOf('\n', index.startOf(last));
  if (next === -1) return `${text}${newline}${lines}`;
  return `${text.slice(0, next + 1)}${lines}${text.slice(next + 1)}`;
}

/** The entry as YAML, a key a line, behind a dash at `indent`. */
function shown(entry: NewEntry, indent: string, newline: string): string {
  const keys = ['finding', 'rule', 'surface', 'disposition', 'reason', 'by', 'date', 'reviewBy', 'revisit', 'record', 'premise'] as const;
  const lines = keys.flatMap((key) => {
    const value = entry[key];
    if (value === undefined) return [];
    if (typeof value === 'string') return [`${key}: ${scalar(value)}`];
    return [`${key}:`, ...Object.entries(value).map(([inner, text]) => `  ${inner}: ${scalar(text)}`)];
  });
  return lines.map((line, i) => `${indent}${i === 0 ? '- ' : '  '}${line}${newline}`).join('');
}

/** Text that YAML readers of every version take for what it is, quoted where it must be. */
function scalar(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$|^\d{1,2}-[0-9a-f]{16}$/.test(text)) return text;
  if (/^[A-Za-z](?:[\w ./,()'-]*[\w./,)])?$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  // What can be seen stands as it is; what hides, moves or breaks a line does not.
  return JSON.stringify(text).replaceAll(/[^ -~\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, (one) => {
    const point = one.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
  });
}

function unwritable(path: string, entry: NewEntry, message: string): SealwrightError {
  return new SealwrightError('CONFIG_UNWRITABLE', {
    at: path,
    message,
    hint: 'add the entry by hand:',
    lines: ['dispositions:', ...shown(entry, '  ', '\n').trimEnd().split('\n')],
  });
}
