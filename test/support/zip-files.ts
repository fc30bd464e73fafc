import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip archive for tests, and what of it is not as it should be. */
export interface ZipMember {
  readonly name: string;
  readonly body?: string | Uint8Array;
  readonly stored?: true;
  readonly mode?: number;
  /** What the directory claims instead of the truth. */
  readonly claim?: {
    readonly size?: number;
    readonly packedSize?: number;
    readonly offset?: number;
    readonly sum?: number;
    readonly method?: number;
    readonly flags?: number;
  };
  /** The name in its own header. */
  readonly headerName?: string;
}

/** A zip archive. `large` writes the sizes of its directory in 64 bits; `before` stands in front of it. */
export function zipOf(members: readonly ZipMember[], options: { readonly large?: true; readonly before?: string; readonly comment?: string } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  for (const { name, body = '', stored, mode = 0o100644, claim = {}, headerName = name } of members) {
    const bytes = Buffer.from(body);
    const packed = stored === true ? bytes : deflateRawSync(bytes);
    const offset = claim.offset ?? length;
    const method = claim.method ?? (stored === true ? 0 : 8);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(method, 8);
    header.writeUInt16LE(Buffer.byteLength(headerName), 26);
    add(Buffer.concat([header, Buffer.from(headerName), packed]));
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt8(3, 5);
    entry.writeUInt16LE(claim.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(claim.sum ?? crc32(bytes), 16);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt16LE(mode, 40);
    const sizes = [claim.size ?? bytes.length, claim.packedSize ?? packed.length, offset];
    const places = [24, 20, 42];
    for (const [i, size] of sizes.entries()) entry.writeUInt32LE(options.large === true ? 0xffffffff : size, places[i] ?? 0);
    const extra = Buffer.alloc(options.large === true ? 28 : 0);
    if (options.large === true) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const [i, size] of sizes.entries()) extra.writeBigUInt64LE(BigInt(size), 4 + 8 * i);
    }
    entry.writeUInt16LE(extra.length, 30);
    directory.push(entry, Buffer.from(name), extra);
  }
  const start = length;
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  if (options.large === true) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(BigInt(members.length), 32);
    record.writeBigUInt64LE(BigInt(listed.length), 40);
    record.writeBigUInt64LE(BigInt(start), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    end.fill(0xff, 8, 20);
    parts.push(listed, record, locator);
  } else {
    end.writeUInt16LE(members.length, 8);
    end.writeUInt16LE(members.length, 10);
    end.writeUInt32LE(listed.length, 12);
    end.writeUInt32LE(start, 16);
    parts.push(listed);
  }
  const comment = Buffer.from(options.comment ?? '');
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([Buffer.from(options.before ?? ''), ...parts, end, comment]);
}
