/** Code points drawn two columns wide, as pairs of first and last (Unicode's East Asian wide and full-width ranges, and emoji). */
const wide: readonly number[] = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x26f2, 0x26fd, 0x2705, 0x2705, 0x270a,
  0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2757, 0x2795, 0x2797, 0x2b1b, 0x2b1c, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff,
  0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680,
  0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd,
];

function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // Dashes, quotes, dots and the like, without the pattern, which takes long to compile.
  if (code < 0x300 || (code >= 0x2000 && code < 0x20d0)) return 1;
  if (/^\p{M}$/u.test(character)) return 0;
  for (let i = 0; i < wide.length; i += 2) {
    if (code < (wide[i] ?? 0)) return 1;
    if (code <= (wide[i + 1] ?? 0)) return 2;
  }
  return 1;
}

/** Returns how many terminal columns a printable text takes. */
export function columnsOf(text: string): number {
  // Most texts are of characters that take one column each.
  if (!/[^\0-\u02ff]/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** Returns `text` cut to at most `columns`, the last one being `…` when something was cut. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  if (columns <= 0) return '';
  let out = '';
  let used = 0;
  for (const character of text) {
    const next = columnsOfCharacter(character);
    if (used + next > columns - 1) break;
    out += character;
    used += next;
  }
  return `${out.trimEnd()}…`;
}

/** Returns `text` followed by spaces up to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Breaks `text` at spaces into lines of at most `columns`; a word that is longer is broken where it must be. */
export function wrap(text: string, columns: number): readonly string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const joined = line === '' ? word : `${line} ${word}`;
    if (columnsOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const part of chop(word, width)) {
      if (line !== '') lines.push(line);
      line = part;
    }
  }
  if (line !== '') lines.push(line);
  return lines.length === 0 ? [''] : lines;
}

/** Where a name breaks in its second half: behind its last `-`, `_`, `/`, `:` or comma, or before an ending; at its end where there is none. */
function lastMark(text: string): number {
  for (let at = text.length; at > text.length / 2; at--) if ('-_/:,'.includes(text[at - 1] ?? ' ') || text[at] === '.') return at;
  return text.length;
}

function chop(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of word) {
    const next = columnsOfCharacter(character);
    if (used + next > width && part !== '') {
      // A name breaks behind a mark in its second half, where there is one.
      const mark = lastMark(part);
      parts.push(part.slice(0, mark));
      part = part.slice(mark);
      used = columnsOf(part);
    }
    part += character;
    used += next;
  }
  parts.push(part);
  return parts;
}

/** Wraps to at most `maxLines`; what does not fit is cut with `…`, but `tail` (a mark that must not be lost) is always kept. */
export function fit(text: string, tail: string, columns: number, maxLines: number): readonly string[] {
  const whole = wrap(tail === '' ? text : `${text} ${tail}`, columns);
  if (whole.length <= maxLines) return whole;
  const end = tail === '' ? [] : wrap(tail, columns);
  const room = Math.max(1, maxLines - end.length);
  const start = wrap(text, columns);
  if (start.length <= room) return [...start, ...end];
  const kept = start.slice(0, room);
  kept[room - 1] = cut(`${kept[room - 1]} ${start[room]}`, columns);
  const last = kept[room - 1] ?? '';
  if (!last.endsWith('…')) kept[room - 1] = columnsOf(last) + 1 <= columns ? `${last}…` : `${cut(`${last}  `, columns)}`;
  return [...kept, ...end];
}
