/** Packs bytes in snappy's block format, with copies wherever four bytes were there before. Source: google/snappy `format_description.txt`. */
export function packSnappy(bytes: Uint8Array): Uint8Array {
  const input = Buffer.from(bytes);
  const out: Buffer[] = [varint(input.length)];
  const seen = new Map<number, number>();
  let literalStart = 0;
  for (let at = 0; at + 4 <= input.length;) {
    const word = input.readUInt32LE(at);
    const before = seen.get(word);
    seen.set(word, at);
    if (before === undefined || at - before > 0xffff) {
      at++;
      continue;
    }
    let length = 4;
    while (length < 64 && at + length < input.length && input[at + length] === input[before + length]) length++;
    out.push(...literals(input.subarray(literalStart, at)), copy(length, at - before));
    at += length;
    literalStart = at;
  }
  out.push(...literals(input.subarray(literalStart)));
  return Buffer.concat(out);
}

function varint(value: number): Buffer {
  const groups: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...groups, left]);
    groups.push((left % 128) | 0x80);
  }
}

function literals(bytes: Buffer): readonly Buffer[] {
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 0x10000) {
    const piece = bytes.subarray(at, at + 0x10000);
    const last = piece.length - 1;
    out.push(Buffer.from(last < 60 ? [last << 2] : [61 << 2, last & 0xff, last >> 8]), piece);
  }
  return out;
}

function copy(length: number, offset: number): Buffer {
  return Buffer.from([((length - 1) << 2) | 2, offset & 0xff, offset >> 8]);
}
