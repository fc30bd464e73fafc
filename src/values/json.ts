import { limits } from '../base/index.ts';
import { anyShape, concat, concatAll, derive, lit, literalOf } from './build.ts';
import type { Datum } from './datum.ts';
import type { Piece, Text } from './text.ts';

const maxDepth = 64;
const maxValues = 50_000;

/**
 * Reads a JSON document whose strings may hold unknowns; they are taken to hold no quotes. An unknown in the place of
 * a value is an unknown text, among the items of a list it leaves the list open, and a key that is not known leaves
 * its map open. Of equal keys the last counts. Undefined when the text is not JSON or passes a bound.
 */
export function parseJsonDatum(text: Text): Datum | undefined {
  let length = 0;
  for (const piece of text) length += piece.kind === 'lit' ? piece.text.length : 1;
  if (length > limits.maxDocumentBytes) return undefined;
  const reader = new JsonReader(text);
  const value = reader.value(0);
  return value !== undefined && reader.atEnd() ? value : undefined;
}

/** The place in a text: an offset in a literal, or a piece that is not one. */
class JsonReader {
  readonly #text: Text;
  #piece = 0;
  #offset = 0;
  #values = 0;

  constructor(text: Text) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#space();
    return this.#text[this.#piece] === undefined;
  }

  value(depth: number): Datum | undefined {
    if (depth > maxDepth || ++this.#values > maxValues) return undefined;
    this.#space();
    const next = this.#peek();
    if (next === undefined) return undefined;
    if (typeof next !== 'string') return this.#bare();
    switch (next) {
      case '"': {
        const text = this.#string();
        return text === undefined ? undefined : { kind: 'text', text };
      }
      case '[':
        return this.#list(depth);
      case '{':
        return this.#map(depth);
      default:
        return this.#bare();
    }
  }

  /** The character at the place, the piece when it is not a literal, or undefined at the end. */
  #peek(): string | Piece | undefined {
    const piece = this.#text[this.#piece];
    if (piece?.kind !== 'lit') return piece;
    if (this.#offset < piece.text.length) return piece.text[this.#offset]!;
    this.#piece++;
    this.#offset = 0;
    return this.#peek();
  }

  #take(wanted: string): boolean {
    if (this.#peek() !== wanted) return false;
    this.#offset++;
    return true;
  }

  #space(): void {
    for (let next = this.#peek(); next === ' ' || next === '\t' || next === '\n' || next === '\r'; next = this.#peek()) this.#offset++;
  }

  #list(depth: number): Datum | undefined {
    this.#offset++;
    const items: Datum[] = [];
    let open = false;
    this.#space();
    if (this.#take(']')) return { kind: 'list', items };
    for (;;) {
      this.#space();
      const unknown = typeof this.#peek() === 'object';
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      if (unknown) open = true;
      else items.push(item);
      this.#space();
      if (this.#take(']')) return { kind: 'list', items, ...(open ? { open } : {}) };
      if (!this.#take(',')) return undefined;
    }
  }

  #map(depth: number): Datum | undefined {
    this.#offset++;
    const entries = new Map<string, Datum>();
    let open = false;
    this.#space();
    if (this.#take('}')) return { kind: 'map', entries };
    for (;;) {
      this.#space();
      const key = this.#peek() === '"' ? this.#string() : undefined;
      if (key === undefined) return undefined;
      this.#space();
      if (!this.#take(':')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      const name = literalOf(key);
      if (name === undefined) open = true;
      else entries.set(name, value);
      this.#space();
      if (this.#take('}')) return { kind: 'map', entries, ...(open ? { open } : {}) };
      if (!this.#take(',')) return undefined;
    }
  }

  #string(): Text | undefined {
    this.#offset++;
    const parts: Piece[] = [];
    let run = '';
    for (;;) {
      const next = this.#peek();
      if (next === undefined) return undefined;
      if (typeof next !== 'string') {
        parts.push({ kind: 'lit', text: run }, next);
        run = '';
        this.#piece++;
        continue;
      }
      this.#offset++;
      if (next === '"') return concat(parts, lit(run));
      if (next < ' ') return undefined;
      const c = next === '\\' ? this.#escape() : next;
      if (c === undefined) return undefined;
      run += c;
    }
  }

  #escape(): string | undefined {
    const next = this.#peek();
    if (typeof next !== 'string') return undefined;
    this.#offset++;
    switch (next) {
      case '"':
      case '\\':
      case '/':
        return next;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u': {
        let digits = '';
        for (let i = 0; i < 4; i++) {
          const c = this.#peek();
          if (typeof c !== 'string' || !/[0-9A-Fa-f]/.test(c)) return undefined;
          digits += c;
          this.#offset++;
        }
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      default:
        return undefined;
    }
  }

  /** A number or word, or a value that is (partly) unknown: all up to the next separator. */
  #bare(): Datum | undefined {
    const parts: Piece[] = [];
    let run = '';
    for (let next = this.#peek(); next !== undefined; next = this.#peek()) {
      if (typeof next !== 'string') {
        parts.push({ kind: 'lit', text: run }, next);
        run = '';
        this.#piece++;
      } else if (/[\s,\]}:"[{]/.test(next)) break;
      else {
        run += next;
        this.#offset++;
      }
    }
    const text = concat(parts, lit(run));
    const word = literalOf(text);
    if (word === undefined) return { kind: 'text', text: derive('from-json', text, { shape: anyShape }) };
    if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true' };
    if (word === 'null') return { kind: 'null' };
    return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word) ? { kind: 'number', value: Number(word) } : undefined;
  }
}

export interface JsonPrintOptions {
  /** Spaces for each level, as `toJSON()` prints with two; 0 prints on one line. Default 0. */
  readonly indent?: number;
}

/**
 * Prints a datum: a text bare, everything else as JSON. Undefined where something is not known: a truth value, or a
 * list or map that may have more members.
 */
export function datumToText(datum: Datum, options: JsonPrintOptions = {}): Text | undefined {
  return datum.kind === 'text' ? datum.text : printed(datum, options.indent ?? 0, 0);
}

function printed(datum: Datum, indent: number, depth: number): Text | undefined {
  if (depth > maxDepth) return undefined;
  switch (datum.kind) {
    case 'text':
      return concat(lit('"'), quoted(datum.text), lit('"'));
    case 'bool':
      return datum.value === 'unknown' ? undefined : lit(String(datum.value));
    case 'number':
      return lit(Number.isFinite(datum.value) ? String(datum.value) : 'null');
    case 'null':
      return lit('null');
    case 'list':
      return datum.open === true
        ? undefined
        : enclosed(
            '[',
            datum.items.map((item) => printed(item, indent, depth + 1)),
            ']',
            indent,
            depth,
          );
    case 'map': {
      if (datum.open === true) return undefined;
      const entries = [...datum.entries].map(([key, value]) => {
        const text = printed(value, indent, depth + 1);
        return text === undefined ? undefined : concat(lit(`${JSON.stringify(key)}:${indent > 0 ? ' ' : ''}`), text);
      });
      return enclosed('{', entries, '}', indent, depth);
    }
  }
}

function enclosed(open: string, members: readonly (Text | undefined)[], close: string, indent: number, depth: number): Text | undefined {
  if (members.length === 0) return lit(open + close);
  const line = indent > 0 ? `\n${' '.repeat(indent * (depth + 1))}` : '';
  const parts: Text[] = [lit(open)];
  for (const [i, member] of members.entries()) {
    if (member === undefined) return undefined;
    parts.push(lit(i === 0 ? line : `,${line}`), member);
  }
  return concatAll([...parts, lit(indent > 0 ? `\n${' '.repeat(indent * depth)}${close}` : close)]);
}

function quoted(text: Text): Text {
  return concat(
    text.map((piece): Piece => {
      if (piece.kind === 'lit') return { kind: 'lit', text: JSON.stringify(piece.text).slice(1, -1) };
      return piece.kind === 'alt' ? { kind: 'alt', key: piece.key, options: piece.options.map(quoted) } : piece;
    }),
  );
}
