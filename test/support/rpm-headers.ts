/** Values of a header by their tags: texts, lists of texts, or numbers. */
export type RpmValues = Readonly<Record<number, string | readonly string[] | readonly number[]>>;

/** The tags that tests write. */
export const rpmTags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  license: 1014,
  arch: 1022,
  sourceRpm: 1044,
  provideName: 1047,
  requireName: 1049,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
} as const;

/** A header as rpm keeps it in its database: the region that frames it, entries, data. */
export function rpmHeader(values: RpmValues): Buffer {
  const entries: Buffer[] = [];
  const data: Buffer[] = [];
  let length = 0;
  const add = (tag: number, type: number, count: number, bytes: Buffer, align = 1): void => {
    const gap = Buffer.alloc((align - (length % align)) % align);
    const entry = Buffer.alloc(16);
    entry.writeInt32BE(tag, 0);
    entry.writeInt32BE(type, 4);
    entry.writeInt32BE(length + gap.length, 8);
    entry.writeInt32BE(count, 12);
    entries.push(entry);
    data.push(gap, bytes);
    length += gap.length + bytes.length;
  };
  for (const [key, value] of Object.entries(values)) {
    const tag = Number(key);
    if (typeof value === 'string') add(tag, 6, 1, Buffer.from(`${value}\0`));
    else if (value.every((one) => typeof one === 'string')) add(tag, 8, value.length, Buffer.from(value.map((one) => `${one}\0`).join('')));
    else {
      const bytes = Buffer.alloc(4 * value.length);
      for (const [i, one] of value.entries()) bytes.writeUInt32BE(Number(one), 4 * i);
      add(tag, 4, value.length, bytes, 4);
    }
  }
  const trailer = Buffer.alloc(16);
  trailer.writeInt32BE(63, 0);
  trailer.writeInt32BE(7, 4);
  trailer.writeInt32BE(-16 * (entries.length + 1), 8);
  trailer.writeInt32BE(16, 12);
  const region = Buffer.alloc(16);
  region.writeInt32BE(63, 0);
  region.writeInt32BE(7, 4);
  region.writeInt32BE(length, 8);
  region.writeInt32BE(16, 12);
  const counts = Buffer.alloc(8);
  counts.writeUInt32BE(entries.length + 1, 0);
  counts.writeUInt32BE(length + 16, 4);
  return Buffer.concat([counts, region, ...entries, ...data, trailer]);
}
