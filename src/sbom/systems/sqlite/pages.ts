/** What a database says that no database says; caught at the door of this folder. */
export class Malformed extends Error {}

/** The file header of a database. Source: sqlite.org `fileformat2.html`, section 1.3. */
const headerBytes = 100;
const magic = 'SQLite format 3\0';

/** The pages of a database, those of its write-ahead log over those of the file. */
export class Pages {
  readonly #file: Uint8Array;
  readonly #newer: ReadonlyMap<number, Uint8Array>;
  /** Of a page, in bytes, and how many of them are used. */
  readonly size: number;
  readonly usable: number;
  readonly count: number;

  /** Takes the file, and the write-ahead log beside it where there is one. Throws `Malformed`. */
  constructor(file: Uint8Array, log: Uint8Array | undefined) {
    this.#file = file;
    const view = viewOf(file);
    if (file.length < headerBytes || Buffer.from(file.subarray(0, magic.length)).toString('latin1') !== magic) throw new Malformed('it is no SQLite database');
    const said = view.getUint16(16);
    this.size = said === 1 ? 65_536 : said;
    if (this.size < 512 || (this.size & (this.size - 1)) !== 0) throw new Malformed('its pages have a size that none has');
    this.usable = this.size - (file[20] ?? 0);
    if (this.usable < 480) throw new Malformed('its pages have no room');
    if ((file[19] ?? 0) > 2) throw new Malformed('it is of a format that is not read');
    const overlay = log === undefined || log.length === 0 ? undefined : readLog(log, this.size);
    this.#newer = overlay?.pages ?? new Map<number, Uint8Array>();
    const whole = Math.floor(file.length / this.size);
    // The count in the header is one of an older SQLite where the two counters differ (section 1.3.8).
    const told = view.getUint32(24) === view.getUint32(92) ? view.getUint32(28) : 0;
    this.count = overlay?.count ?? (told === 0 ? whole : told);
    if (overlay === undefined && this.count > whole) throw new Malformed('it is cut short');
    const encoding = viewOf(this.page(1)).getUint32(56);
    if (encoding !== 1 && encoding !== 0) throw new Malformed('its texts are not UTF-8');
  }

  /** A page by its number, which begins at 1. Throws `Malformed`. */
  page(number: number): Uint8Array {
    if (number < 1 || number > this.count) throw new Malformed(`it points to a page ${number} that it does not have`);
    const newer = this.#newer.get(number);
    if (newer !== undefined) return newer;
    const start = (number - 1) * this.size;
    if (start + this.size > this.#file.length) throw new Malformed('it is cut short');
    return this.#file.subarray(start, start + this.size);
  }
}

interface Overlay {
  readonly pages: ReadonlyMap<number, Uint8Array>;
  /** Pages of the database after the last transaction. */
  readonly count: number;
}

/**
 * What the write-ahead log adds: frames up to the last that ends a transaction, as far as the sums hold. What comes after
 * was never committed. Source: sqlite.org `fileformat2.html`, section 4.
 */
function readLog(log: Uint8Array, pageSize: number): Overlay | undefined {
  if (log.length < 32) return undefined;
  const view = viewOf(log);
  const mark = view.getUint32(0);
  if (mark !== 0x377f0682 && mark !== 0x377f0683) throw new Malformed('its write-ahead log is none');
  const isLittle = mark === 0x377f0682;
  let sums = checksum(log, { from: 0, to: 24, isLittle, sums: { a: 0, b: 0 } });
  // A log whose own header does not add up is one that a crash left; SQLite reads none of it.
  if (sums.a !== view.getUint32(24) || sums.b !== view.getUint32(28)) return undefined;
  if (view.getUint32(8) !== pageSize) throw new Malformed('its write-ahead log has pages of another size');
  const committed = new Map<number, Uint8Array>();
  const open = new Map<number, Uint8Array>();
  let count: number | undefined;
  for (let at = 32; at + 24 + pageSize <= log.length; at += 24 + pageSize) {
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20)) break;
    sums = checksum(log, { from: at, to: at + 8, isLittle, sums });
    sums = checksum(log, { from: at + 24, to: at + 24 + pageSize, isLittle, sums });
    if (sums.a !== view.getUint32(at + 16) || sums.b !== view.getUint32(at + 20)) break;
    open.set(view.getUint32(at), log.subarray(at + 24, at + 24 + pageSize));
    const after = view.getUint32(at + 4);
    if (after === 0) continue;
    for (const [number, page] of open) committed.set(number, page);
    open.clear();
    count = after;
  }
  return count === undefined ? undefined : { pages: committed, count };
}

interface Sums {
  readonly a: number;
  readonly b: number;
}

function checksum(
  bytes: Uint8Array,
  { from, to, isLittle, sums }: { readonly from: number; readonly to: number; readonly isLittle: boolean; readonly sums: Sums },
): Sums {
  const view = viewOf(bytes);
  let { a, b } = sums;
  for (let at = from; at < to; at += 8) {
    a = (a + view.getUint32(at, isLittle) + b) >>> 0;
    b = (b + view.getUint32(at + 4, isLittle) + a) >>> 0;
  }
  return { a, b };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
