/** Where the line of an offset starts. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line of an offset ends: before its line break, be that `\n` or `\r\n`. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' && newline !== -1 ? end - 1 : end;
}

/** Where the next line starts, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

/** The column of an offset, from 0. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The line break that the text uses around an offset. */
export function newlineAt(text: string, at: number): '\n' | '\r\n' {
  const here = text.indexOf('\n', at);
  const newline = here === -1 ? text.indexOf('\n') : here;
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/**
 * Where something ends that stands at a column: at the end of the last line of its value, or of the comments below that
 * are indented as far as what is in it.
 */
export function endWithComments(text: string, end: number, innerColumn: number): number {
  let at = lineEnd(text, end);
  for (;;) {
    const next = nextLine(text, at);
    const indent = /^ *(?=#)/.exec(text.slice(next, lineEnd(text, next)))?.[0].length;
    if (next === text.length || indent === undefined || indent < innerColumn) return at;
    at = lineEnd(text, next);
  }
}

/** Whether an empty line stands before the line of an offset. */
export function followsBlank(text: string, at: number): boolean {
  const start = lineStart(text, at);
  return start > 0 && text.slice(lineStart(text, start - 1), start).trim() === '';
}
