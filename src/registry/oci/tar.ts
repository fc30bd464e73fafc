import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';

/** The regular files of an archive by name: their sizes and places, and the bytes of those that are small. */
export interface TarFiles {
  readonly sizes: ReadonlyMap<string, number>;
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** Where in the archive the bytes of each begin. */
  readonly starts: ReadonlyMap<string, number>;
}

/** Which files to keep the bytes of, by name and size. */
export type Keep = (name: string, size: number) => boolean;

const block = 512;
const ascii = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8');

/**
 * Reads a tar archive in one pass, and nothing of it to the disk. Takes its bytes piece by piece. A name that stands twice
 * is refused: which of the two counts depends on who reads. Source: POSIX.1-2024 `pax`, "ustar Interchange Format" and "pax
 * Header Block"; GNU tar for long names.
 */
export function readTar(pieces: Iterable<Uint8Array>, keep: Keep): Parsed<TarFiles> {
  const bad = (why: string): Parsed<never> => refused('SUBJECT_UNREADABLE', `not a tar archive: ${why}`);
  const input = new Input(pieces);
  const sizes = new Map<string, number>();
  const kept = new Map<string, Uint8Array>();
  const starts = new Map<string, number>();
  let longName: string | undefined;
  let longSize: number | undefined;
  let keptBytes = 0;
  for (;;) {
    const header = input.take(block);
    if (header === undefined) return sizes.size === 0 ? bad('it is empty or cut short') : parsed({ sizes, kept, starts });
    if (header.every((byte) => byte === 0)) return sizes.size === 0 ? bad('it holds no files') : parsed({ sizes, kept, starts });
    if (!sumFits(header)) return bad('a header does not add up');
    const type = String.fromCharCode(header[156] ?? 0);
    const size = longSize ?? numberAt(header, 124, 12);
    if (!Number.isSafeInteger(size) || size < 0) return bad('a size that is none');
    const padded = Math.ceil(size / block) * block;
    if (type === 'x' || type === 'L') {
      const body = size <= limits.maxTokenBytes ? input.take(padded)?.subarray(0, size) : undefined;
      if (body === undefined) return bad('a long name is cut short, or too long');
      const more = type === 'L' ? { path: untilNul(utf8.decode(body)), size: undefined } : paxOf(body);
      if (more === undefined) return bad('a header of pax is malformed');
      longName = more.path ?? longName;
      longSize = more.size ?? longSize;
      continue;
    }
    const name = (longName ?? nameOf(header)).replace(/^(?:\.\/)+/, '');
    longName = undefined;
    longSize = undefined;
    // Links and devices are nothing that a layout has.
    if (type !== '0' && type !== '\0' && type !== '7') {
      if (!input.skip('123456'.includes(type) ? 0 : padded)) return bad('it is cut short');
      continue;
    }
    if (sizes.has(name)) return bad('it has two files of one name');
    if (sizes.size >= limits.maxFilesListed) return refused('SERVICE_TOO_MUCH', `an archive of more than ${limits.maxFilesListed} files`);
    sizes.set(name, size);
    starts.set(name, input.taken);
    const isKept = keep(name, size) && keptBytes + size <= limits.maxKeptBytes;
    const body = isKept ? input.take(padded) : undefined;
    if (isKept ? body === undefined : !input.skip(padded)) return bad('it is cut short');
    if (body === undefined) continue;
    keptBytes += size;
    kept.set(name, body.slice(0, size));
  }
}

/** Bytes that come in pieces, taken in other pieces. */
class Input {
  readonly #pieces: Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  /** Bytes that were taken so far. */
  taken = 0;
  #at = 0;

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Exactly that many, in an array of its own; undefined where there are fewer. */
  take(count: number): Uint8Array | undefined {
    // Grown as the bytes come: a header may claim what is not there.
    const parts: Uint8Array[] = [];
    const isWhole = this.#walk(count, (part) => void parts.push(part.slice()));
    return isWhole ? Buffer.concat(parts) : undefined;
  }

  skip(count: number): boolean {
    return this.#walk(count, () => undefined);
  }

  #walk(count: number, see: (part: Uint8Array) => void): boolean {
    for (let left = count; left > 0;) {
      if (this.#at === this.#piece.length) {
        const next = this.#pieces.next();
        if (next.done === true) return false;
        this.#piece = next.value;
        this.#at = 0;
        continue;
      }
      const end = Math.min(this.#at + left, this.#piece.length);
      see(this.#piece.subarray(this.#at, end));
      left -= end - this.#at;
      this.taken += end - this.#at;
      this.#at = end;
    }
    return true;
  }
}

function sumFits(header: Uint8Array): boolean {
  // The sum is taken with its own field as if it were blank.
  const sum = header.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  return sum === numberAt(header, 148, 8);
}

/** Octal digits; NaN for what is none. Sizes past eight gigabytes have GNU's binary form. */
function numberAt(header: Uint8Array, from: number, length: number): number {
  const field = header.subarray(from, from + length);
  if (field[0] === 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const text = untilNul(ascii.decode(field)).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

function nameOf(header: Uint8Array): string {
  const name = untilNul(utf8.decode(header.subarray(0, 100)));
  const prefix = ascii.decode(header.subarray(257, 263)) === 'ustar\0' ? untilNul(utf8.decode(header.subarray(345, 500))) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

/** Records of `LENGTH KEY=VALUE\n`; undefined where one does not fit. */
function paxOf(body: Uint8Array): { readonly path: string | undefined; readonly size: number | undefined } | undefined {
  let path: string | undefined;
  let size: number | undefined;
  for (let at = 0; at < body.length;) {
    const digits = /^(\d{1,7}) /.exec(ascii.decode(body.subarray(at, at + 8)))?.[1] ?? '';
    const end = at + Number(digits);
    if (digits === '' || end <= at || end > body.length || body[end - 1] !== 0x0a) return undefined;
    const record = utf8.decode(body.subarray(at + digits.length + 1, end - 1));
    const equals = record.indexOf('=');
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)];
    if (key === 'path') path = value;
    if (key === 'size') size = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    at = end;
  }
  return { path, size };
}
