import { limits } from '../../base/index.ts';
import type { RandomBytes } from './byte-tree.ts';
import { Malformed } from './malformed.ts';

/** A member of a zip archive, as its directory and its own header both say. */
export interface ZipEntry {
  readonly name: string;
  /** Of Unix; 0 where the archive says none. */
  readonly mode: number;
  readonly method: 'stored' | 'deflated';
  /** Where its bytes begin, and how many they are packed and unpacked. */
  readonly start: number;
  readonly packedSize: number;
  readonly size: number;
  readonly sum: number;
  /** Why it cannot be opened. */
  readonly problem: string | undefined;
}

const endBytes = 22;
const locatorBytes = 20;
const entryBytes = 46;
const headerBytes = 30;

/**
 * Reads the directory at the end of a zip archive. Throws `Malformed` where a member lies over another, or is called
 * otherwise by its own header: then two readers see two archives. Source: PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5.
 */
export function readDirectory(bytes: RandomBytes): readonly ZipEntry[] {
  const end = endOf(bytes);
  if (end.count > limits.maxTreeEntries) throw new Malformed(`more than ${limits.maxTreeEntries} members`, 'too-much');
  if (end.size > limits.maxZipDirectoryBytes) throw new Malformed('its directory is too long', 'too-much');
  // What stands before an archive, as the script of a self-extracting one, is not counted by it.
  const shift = end.at - end.size - end.offset;
  if (shift < 0) throw new Malformed('its directory is not where it says');
  const directory = exactly(bytes, end.offset + shift, end.size);
  const entries: (ZipEntry & { readonly from: number })[] = [];
  let at = 0;
  for (let i = 0; i < end.count; i += 1) {
    const { entry, next } = entryAt(directory, at);
    entries.push({ ...entry, ...bodyOf(bytes, entry, entry.offset + shift), from: entry.offset + shift });
    at = next;
  }
  if (at !== directory.length) throw new Malformed('its directory has another length than it says');
  let free = 0;
  for (const one of entries.toSorted((a, b) => a.from - b.from)) {
    if (one.from < free) throw new Malformed('two members lie over each other');
    free = one.start + one.packedSize;
  }
  if (free > end.offset + shift) throw new Malformed('a member lies over the directory');
  return entries;
}

interface End {
  /** Where the end begins, which is where the directory stops. */
  readonly at: number;
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** Sections 4.3.14 to 4.3.16. */
function endOf(bytes: RandomBytes): End {
  const length = Math.min(bytes.size, endBytes + 0xffff);
  const tail = bytes.at(bytes.size - length, length);
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50 || at + endBytes + view.getUint16(at + 20, true) !== tail.length) continue;
    if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true)) throw new Malformed('it is one of several parts');
    const where = bytes.size - length + at;
    const end = { at: where, count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
    return end.count === 0xffff || end.size === 0xffffffff || end.offset === 0xffffffff ? largeEndOf(bytes, end) : end;
  }
  throw new Malformed('it is no zip archive, or is cut short');
}

function largeEndOf(bytes: RandomBytes, small: End): End {
  if (small.at < locatorBytes) return small;
  const locator = viewOf(exactly(bytes, small.at - locatorBytes, locatorBytes));
  if (locator.getUint32(0, true) !== 0x07064b50) return small;
  // The record stands right before its locator, whatever stands before the archive.
  const at = small.at - locatorBytes - 56;
  const record = viewOf(exactly(bytes, at, 56));
  if (record.getUint32(0, true) !== 0x06064b50) throw new Malformed('its directory is not where it says');
  return { at, count: numberAt(record, 32), size: numberAt(record, 40), offset: numberAt(record, 48) };
}

interface Listed extends Pick<ZipEntry, 'name' | 'mode' | 'method' | 'packedSize' | 'size' | 'sum' | 'problem'> {
  readonly offset: number;
  readonly rawName: Uint8Array;
}

/** Section 4.3.12. */
function entryAt(directory: Uint8Array, at: number): { readonly entry: Listed; readonly next: number } {
  const view = viewOf(directory);
  if (at + entryBytes > directory.length || view.getUint32(at, true) !== 0x02014b50) throw new Malformed('its directory is malformed');
  const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
  const next = at + entryBytes + nameLength + extraLength + commentLength;
  if (next > directory.length) throw new Malformed('its directory is malformed');
  const rawName = directory.subarray(at + entryBytes, at + entryBytes + nameLength);
  const extra = directory.subarray(at + entryBytes + nameLength, at + entryBytes + nameLength + extraLength);
  const sizes = largeSizes(extra, [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]);
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const isUnix = directory[at + 5] === 3 || directory[at + 5] === 19;
  const problem = (flags & 1) !== 0 ? 'it is encrypted' : method === 0 || method === 8 ? undefined : `it is packed in a way that is not read (${method})`;
  const [size = 0, packedSize = 0, offset = 0] = sizes;
  return {
    entry: {
      name: Buffer.from(rawName.buffer, rawName.byteOffset, rawName.byteLength).toString('utf8'),
      rawName,
      mode: isUnix ? view.getUint16(at + 40, true) : 0,
      method: method === 0 ? 'stored' : 'deflated',
      packedSize,
      size,
      offset,
      sum: view.getUint32(at + 16, true),
      problem,
    },
    next,
  };
}

/** Sizes that do not fit stand in a field of their own, in this order, each only where it does not fit. Section 4.5.3. */
function largeSizes(extra: Uint8Array, small: readonly number[]): readonly number[] {
  if (!small.includes(0xffffffff)) return small;
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = at + 4 + view.getUint16(at + 2, true);
    let from = at + 4;
    return small.map((one) => {
      if (one !== 0xffffffff) return one;
      if (from + 8 > Math.min(end, extra.length)) throw new Malformed('a size is missing');
      from += 8;
      return numberAt(view, from - 8);
    });
  }
  throw new Malformed('a size is missing');
}

/** Where the bytes of a member begin: its own header may have fields that the directory has not. Section 4.3.7. */
function bodyOf(bytes: RandomBytes, { rawName, packedSize }: Listed, at: number): Pick<ZipEntry, 'start'> {
  const header = exactly(bytes, at, headerBytes + rawName.length);
  const view = viewOf(header);
  if (view.getUint32(0, true) !== 0x04034b50) throw new Malformed('a member is not where the directory says');
  const isSame = view.getUint16(26, true) === rawName.length && Buffer.from(header.subarray(headerBytes)).equals(rawName);
  if (!isSame) throw new Malformed('a member has another name than in the directory');
  const start = at + headerBytes + rawName.length + view.getUint16(28, true);
  if (start + packedSize > bytes.size) throw new Malformed('it is cut short');
  return { start };
}

function exactly(bytes: RandomBytes, at: number, length: number): Uint8Array {
  const part = at < 0 || at + length > bytes.size ? undefined : bytes.at(at, length);
  if (part?.length !== length) throw new Malformed('it is cut short');
  return part;
}

function numberAt(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Malformed('a size that is none');
  return Number(value);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
