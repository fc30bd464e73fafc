import { charSet, foldedCase, negated, perlClass, posixClass } from './chars.ts';
import type { CharSet, Re2Node } from './model.ts';

/** RE2 takes no greater count (`maximum_repeat_count`). */
const maxCount = 1_000;
const maxDepth = 200;
const maxLength = 2_000;

/** Flags of a part of an expression. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

class Refused extends Error {}

/**
 * Reads a regular expression as RE2 does, which is what Go's tools (cosign, gh, slsa-verifier) take. Returns undefined for
 * what RE2 refuses, such as look-around and back references, and for Unicode classes, which are not read.
 */
export function parseRe2(expression: string): Re2Node | undefined {
  if (expression.length > maxLength) return undefined;
  try {
    return new Parser(expression).whole();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

class Parser {
  readonly #text: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#text = [...expression];
  }

  whole(): Re2Node {
    const node = this.#choice({ i: false, m: false, s: false });
    if (this.#at < this.#text.length || timesOf(node) > maxCount) throw new Refused();
    return node;
  }

  #next(): string | undefined {
    return this.#text[this.#at];
  }

  #eat(text: string): boolean {
    if (!text.split('').every((c, i) => this.#text[this.#at + i] === c)) return false;
    this.#at += text.length;
    return true;
  }

  /** Up to the end or a closing parenthesis; flags that are set inside hold to there. */
  #choice(flags: Flags): Re2Node {
    if (++this.#depth > maxDepth) throw new Refused();
    let now = flags;
    const parts: Re2Node[] = [];
    let sequence: Re2Node[] = [];
    for (let c = this.#next(); c !== undefined && c !== ')'; c = this.#next()) {
      if (this.#eat('|')) {
        parts.push({ kind: 'sequence', parts: sequence });
        sequence = [];
        continue;
      }
      const set = this.#settings(now);
      if (set !== undefined) now = set;
      else sequence.push(this.#repeated(this.#atom(now)));
    }
    parts.push({ kind: 'sequence', parts: sequence });
    this.#depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  /** `(?i)`: flags for the rest of the group. */
  #settings(flags: Flags): Flags | undefined {
    const start = this.#at;
    if (!this.#eat('(?')) return undefined;
    const set = this.#flags(flags);
    if (set !== undefined && this.#eat(')')) return set;
    this.#at = start;
    return undefined;
  }

  #flags(flags: Flags): Flags | undefined {
    let out = flags;
    let on = true;
    const start = this.#at;
    for (let c = this.#next(); c !== undefined && /[imsU-]/.test(c); c = this.#next()) {
      this.#at++;
      if (c === '-') on = false;
      else if (c !== 'U') out = withFlag(out, c, on);
    }
    return this.#at > start ? out : undefined;
  }

  #repeated(part: Re2Node): Re2Node {
    let node = part;
    for (let times = 0; ; times++) {
      const count = this.#count();
      if (count === undefined) return node;
      // `a**` is refused, `(a*)*` is not.
      if (times > 0) throw new Refused();
      // Which of several matches is preferred changes nothing about whether there is one.
      this.#eat('?');
      node = { kind: 'repeat', part: node, ...count };
    }
  }

  #count(): { readonly least: number; readonly most: number | undefined } | undefined {
    if (this.#eat('*')) return { least: 0, most: undefined };
    if (this.#eat('+')) return { least: 1, most: undefined };
    if (this.#eat('?')) return { least: 0, most: 1 };
    const rest = this.#text.slice(this.#at, this.#at + 12).join('');
    const found = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(rest);
    if (found === null) return undefined;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === undefined ? undefined : Number(found[3]);
    if (least > maxCount || (most !== undefined && (most > maxCount || most < least))) throw new Refused();
    this.#at += found[0].length;
    return { least, most };
  }

  #atom(flags: Flags): Re2Node {
    if (this.#eat('(')) return this.#group(flags);
    if (this.#eat('[')) return { kind: 'chars', set: this.#bracket(flags) };
    if (this.#eat('.')) return { kind: 'chars', set: flags.s ? negated([]) : negated([[10, 10]]) };
    if (this.#eat('^')) return { kind: 'assert', at: flags.m ? 'line-start' : 'text-start' };
    if (this.#eat('$')) return { kind: 'assert', at: flags.m ? 'line-end' : 'text-end' };
    if (this.#eat('\\')) return this.#escape(flags);
    const c = this.#next();
    if (c === undefined || c === '*' || c === '+' || c === '?') throw new Refused();
    this.#at++;
    return this.#literal(c, flags);
  }

  #group(flags: Flags): Re2Node {
    let inner = flags;
    if (this.#eat('?')) {
      if (this.#eat('P<') || (this.#next() === '<' && /[A-Za-z_]/.test(this.#text[this.#at + 1] ?? '') && this.#eat('<'))) {
        while (this.#next() !== undefined && /\w/.test(this.#next()!)) this.#at++;
        if (!this.#eat('>')) throw new Refused();
      } else {
        inner = this.#flags(flags) ?? flags;
        if (!this.#eat(':')) throw new Refused();
      }
    }
    const node = this.#choice(inner);
    if (!this.#eat(')')) throw new Refused();
    return node;
  }

  #escape(flags: Flags): Re2Node {
    const c = this.#next();
    if (c === undefined) throw new Refused();
    const places = { A: 'text-start', z: 'text-end', b: 'word-edge', B: 'inside-word' } as const;
    if (c === 'A' || c === 'z' || c === 'b' || c === 'B') {
      this.#at++;
      return { kind: 'assert', at: places[c] };
    }
    if (c === 'Q') {
      this.#at++;
      return this.#quoted(flags);
    }
    const set = perlClass(c);
    if (set !== undefined) {
      this.#at++;
      return { kind: 'chars', set };
    }
    const code = this.#code();
    return this.#literal(String.fromCodePoint(code), flags);
  }

  /** `\Q…\E`, or to the end. */
  #quoted(flags: Flags): Re2Node {
    const parts: Re2Node[] = [];
    while (this.#next() !== undefined && !this.#eat('\\E')) parts.push(this.#literal(this.#text[this.#at++]!, flags));
    return { kind: 'sequence', parts };
  }

  /** The character that an escape stands for, behind its backslash. */
  #code(): number {
    const c = this.#text[this.#at++];
    if (c === undefined) throw new Refused();
    const control: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
    if (Object.hasOwn(control, c)) return control[c]!;
    if (c === 'x') {
      const hex = /^(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(this.#text.slice(this.#at, this.#at + 8).join(''));
      if (hex === null) throw new Refused();
      this.#at += hex[0].length;
      const code = Number.parseInt(hex[1] ?? hex[2]!, 16);
      if (code > 0x10ffff) throw new Refused();
      return code;
    }
    // Letters and digits that mean nothing known are refused; marks stand for themselves.
    if (/[A-Za-z0-9]/.test(c)) throw new Refused();
    return c.codePointAt(0)!;
  }

  #bracket(flags: Flags): CharSet {
    const isNegated = this.#eat('^');
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; ; first = false) {
      const c = this.#next();
      if (c === undefined) throw new Refused();
      if (c === ']' && !first) break;
      const named = /^\[:(\^?\w+):\]/.exec(this.#text.slice(this.#at, this.#at + 14).join(''));
      const set = named === null ? (c === '\\' ? perlClass(this.#text[this.#at + 1] ?? '') : undefined) : posixClass(named[1]!);
      if (set !== undefined) {
        ranges.push(...set);
        this.#at += named === null ? 2 : named[0].length;
        continue;
      }
      if (named !== null) throw new Refused();
      const from = this.#member();
      if (this.#next() === '-' && this.#text[this.#at + 1] !== ']' && this.#text[this.#at + 1] !== undefined) {
        this.#at++;
        const to = this.#member();
        if (to < from) throw new Refused();
        ranges.push([from, to]);
      } else ranges.push([from, from]);
    }
    this.#at++;
    // Case is left out of account before the class is turned round: `[^a]` holds no `A` then.
    const set = this.#cased(charSet(ranges), flags);
    return isNegated ? negated(set) : set;
  }

  #member(): number {
    if (this.#eat('\\')) return this.#code();
    return this.#text[this.#at++]!.codePointAt(0)!;
  }

  #literal(c: string, flags: Flags): Re2Node {
    const code = c.codePointAt(0)!;
    return { kind: 'chars', set: this.#cased([[code, code]], flags) };
  }

  #cased(set: CharSet, flags: Flags): CharSet {
    return flags.i ? foldedCase(set) : set;
  }
}

function withFlag(flags: Flags, name: string, on: boolean): Flags {
  return { ...flags, [name]: on };
}

/** How often counts inside each other may repeat a part: RE2 and Go bound the product as they bound each. */
function timesOf(node: Re2Node): number {
  switch (node.kind) {
    case 'sequence':
    case 'choice':
      return node.parts.reduce((most, part) => Math.max(most, timesOf(part)), 1);
    case 'repeat':
      return Math.max(1, node.least, node.most ?? 1) * timesOf(node.part);
    default:
      return 1;
  }
}
