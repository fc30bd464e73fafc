/** Bounds of the format: entries of a header, and bytes of its data. Source: rpm `lib/header.c`, which refuses more. */
const maxEntries = 65_535;
const maxDataBytes = 256 * 1024 * 1024;

/** Tags that are read. Source: rpm `include/rpm/rpmtag.h`. */
export const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  url: 1020,
  arch: 1022,
  sourceRpm: 1044,
  provideName: 1047,
  requireName: 1049,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
} as const;

export type Tag = keyof typeof tags;

/** The values of a header, asked for by tag. */
export interface Header {
  /** The first text, or undefined where the tag is not there. */
  readonly text: (tag: Tag) => string | undefined;
  readonly texts: (tag: Tag) => readonly string[];
  readonly numbers: (tag: Tag) => readonly number[];
}

/** What no header says. Caught where headers are read. */
export class MalformedHeader extends Error {}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/** Bytes of a value by its type; the texts have none. Source: rpm `lib/header.c`. */
const widths: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const textTypes = [6, 8, 9];

/**
 * Reads a header as a database of rpm holds it: two counts, entries of sixteen bytes, and data. Throws `MalformedHeader`
 * where it is longer or shorter than it says, and where a value that is asked for leaves it. Source: rpm manual,
 * "RPM V4 package format", section Header.
 */
export function readHeader(blob: Uint8Array): Header {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  if (blob.length < 8) throw new MalformedHeader('a header is cut short');
  const [entryCount, dataBytes] = [view.getUint32(0), view.getUint32(4)];
  if (entryCount === 0 || entryCount > maxEntries || dataBytes > maxDataBytes) throw new MalformedHeader('a header has a size that none has');
  const start = 8 + 16 * entryCount;
  if (start + dataBytes !== blob.length) throw new MalformedHeader('a header has another length than it says');
  const entries = new Map<number, Entry>();
  for (let i = 0; i < entryCount; i += 1) {
    const at = 8 + 16 * i;
    const tag = view.getInt32(at);
    const entry = { type: view.getUint32(at + 4), offset: view.getInt32(at + 8), count: view.getUint32(at + 12) };
    // What frames the rest points outside on purpose; none of it is asked for.
    if (tag >= 61 && tag <= 63) continue;
    if (entry.offset < 0 || entry.offset > dataBytes || entry.count > dataBytes) throw new MalformedHeader(`a header has a value of tag ${tag} outside it`);
    if (entries.has(tag)) throw new MalformedHeader(`a header has the tag ${tag} twice`);
    entries.set(tag, entry);
  }
  const data = blob.subarray(start);
  const textsOf = (tag: Tag): readonly string[] => {
    const entry = entries.get(tags[tag]);
    if (entry === undefined) return [];
    if (!textTypes.includes(entry.type)) throw new MalformedHeader(`the tag ${tag} is no text`);
    return readTexts(data, entry, tag);
  };
  const numbersOf = (tag: Tag): readonly number[] => {
    const entry = entries.get(tags[tag]);
    if (entry === undefined) return [];
    const width = widths[entry.type];
    if (width === undefined || entry.type === 7) throw new MalformedHeader(`the tag ${tag} is no number`);
    if (entry.offset + width * entry.count > data.length) throw new MalformedHeader(`the tag ${tag} leaves the header`);
    return Array.from({ length: entry.count }, (_, i) => numberAt(data, entry.offset + i * width, width));
  };
  return { texts: textsOf, text: (tag) => textsOf(tag)[0], numbers: numbersOf };
}

function readTexts(data: Uint8Array, { type, offset, count }: Entry, tag: Tag): readonly string[] {
  const texts: string[] = [];
  let at = offset;
  // A plain text is one, whatever is counted.
  for (let i = 0; i < (type === 6 ? 1 : count); i += 1) {
    const end = data.indexOf(0, at);
    if (end === -1) throw new MalformedHeader(`the tag ${tag} leaves the header`);
    texts.push(Buffer.from(data.buffer, data.byteOffset + at, end - at).toString('utf8'));
    at = end + 1;
  }
  return texts;
}

function numberAt(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i += 1) value = value * 256 + (data[at + i] ?? 0);
  return value;
}
