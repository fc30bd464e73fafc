import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';

/**
 * Unpacks a block. Takes the most bytes that it may come to; the length that it claims is held against that before
 * anything is allocated, and against what it came to. Source: google/snappy `format_description.txt`.
 */
export function unpackSnappy(packed: Uint8Array, maxBytes: number): Parsed<Uint8Array> {
  const bad = (why: string): Parsed<never> => refused('SERVICE_MALFORMED', `not a snappy block: ${why}`);
  let at = 0;
  let length = 0;
  // Section 1: a varint of 32 bits. Multiplied, for a shift would take its top bit for a sign.
  for (let shift = 0; ; shift += 7) {
    const byte = packed[at++];
    if (byte === undefined || shift > 28) return bad('its length has no end');
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (length > maxBytes) return refused('SERVICE_TOO_MUCH', `a snappy block of ${length} bytes, where ${maxBytes} are read`);
  // No element of two bytes comes to more than 64.
  if (length > packed.length * 64) return bad('its length is more than it can hold');
  const out = new Uint8Array(length);
  let done = 0;
  /** A little-endian number of some bytes; NaN past the end. */
  const number = (bytes: number): number => {
    if (at + bytes > packed.length) return Number.NaN;
    let value = 0;
    for (let i = 0; i < bytes; i++) value += (packed[at + i] ?? 0) * 2 ** (8 * i);
    at += bytes;
    return value;
  };
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    const high = tag >> 2;
    if ((tag & 3) === 0) {
      // Section 2.1: a literal, whose length follows where it is long.
      const count = (high < 60 ? high : number(high - 59)) + 1;
      if (!(count <= packed.length - at && count <= length - done)) return bad('a literal runs over its end');
      out.set(packed.subarray(at, at + count), done);
      at += count;
      done += count;
      continue;
    }
    // Section 2.2: a copy of what is there already.
    const isShort = (tag & 3) === 1;
    const count = isShort ? (high & 7) + 4 : high + 1;
    const offset = isShort ? (tag >> 5) * 256 + number(1) : number((tag & 3) === 2 ? 2 : 4);
    if (!(offset >= 1 && offset <= done && count <= length - done)) return bad('a copy is from nowhere, or runs over its end');
    // A copy may overlap what it makes: byte by byte, from the first.
    for (let i = 0; i < count; i++, done++) out[done] = out[done - offset] ?? 0;
  }
  return done === length ? parsed(out) : bad(`it claims ${length} bytes and has ${done}`);
}
