import { anyTest, complement, digits, lastCode, mergeRanges, spaces, wordChars, type Range, type Test } from './chars.ts';

/** The regular language of a hole's values. */
export type Shape =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'seq'; readonly parts: readonly Shape[] }
  | { readonly kind: 'or'; readonly options: readonly Shape[] }
  /** `max` undefined means unbounded. */
  | { readonly kind: 'repeat'; readonly part: Shape; readonly min: number; readonly max: number | undefined };

const maxSource = 512;
/** A bound on what counted repetitions unfold to. */
const maxSize = 1_024;

const cache = new Map<string, Shape | undefined>();

/**
 * Reads the source of an anchored regular expression: literals, classes, groups, `|`, `?`, `*`, `+`, `{n,m}`, `.`,
 * `\d \w \s` and their negations; `^` and `$` are ignored at the ends. Returns undefined for anything else (look-around,
 * back-references, other anchors): the caller then takes the value to be any string.
 */
export function parseShape(source: string): Shape | undefined {
  if (cache.has(source)) return cache.get(source);
  if (cache.size > 1_000) cache.clear();
  const shape = readShape(source);
  cache.set(source, shape);
  return shape;
}

function readShape(source: string): Shape | undefined {
  if (source.length > maxSource) return undefined;
  const trimmed = source.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1');
  const reader = new ShapeReader([...trimmed]);
  const shape = reader.or(0);
  return shape === undefined || !reader.done() || sizeOf(shape) > maxSize ? undefined : shape;
}

function sizeOf(shape: Shape): number {
  switch (shape.kind) {
    case 'test':
      return 1;
    case 'seq':
      return shape.parts.reduce((sum, part) => sum + sizeOf(part), 1);
    case 'or':
      return shape.options.reduce((sum, part) => sum + sizeOf(part), 1);
    case 'repeat':
      return 1 + sizeOf(shape.part) * Math.max(1, shape.max ?? shape.min + 1);
  }
}

/** True when no value of the shape can hold a character that `test` refuses to allow. */
export function everyTest(shape: Shape, allowed: (test: Test) => boolean): boolean {
  switch (shape.kind) {
    case 'test':
      return allowed(shape.test);
    case 'seq':
      return shape.parts.every((part) => everyTest(part, allowed));
    case 'or':
      return shape.options.every((part) => everyTest(part, allowed));
    case 'repeat':
      return everyTest(shape.part, allowed);
  }
}

class ShapeReader {
  readonly #codes: readonly string[];
  #at = 0;

  constructor(codes: readonly string[]) {
    this.#codes = codes;
  }

  done(): boolean {
    return this.#at >= this.#codes.length;
  }

