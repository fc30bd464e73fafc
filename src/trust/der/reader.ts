/** What makes bytes no DER. Never leaves this room: a door catches it and gives a refusal. */
export class DerFault extends Error {}

/** Universal tags that certificates and timestamps are made of. Source: X.690 section 8. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** `[n]`, constructed. */
export function constructed(n: number): number {
  return 0xa0 | n;
}

/** `[n] IMPLICIT` of a primitive type. */
export function primitive(n: number): number {
  return 0x80 | n;
}

/** One value: its tag, what it contains, and all of its bytes, as places in the bytes that it was read from: a view is made where one is asked for. */
export class DerValue {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Where its content begins. */
  readonly from: number;
  /** Where it ends, and its content with it. */
  readonly to: number;

  constructor(found: number, bytes: Uint8Array, start: number, from: number, to: number) {
    this.tag = found;
    this.bytes = bytes;
    this.start = start;
    this.from = from;
    this.to = to;
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.from, this.to);
  }

  get whole(): Uint8Array {
    return this.bytes.subarray(this.start, this.to);
  }
}

/** Deeper nesting occurs in no certificate and no timestamp. */
const maxDepth = 24;

/**
 * Reads the values of one constructed value, in order and none left over.
 * Source: X.690 sections 8 and 10: definite lengths in the fewest bytes, tags of one byte.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #depth: number;
  readonly #to: number;
  #at: number;

  /** Takes bytes, how deep they are nested, and the stretch of them that is read. */
  constructor(bytes: Uint8Array, depth = 0, from = 0, to = bytes.length) {
    if (depth > maxDepth) throw new DerFault('nested too deeply');
    this.#bytes = bytes;
    this.#depth = depth;
    this.#at = from;
    this.#to = to;
  }

  get more(): boolean {
    return this.#at < this.#to;
  }

  /** The tag of the next value; undefined at the end. */
  get peek(): number | undefined {
    return this.#at < this.#to ? this.#bytes[this.#at] : undefined;
  }

  next(): DerValue {
    const bytes = this.#bytes;
    const to = this.#to;
    const start = this.#at;
    if (start >= to) throw new DerFault('a value is missing');
    const found = bytes[start] ?? 0;
    if ((found & 0x1f) === 0x1f) throw new DerFault('a tag of several bytes');
    let content = start + 2;
    if (content > to) throw new DerFault('a length is cut off');
    let length = bytes[start + 1] ?? 0;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0) throw new DerFault('an indefinite length');
      if (count > 4) throw new DerFault('a length past every bound');
      if (content + count > to) throw new DerFault('a length is cut off');
      length = 0;
      for (let i = 0; i < count; i++) {
        const byte = bytes[content++] ?? 0;
        if (i === 0 && byte === 0) throw new DerFault('a length with a leading zero');
        length = length * 256 + byte;
      }
      if (length < 0x80) throw new DerFault('a length in more bytes than needed');
    }
    const end = content + length;
    if (end > to) throw new DerFault('a value is cut off');
    this.#at = end;
    return new DerValue(found, bytes, start, content, end);
  }

  expect(wanted: number, what: string): DerValue {
    if (this.peek !== wanted) throw new DerFault(`${what} is missing or of another type`);
    return this.next();
  }

  optional(wanted: number): DerValue | undefined {
    return this.peek === wanted ? this.next() : undefined;
  }

  /** A reader of what a constructed value holds. */
  inside(value: DerValue): DerReader {
    if ((value.tag & 0x20) === 0) throw new DerFault('a primitive value where parts were expected');
    return this.wrapped(value);
  }

  sequence(what: string): DerReader {
    return this.inside(this.expect(tag.sequence, what));
  }

  /** A reader of DER that an OCTET STRING or the like wraps. */
  wrapped(value: DerValue): DerReader {
    return new DerReader(value.bytes, this.#depth + 1, value.from, value.to);
  }

  end(what: string): void {
    if (this.more) throw new DerFault(`${what} has bytes after its end`);
  }
}
