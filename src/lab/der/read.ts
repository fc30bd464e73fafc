/** A DER value: its tag, what is in it, and all of its bytes. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** The values in these bytes, one after the other; undefined where they are not DER. Enough for what clients send to the lab. */
export function readValues(bytes: Uint8Array): readonly DerValue[] | undefined {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined || (tag & 0x1f) === 0x1f) return undefined;
    const long = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || long > 4) return undefined;
    const start = at + 2 + long;
    const length = long === 0 ? first : Number.parseInt(Buffer.from(bytes.subarray(at + 2, start)).toString('hex'), 16);
    if (Number.isNaN(length) || start + length > bytes.length) return undefined;
    values.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return values;
}

/** The values inside a single SEQUENCE. */
export function readSequence(bytes: Uint8Array | undefined): readonly DerValue[] | undefined {
  const [outer, more] = (bytes === undefined ? undefined : readValues(bytes)) ?? [];
  return outer?.tag === 0x30 && more === undefined ? readValues(outer.content) : undefined;
}
