/** A run of code points, both ends included. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** What one character of a name may be. */
export type Test =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'not-slash' }
  /** Sorted and disjoint. */
  | { readonly kind: 'ranges'; readonly ranges: readonly Range[] };

export const slash = 0x2f;
export const lastCode = 0x10ffff;
export const anyTest: Test = { kind: 'any' };
export const notSlashTest: Test = { kind: 'not-slash' };

export function accepts(test: Test, code: number): boolean {
  switch (test.kind) {
    case 'char':
      return test.code === code;
    case 'any':
      return true;
    case 'not-slash':
      return code !== slash;
    case 'ranges':
      return test.ranges.some((range) => code >= range.lo && code <= range.hi);
  }
}

/** Sorts and merges ranges. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.lo - b.lo)) {
    const last = out.at(-1);
    if (last !== undefined && range.lo <= last.hi + 1) out[out.length - 1] = { lo: last.lo, hi: Math.max(last.hi, range.hi) };
    else out.push(range);
  }
  return out;
}

/** Every code point that is in none of the ranges. */
export function complement(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  let next = 0;
  for (const range of mergeRanges(ranges)) {
    if (range.lo > next) out.push({ lo: next, hi: range.lo - 1 });
    next = range.hi + 1;
  }
  if (next <= lastCode) out.push({ lo: next, hi: lastCode });
  return out;
}

const one = (c: string): Range => ({ lo: c.codePointAt(0)!, hi: c.codePointAt(0)! });
const span = (a: string, b: string): Range => ({ lo: a.codePointAt(0)!, hi: b.codePointAt(0)! });

export const digits: readonly Range[] = [span('0', '9')];
export const wordChars: readonly Range[] = [span('0', '9'), span('A', 'Z'), one('_'), span('a', 'z')];
/** JavaScript's `\s`. */
export const spaces: readonly Range[] = mergeRanges([
  span('\t', '\r'),
  one(' '),
  one('\u00a0'),
  one('\u1680'),
  span('\u2000', '\u200a'),
  span('\u2028', '\u2029'),
  one('\u202f'),
  one('\u205f'),
  one('\u3000'),
  one('\ufeff'),
]);

const posix: Readonly<Record<string, readonly Range[]>> = {
  alnum: [span('0', '9'), span('A', 'Z'), span('a', 'z')],
  alpha: [span('A', 'Z'), span('a', 'z')],
  digit: digits,
  lower: [span('a', 'z')],
  upper: [span('A', 'Z')],
  space: [span('\t', '\r'), one(' ')],
  blank: [one('\t'), one(' ')],
  punct: [span('!', '/'), span(':', '@'), span('[', '`'), span('{', '~')],
  xdigit: [span('0', '9'), span('A', 'F'), span('a', 'f')],
  word: wordChars,
};

/** Reads a class of a pattern, `[` and `]` included. In a file-name pattern (`stopping`) it never matches `/`. */
export function parseClass(source: string, slashes: 'crossing' | 'stopping' = 'stopping'): Test {
  const codes = [...source].slice(1, -1);
  let i = 0;
  const negated = codes[0] === '!' || codes[0] === '^';
  if (negated) i++;
  const ranges: Range[] = [];
  while (i < codes.length) {
    if (codes[i] === '[' && codes[i + 1] === ':') {
      const end = codes.indexOf(']', i + 2);
      const named = end === -1 || codes[end - 1] !== ':' ? undefined : posix[codes.slice(i + 2, end - 1).join('')];
      if (named !== undefined) {
        ranges.push(...named);
        i = end + 1;
        continue;
      }
    }
    if (codes[i] === '\\' && i + 1 < codes.length) i++;
    const lo = codes[i++]!.codePointAt(0)!;
    if (codes[i] === '-' && i + 1 < codes.length) {
      i++;
      if (codes[i] === '\\' && i + 1 < codes.length) i++;
      const hi = codes[i++]!.codePointAt(0)!;
      if (hi >= lo) ranges.push({ lo, hi });
    } else ranges.push({ lo, hi: lo });
  }
  const allowed = negated ? complement(ranges) : mergeRanges(ranges);
  return { kind: 'ranges', ranges: slashes === 'crossing' ? allowed : allowed.flatMap(withoutSlash) };
}

function withoutSlash(range: Range): readonly Range[] {
  if (range.lo > slash || range.hi < slash) return [range];
  return [
    { lo: range.lo, hi: slash - 1 },
    { lo: slash + 1, hi: range.hi },
  ].filter((part) => part.lo <= part.hi);
}
