import { Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { limits } from '../../base/index.ts';
import { Malformed } from './malformed.ts';

/** Bytes that can be read from their start as often as wanted; a piece may be overwritten by the next. */
export type Pieces = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

type Packing = 'gzip' | 'zstd' | 'none';

/**
 * Unpacks gzip and zstd, told by their first bytes, and passes everything else on as it is. Throws `Malformed` for what
 * cannot be unpacked, and for a little that becomes too much. Source: RFC 1952, section 2.3.1; RFC 8878, section 3.1.
 */
export async function* unpack(pieces: Pieces): AsyncGenerator<Uint8Array> {
  const counted = new Counted(pieces());
  const packing = packingOf(await counted.head());
  if (packing === 'none') {
    yield* counted.all();
    return;
  }
  const unpacker: Transform = packing === 'gzip' ? createGunzip({ chunkSize: chunkBytes }) : createZstdDecompress({ chunkSize: chunkBytes });
  const source = Readable.from(counted.copies());
  source.on('error', (error) => unpacker.destroy(error));
  source.pipe(unpacker);
  let unpacked = 0;
  try {
    for await (const piece of unpacker) {
      unpacked += piece.length;
      const isBomb = unpacked > limits.freelyUnpackedBytes && unpacked > counted.bytes * limits.maxUnpackRatio;
      if (isBomb || unpacked > limits.maxUnpackedBytes) throw new Malformed(`it unpacks to more than ${unpacked - piece.length} bytes`, 'too-much');
      yield piece;
    }
  } catch (error) {
    // What zlib says of bytes has a code of its own; everything else is not about the bytes.
    if (error instanceof Error && 'code' in error && /^(?:Z_|ZSTD_|ERR_(?:ZLIB|ZSTD)|ERR_TRAILING)/.test(String(error.code)))
      throw new Malformed(error.message.includes('unexpected end') ? 'it is cut short' : `it is packed with ${packing}, and cannot be unpacked`);
    throw error;
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}

const chunkBytes = 256 * 1024;

/** Throws `Malformed` for packings that are known and not read. */
function packingOf(head: Uint8Array): Packing {
  const hex = Buffer.from(head).toString('hex');
  if (hex.startsWith('1f8b')) return 'gzip';
  if (hex.startsWith('28b52ffd') || /^5.2a4d18/.test(hex)) return 'zstd';
  if (hex.startsWith('425a68')) throw new Malformed('it is packed with bzip2, which is not read; unpack it, and give the folder', 'unsupported');
  if (hex.startsWith('fd377a585a00')) throw new Malformed('it is packed with xz, which is not read; unpack it, and give the folder', 'unsupported');
  return 'none';
}

/** Bytes whose beginning was looked at, and that are counted. */
class Counted {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #head: Uint8Array = new Uint8Array();
  bytes = 0;

  constructor(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  }

  async head(): Promise<Uint8Array> {
    while (this.#head.length < 6) {
      const next = await this.#pieces.next();
      if (next.done === true) break;
      this.#head = Buffer.concat([this.#head, next.value]);
    }
    return this.#head;
  }

  async *all(): AsyncGenerator<Uint8Array> {
    try {
      this.bytes += this.#head.length;
      yield this.#head;
      for (let next = await this.#pieces.next(); next.done !== true; next = await this.#pieces.next()) {
        this.bytes += next.value.length;
        yield next.value;
      }
    } finally {
      await this.#pieces.return?.();
    }
  }

  async *copies(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.all()) yield piece.slice();
  }
}
