import type { CharSet } from './model.ts';

const last = 0x10ffff;

/** Ranges sorted, joined where they touch. */
export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const out: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = out.at(-1);
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Every other character. */
export function negated(set: CharSet): CharSet {
  const out: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= last) out.push([next, last]);
  return out;
}

/** The set without regard to case, for ASCII letters: names of hosts, owners and files hold no others. */
export function foldedCase(set: CharSet): CharSet {
  const ranges: [number, number][] = set.map(([from, to]) => [from, to]);
  for (const [from, to] of set) {
    for (const [a, z, shift] of [
      [65, 90, 32],
      [97, 122, -32],
    ] as const) {
      const low = Math.max(from, a);
      const high = Math.min(to, z);
      if (low <= high) ranges.push([low + shift, high + shift]);
    }
  }
  return charSet(ranges);
}

export function holds(set: CharSet, code: number): boolean {
  return set.some(([from, to]) => code >= from && code <= to);
}

const digit: CharSet = [[48, 57]];
const word: CharSet = charSet([
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]);
/** `[\t\n\f\r ]`, without the vertical tab. */
const space: CharSet = charSet([
  [9, 10],
  [12, 13],
  [32, 32],
]);

/** `\d` and its like; undefined for another letter. */
export function perlClass(letter: string): CharSet | undefined {
  const set = { d: digit, w: word, s: space }[letter.toLowerCase()];
  return set === undefined || letter === letter.toLowerCase() ? set : negated(set);
}

export function isWord(code: number | undefined): boolean {
  return code !== undefined && holds(word, code);
}

const posix: Readonly<Record<string, CharSet>> = {
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit,
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: [[65, 90]],
  word,
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};

/** `[:alpha:]` and its like, `[:^alpha:]` among them. */
export function posixClass(name: string): CharSet | undefined {
  const plain = name.replace(/^\^/, '');
  const set = Object.hasOwn(posix, plain) ? posix[plain] : undefined;
  return set === undefined || plain === name ? set : negated(set);
}