  or(depth: number): Shape | undefined {
    if (depth > 16) return undefined;
    const options: Shape[] = [];
    for (;;) {
      const one = this.#sequence(depth);
      if (one === undefined) return undefined;
      options.push(one);
      if (this.#codes[this.#at] !== '|') break;
      this.#at++;
    }
    return options.length === 1 ? options[0]! : { kind: 'or', options };
  }

  #sequence(depth: number): Shape | undefined {
    const parts: Shape[] = [];
    while (!this.done() && this.#codes[this.#at] !== '|' && this.#codes[this.#at] !== ')') {
      const atom = this.#atom(depth);
      const part = atom === undefined ? undefined : this.#repeated(atom);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return { kind: 'seq', parts };
  }

  #repeated(atom: Shape): Shape | undefined {
    const c = this.#codes[this.#at];
    let part: Shape;
    if (c === '*' || c === '+' || c === '?') {
      this.#at++;
      part = { kind: 'repeat', part: atom, min: c === '+' ? 1 : 0, max: c === '?' ? 1 : undefined };
    } else if (c === '{') {
      const end = this.#codes.indexOf('}', this.#at);
      const found = end === -1 ? null : /^(\d{1,4})(,(\d{1,4})?)?$/.exec(this.#codes.slice(this.#at + 1, end).join(''));
      if (found === null) return undefined;
      this.#at = end + 1;
      const min = Number(found[1]);
      const max = found[2] === undefined ? min : found[3] === undefined ? undefined : Number(found[3]);
      if (max !== undefined && max < min) return undefined;
      part = { kind: 'repeat', part: atom, min, max };
    } else return atom;
    // A lazy quantifier matches the same whole strings.
    if (this.#codes[this.#at] === '?') this.#at++;
    return /^[*+{]$/.test(this.#codes[this.#at] ?? '') ? undefined : part;
  }

  #atom(depth: number): Shape | undefined {
    const c = this.#codes[this.#at++]!;
    switch (c) {
      case '(': {
        if (this.#codes[this.#at] === '?') {
          if (this.#codes[this.#at + 1] !== ':') return undefined;
          this.#at += 2;
        }
        const inner = this.or(depth + 1);
        if (inner === undefined || this.#codes[this.#at] !== ')') return undefined;
        this.#at++;
        return inner;
      }
      case '[':
        return this.#class();
      case '.':
        return {
          kind: 'test',
          test: {
            kind: 'ranges',
            ranges: complement([
              { lo: 0x0a, hi: 0x0a },
              { lo: 0x0d, hi: 0x0d },
              { lo: 0x2028, hi: 0x2029 },
            ]),
          },
        };
      case '\\': {
        const ranges = this.#escape();
        return ranges === undefined ? undefined : { kind: 'test', test: testOf(ranges) };
      }
      case '^':
      case '$':
      case '*':
      case '+':
      case '?':
      case '{':
      case ')':
        return undefined;
      default:
        return { kind: 'test', test: { kind: 'char', code: c.codePointAt(0)! } };
    }
  }

  /** The ranges of the escape whose backslash has been read. */
  #escape(): readonly Range[] | undefined {
    const c = this.#codes[this.#at++];
    switch (c) {
      case undefined:
        return undefined;
      case 'd':
        return digits;
      case 'D':
        return complement(digits);
      case 'w':
        return wordChars;
      case 'W':
        return complement(wordChars);
      case 's':
        return spaces;
      case 'S':
        return complement(spaces);
      case 'n':
        return single(0x0a);
      case 'r':
        return single(0x0d);
      case 't':
        return single(0x09);
      default:
        return /[A-Za-z0-9]/.test(c) ? undefined : single(c.codePointAt(0)!);
    }
  }

  #class(): Shape | undefined {
    const negated = this.#codes[this.#at] === '^';
    if (negated) this.#at++;
    const ranges: Range[] = [];
    for (;;) {
      const c = this.#codes[this.#at++];
      if (c === undefined) return undefined;
      if (c === ']') break;
      const start = c === '\\' ? this.#escape() : single(c.codePointAt(0)!);
      if (start === undefined) return undefined;
      const next = this.#codes[this.#at + 1];
      if (this.#codes[this.#at] !== '-' || next === undefined || next === ']') {
        ranges.push(...start);
        continue;
      }
      this.#at++;
      const e = this.#codes[this.#at++]!;
      const end = e === '\\' ? this.#escape() : single(e.codePointAt(0)!);
      const lo = start[0]!.lo;
      if (end === undefined || start.length !== 1 || end.length !== 1 || start[0]!.hi !== lo || end[0]!.hi !== end[0]!.lo || end[0]!.lo < lo) return undefined;
      ranges.push({ lo, hi: end[0]!.lo });
    }
    return { kind: 'test', test: testOf(negated ? complement(ranges) : mergeRanges(ranges)) };
  }
}

function single(code: number): readonly Range[] {
  return [{ lo: code, hi: code }];
}

function testOf(ranges: readonly Range[]): Test {
  const first = ranges[0];
  if (ranges.length === 1 && first !== undefined) {
    if (first.lo === first.hi) return { kind: 'char', code: first.lo };
    if (first.lo === 0 && first.hi === lastCode) return anyTest;
  }
  return { kind: 'ranges', ranges };
}

/** Whether a shape can be read and surely allows no `/`, no upper-case or no lower-case letter. Letters beyond ASCII count as either. */
export function shapeWithin(source: string, what: 'no-slash' | 'no-upper' | 'no-lower'): boolean {
  const shape = parseShape(source);
  if (shape === undefined) return false;
  const bad: readonly Range[] =
    what === 'no-slash'
      ? single(0x2f)
      : what === 'no-upper'
        ? [
            { lo: 0x41, hi: 0x5a },
            { lo: 0x80, hi: lastCode },
          ]
        : [
            { lo: 0x61, hi: 0x7a },
            { lo: 0x80, hi: lastCode },
          ];
  return everyTest(shape, (test) => {
    const ranges: readonly Range[] = test.kind === 'ranges' ? test.ranges : test.kind === 'char' ? single(test.code) : [{ lo: 0, hi: lastCode }];
    return !ranges.some((range) => bad.some((other) => range.lo <= other.hi && other.lo <= range.hi));
  });
}
