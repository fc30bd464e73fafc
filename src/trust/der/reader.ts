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

/** One value: its tag, what it contains, and all of its bytes. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
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
  #at = 0;

  constructor(bytes: Uint8Array, depth = 0) {
    if (depth > maxDepth) throw new DerFault('nested too deeply');
    this.#bytes = bytes;
    this.#depth = depth;
  }

  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** The tag of the next value; undefined at the end. */
  get peek(): number | undefined {
    return this.#bytes[this.#at];
  }

  next(): DerValue {
    const bytes = this.#bytes;
    const start = this.#at;
    const found = bytes[start];
    if (found === undefined) throw new DerFault('a value is missing');
    if ((found & 0x1f) === 0x1f) throw new DerFault('a tag of several bytes');
    let length = bytes[start + 1];
    if (length === undefined) throw new DerFault('a length is cut off');
    let content = start + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0) throw new DerFault('an indefinite length');
      if (count > 4) throw new DerFault('a length past every bound');
      length = 0;
      for (let i = 0; i < count; i++) {
        const byte = bytes[content++];
        if (byte === undefined) throw new DerFault('a length is cut off');
        if (i === 0 && byte === 0) throw new DerFault('a length with a leading zero');
        length = length * 256 + byte;
      }
      if (length < 0x80) throw new DerFault('a length in more bytes than needed');
    }
    const end = content + length;
    if (end > bytes.length) throw new DerFault('a value is cut off');
    this.#at = end;
    return { tag: found, content: bytes.subarray(content, end), whole: bytes.subarray(start, end) };
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
    return new DerReader(value.content, this.#depth + 1);
  }

  sequence(what: string): DerReader {
    return this.inside(this.expect(tag.sequence, what));
  }

  /** A reader of DER that an OCTET STRING or the like wraps. */
  wrapped(value: DerValue): DerReader {
    return new DerReader(value.content, this.#depth + 1);
  }

  end(what: string): void {
    if (this.more) throw new DerFault(`${what} has bytes after its end`);
  }
}
