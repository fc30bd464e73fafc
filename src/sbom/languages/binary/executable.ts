import type { RandomBytes } from '../../tree/byte-tree.ts';

/** A named part of an executable, by its place in the file and in memory. */
export interface Section {
  readonly name: string;
  readonly address: number;
  readonly offset: number;
  /** Bytes of it that are in the file. */
  readonly size: number;
  readonly isWritable: boolean;
}

/** One executable; a universal file of macOS holds several. */
export interface Executable {
  readonly sections: readonly Section[];
  /** What is loaded, for addresses in memory. */
  readonly segments: readonly Section[];
}

/** A file that begins as an executable, and is none that can be read. */
export class MalformedExecutable extends Error {}

/** Whole numbers of a piece of a file, of either byte order. Throws `MalformedExecutable` past its end. */
export class Numbers {
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(bytes: Uint8Array, order: 'little' | 'big') {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isLittle = order === 'little';
  }

  u16(at: number): number {
    return this.#within(at, 2, () => this.#view.getUint16(at, this.#isLittle));
  }

  u32(at: number): number {
    return this.#within(at, 4, () => this.#view.getUint32(at, this.#isLittle));
  }

  /** Addresses and sizes past what a number holds exactly are none of a real file. */
  u64(at: number): number {
    const value = this.#within(at, 8, () => this.#view.getBigUint64(at, this.#isLittle));
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
  }

  #within<Value>(at: number, length: number, read: () => Value): Value {
    if (!Number.isSafeInteger(at) || at < 0 || at + length > this.#view.byteLength) throw new MalformedExecutable('a header is cut short');
    return read();
  }
}

/** Exactly these bytes of a file. Throws `MalformedExecutable` where it has fewer. */
export function take(bytes: RandomBytes, offset: number, length: number): Uint8Array {
  if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || offset + length > bytes.size) throw new MalformedExecutable('it points past its end');
  const read = bytes.at(offset, length);
  if (read.length !== length) throw new MalformedExecutable('it is cut short');
  return read;
}

/** The text of a field of fixed length, up to its first zero byte. */
export function fixedText(bytes: Uint8Array, at: number, length: number): string {
  const text = Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}
