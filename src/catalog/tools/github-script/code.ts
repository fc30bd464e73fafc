import { concat, lit } from '../../../values/index.ts';
import type { Piece, Text } from '../../../values/index.ts';

/** A script as plain text in which single characters of a private range stand for what is filled in at run time. */
export interface Code {
  readonly text: string;
  /** The value of a run of source in which such characters may stand. */
  readonly filled: (source: string) => Text;
}

const first = 0xe000;
const last = 0xf8ff;

/** Joins the texts of a script; comments become blanks, so that offsets stay. */
export function codeOf(script: Text): Code {
  const held: Piece[] = [];
  let text = '';
  for (const piece of script) {
    if (piece.kind === 'lit') text += piece.text.replaceAll(/[\ue000-\uf8ff]/g, ' ');
    else if (first + held.length <= last) {
      text += String.fromCharCode(first + held.length);
      held.push(piece);
    } else text += ' ';
  }
  return {
    text: withoutComments(text),
    filled: (source) =>
      concat(
        ...source.split(/([\ue000-\uf8ff])/).map((part): Text => {
          const piece = part.length === 1 ? held[part.charCodeAt(0) - first] : undefined;
          return piece === undefined ? lit(part) : [piece];
        }),
      ),
  };
}

function withoutComments(text: string): string {
  let out = '';
  for (let i = 0; i < text.length;) {
    const end = stringEnd(text, i) ?? commentEnd(text, i);
    if (end === undefined) out += text[i++]!;
    else {
      const part = text.slice(i, end);
      out += text[i] === '/' ? part.replaceAll(/[^\n]/g, ' ') : part;
      i = end;
    }
  }
  return out;
}

function commentEnd(text: string, at: number): number | undefined {
  if (text.startsWith('//', at)) return endOf(text, '\n', at, 0);
  return text.startsWith('/*', at) ? endOf(text, '*/', at + 2, 2) : undefined;
}

function endOf(text: string, mark: string, from: number, past: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + past;
}

/** Where the string that begins at a place ends; a quoted one ends with its line. */
export function stringEnd(text: string, at: number): number | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  for (let i = at + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === quote) return i + 1;
    else if (c === '\n' && quote !== '`') return i;
  }
  return text.length;
}

/** Where the bracket at a place closes: past its end, or the end of the text. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const end = stringEnd(text, i);
    if (end !== undefined) {
      i = end - 1;
      continue;
    }
    const c = text[i]!;
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c) && --depth <= 0) return i + 1;
  }
  return text.length;
}

/** Splits at a separator outside brackets and strings. */
export function splitTop(text: string, separator: string): readonly string[] {
  const out: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const end = stringEnd(text, i) ?? ('([{'.includes(text[i]!) ? closing(text, i) : undefined);
    if (end !== undefined) i = end - 1;
    else if (text.startsWith(separator, i)) {
      out.push(text.slice(from, i));
      from = i + separator.length;
      i = from - 1;
    }
  }
  return [...out, text.slice(from)];
}

/** The value of a property in the text of an object: `data: x`, or `data` alone. */
export function property(object: string, name: string): string | undefined {
  for (const part of splitTop(object, ',')) {
    const found = /^\s*['"]?([\w$]+)['"]?\s*(?::([\s\S]*))?$/.exec(part);
    if (found?.[1] === name) return (found[2] ?? name).trim();
  }
  return undefined;
}
