/** How a scalar is written in the file. */
export type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/**
 * A stretch of a scalar's value and where it stands in the file. When both lengths are equal every character maps to
 * its own; otherwise (an escape sequence) the stretch is indivisible.
 */
export interface Run {
  readonly value: number;
  readonly length: number;
  readonly file: number;
  readonly fileLength: number;
}

/**
 * Maps a scalar's value back to the file text `[start, end)` it was decoded from (YAML 1.2.2, sections 7.3 and 8.1).
 * Characters that stand for a folded line break belong to no run. Returns an empty list when the text does not decode
 * to this value: the caller then knows nothing finer than the whole scalar.
 */
export function runsOf(text: string, start: number, end: number, style: Style, value: string): readonly Run[] {
  if (value === '') return [];
  const open = style === 'plain' ? start : start + 1;
  switch (style) {
    case 'plain':
    case 'single':
    case 'double':
      if (
        text.startsWith(value, open) &&
        open + value.length + (open - start) === end &&
        !value.includes('\n') &&
        !(style === 'double' && value.includes('\\'))
      ) {
        return [{ value: 0, length: value.length, file: open, fileLength: value.length }];
      }
      return flowRuns(text, open, style === 'plain' ? end : end - 1, style, value);
    case 'literal':
      return literalRuns(text, bodyStart(text, start, end), end, value);
    case 'folded':
      return foldedRuns(text, bodyStart(text, start, end), end, value);
  }
}

function bodyStart(text: string, start: number, end: number): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 || newline >= end ? end : newline + 1;
}

/** Each line of a literal block is the end of the corresponding line of the file: only indentation was taken away. */
function literalRuns(text: string, body: number, end: number, value: string): readonly Run[] {
  const runs: Run[] = [];
  let lineStart = body;
  let at = 0;
  while (at < value.length && lineStart < end) {
    const newline = value.indexOf('\n', at);
    const line = newline === -1 ? value.slice(at) : value.slice(at, newline);
    const fileNewline = text.indexOf('\n', lineStart);
    const lineEnd = fileNewline === -1 ? text.length : fileNewline;
    const contentEnd = text[lineEnd - 1] === '\r' && lineEnd > lineStart ? lineEnd - 1 : lineEnd;
    const offset = contentEnd - line.length;
    if (offset < lineStart || !text.startsWith(line, offset)) return [];
    const withBreak = newline !== -1 && fileNewline !== -1;
    if (withBreak && contentEnd === lineEnd) runs.push({ value: at, length: line.length + 1, file: offset, fileLength: line.length + 1 });
    else {
      if (line !== '') runs.push({ value: at, length: line.length, file: offset, fileLength: line.length });
      if (withBreak) runs.push({ value: newline, length: 1, file: contentEnd, fileLength: lineEnd + 1 - contentEnd });
    }
    at += line.length + 1;
    lineStart = lineEnd + 1;
  }
  return runs;
}

/** Every line of a folded block that is not blank appears whole in the value, with its extra indentation if it has any. */
function foldedRuns(text: string, body: number, end: number, value: string): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (let lineStart = body; lineStart < end && at < value.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    const contentEnd = text[lineEnd - 1] === '\r' && lineEnd > lineStart ? lineEnd - 1 : lineEnd;
    let first = lineStart;
    while (first < contentEnd && text[first] === ' ') first++;
    const content = text.slice(first, contentEnd);
    lineStart = lineEnd + 1;
    if (content === '') continue;
    let next = at;
    let broken = at === 0;
    while (value[next] === ' ' || value[next] === '\n') {
      if (value[next] === '\n') broken = true;
      next++;
    }
    if (!value.startsWith(content, next)) return [];
    let extra = 0;
    while (broken && next - extra > at && value[next - extra - 1] === ' ' && text[first - extra - 1] === ' ') extra++;
    runs.push({ value: next - extra, length: content.length + extra, file: first - extra, fileLength: content.length + extra });
    at = next + content.length;
  }
  return runs;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const blank = /[ \t\r\n]/;

/** Decodes a plain or quoted scalar again, keeping where each stretch came from. */
function flowRuns(text: string, open: number, stop: number, style: 'plain' | 'single' | 'double', value: string): readonly Run[] {
  const runs: Run[] = [];
  let out = 0;
  let from = open;
  const flush = (to: number): void => {
    if (to > from) runs.push({ value: out, length: to - from, file: from, fileLength: to - from });
    out += Math.max(0, to - from);
  };
  const emit = (decoded: string, at: number, next: number): void => {
    flush(at);
    if (decoded !== '') runs.push({ value: out, length: decoded.length, file: at, fileLength: next - at });
    out += decoded.length;
    from = next;
  };
  let i = open;
  while (i < stop) {
    const c = text[i]!;
    if (c === ' ' || c === '\t' || c === '\r' || c === '\n') {
      let after = i;
      let breaks = 0;
      while (after < stop && blank.test(text[after]!)) {
        if (text[after] === '\n') breaks++;
        after++;
      }
      if (breaks > 0) {
        flush(i);
        out += Math.max(1, breaks - 1);
        from = after;
      }
      i = after;
    } else if (style === 'single' && c === "'") {
      emit("'", i, i + 2);
      i += 2;
    } else if (style === 'double' && c === '\\') {
      const one = escapeAt(text, i);
      emit(one.decoded, i, one.next);
      i = one.next;
    } else {
      i++;
    }
  }
  flush(stop);
  if (out !== value.length) return [];
  const exact = runs.every((run) => run.length !== run.fileLength || value.startsWith(text.slice(run.file, run.file + run.length), run.value));
  return exact ? runs : [];
}

function escapeAt(text: string, at: number): { readonly decoded: string; readonly next: number } {
  const c = text[at + 1] ?? '';
  const digits = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  if (digits > 0) {
    const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
    return { decoded: code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '?', next: at + 2 + digits };
  }
  const lineBreak = /\\\r?\n[ \t]*/y;
  lineBreak.lastIndex = at;
  const broken = lineBreak.exec(text);
  if (broken !== null) return { decoded: '', next: at + broken[0].length };
  return { decoded: escapes[c] ?? `\\${c}`, next: at + 2 };
}
