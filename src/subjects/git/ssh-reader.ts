/** Reads the parts of SSH's wire format; undefined from where something is cut off. Source: RFC 4251 section 5. */
export class SshReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  bytes(count: number): Uint8Array | undefined {
    if (this.#at + count > this.#bytes.length) return undefined;
    const found = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return found;
  }

  uint32(): number | undefined {
    const found = this.bytes(4);
    return found === undefined ? undefined : new DataView(found.buffer, found.byteOffset, 4).getUint32(0);
  }

  string(): Uint8Array | undefined {
    const length = this.uint32();
    return length === undefined ? undefined : this.bytes(length);
  }

  /** A number above 0 in its shortest two's complement form, which is that of DER as well. */
  integer(): Uint8Array | undefined {
    const found = this.string();
    const [first, second] = found ?? [];
    if (found === undefined || first === undefined || first >= 0x80) return undefined;
    return first === 0 && (second === undefined || second < 0x80) ? undefined : found;
  }

  /** The same without the zero that keeps its sign. */
  number(): Uint8Array | undefined {
    const found = this.integer();
    return found?.[0] === 0 ? found.subarray(1) : found;
  }
}
