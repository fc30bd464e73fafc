/** A part of a program that is made for a test. */
export interface MadeSection {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly address?: number;
}

const dataStart = 0x1000;

/** Sections one after another, each at a multiple of 16, and where each begins. */
function laidOut(sections: readonly MadeSection[]): { readonly body: Buffer; readonly offsets: readonly number[] } {
  const offsets: number[] = [];
  let body = Buffer.alloc(0);
  for (const { bytes } of sections) {
    body = Buffer.concat([body, Buffer.alloc(-body.length & 15)]);
    offsets.push(dataStart + body.length);
    body = Buffer.concat([body, bytes]);
  }
  return { body, offsets };
}

/** An ELF file of 64 bits with these sections, all in one part that is loaded and can be written to. */
export function elfOf(sections: readonly MadeSection[], order: 'little' | 'big' = 'little'): Buffer {
  const names = Buffer.from(`\0${sections.map((one) => one.name).join('\0')}\0.shstrtab\0`);
  const { body, offsets } = laidOut([...sections, { name: '.shstrtab', bytes: names }]);
  const tableAt = dataStart + body.length;
  const file = Buffer.alloc(tableAt + (sections.length + 2) * 64);
  body.copy(file, dataStart);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const little = order === 'little';
  const u16 = (at: number, value: number): void => view.setUint16(at, value, little);
  const u32 = (at: number, value: number): void => view.setUint32(at, value, little);
  const u64 = (at: number, value: number): void => view.setBigUint64(at, BigInt(value), little);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, little ? 1 : 2, 1], 0);
  u64(32, 64);
  u64(40, tableAt);
  u16(54, 56);
  u16(56, 1);
  u16(58, 64);
  u16(60, sections.length + 2);
  u16(62, sections.length + 1);
  u32(64, 1);
  u32(68, 6);
  u64(72, dataStart);
  u64(80, dataStart);
  u64(96, body.length);
  [...sections, { name: '.shstrtab', bytes: names }].forEach((one, i) => {
    const at = tableAt + (i + 1) * 64;
    u32(at, names.indexOf(`${one.name}\0`));
    u32(at + 4, 1);
    u64(at + 8, 3);
    u64(at + 16, offsets[i] ?? 0);
    u64(at + 24, offsets[i] ?? 0);
    u64(at + 32, one.bytes.length);
  });
  return file;
}

/** Where the first section of `elfOf` is in memory. */
export const firstAddress = dataStart;

/** A Mach-O file of 64 bits with one segment of these sections. */
export function machOOf(sections: readonly MadeSection[]): Buffer {
  const { body, offsets } = laidOut(sections);
  const file = Buffer.alloc(dataStart + body.length);
  body.copy(file, dataStart);
  const length = 72 + sections.length * 80;
  file.writeUInt32LE(0xfeedfacf, 0);
  file.writeUInt32LE(1, 16);
  file.writeUInt32LE(length, 20);
  file.writeUInt32LE(0x19, 32);
  file.writeUInt32LE(length, 36);
  file.write('__DATA', 40, 'latin1');
  file.writeBigUInt64LE(BigInt(dataStart), 56);
  file.writeBigUInt64LE(BigInt(dataStart), 72);
  file.writeBigUInt64LE(BigInt(body.length), 80);
  file.writeUInt32LE(3, 92);
  file.writeUInt32LE(sections.length, 96);
  sections.forEach((one, i) => {
    const at = 104 + i * 80;
    file.write(one.name, at, 'latin1');
    file.write('__DATA', at + 16, 'latin1');
    file.writeBigUInt64LE(BigInt(offsets[i] ?? 0), at + 32);
    file.writeBigUInt64LE(BigInt(one.bytes.length), at + 40);
    file.writeUInt32LE(offsets[i] ?? 0, at + 48);
  });
  return file;
}

/** A PE file of 64 bits with these sections. */
export function peOf(sections: readonly MadeSection[]): Buffer {
  const { body, offsets } = laidOut(sections);
  const file = Buffer.alloc(dataStart + body.length);
  body.copy(file, dataStart);
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  file.writeUInt16LE(sections.length, 0x86);
  file.writeUInt16LE(112, 0x94);
  file.writeUInt16LE(0x20b, 0x98);
  file.writeBigUInt64LE(0x140000000n, 0x98 + 24);
  sections.forEach((one, i) => {
    const at = 0x98 + 112 + i * 40;
    file.write(one.name, at, 'latin1');
    file.writeUInt32LE(one.bytes.length, at + 8);
    file.writeUInt32LE(offsets[i] ?? 0, at + 12);
    file.writeUInt32LE(one.bytes.length, at + 16);
    file.writeUInt32LE(offsets[i] ?? 0, at + 20);
    file.writeUInt32LE(0xc0000040, at + 36);
  });
  return file;
}

const marks = { before: Buffer.alloc(16, 0x11), after: Buffer.alloc(16, 0x22) };

/** Lines on modules as a program holds them, between two marks. */
export function framedModules(lines: string): Buffer {
  return Buffer.concat([marks.before, Buffer.from(`${lines}\n`), marks.after]);
}

/** Build information as Go writes it since 1.18. */
export function buildInfoOf(goVersion: string, lines: string): Buffer {
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 0, 'latin1');
  header[14] = 8;
  header[15] = 2;
  return Buffer.concat([header, counted(Buffer.from(goVersion)), counted(framedModules(lines))]);
}

function counted(bytes: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) | 0x80);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** The same as Go wrote it before: pointers to texts, which stand behind it in the same section. */
export function oldBuildInfoOf(goVersion: string, lines: string, at: { readonly address: number; readonly order: 'little' | 'big' }): Buffer {
  const modules = framedModules(lines);
  const texts = Buffer.concat([Buffer.from(goVersion), modules]);
  const head = Buffer.alloc(32 + 32);
  const isLittle = at.order === 'little';
  const u64 = (offset: number, value: number): void =>
    void (isLittle ? head.writeBigUInt64LE(BigInt(value), offset) : head.writeBigUInt64BE(BigInt(value), offset));
  head.write('\xff Go buildinf:', 0, 'latin1');
  head[14] = 8;
  head[15] = isLittle ? 0 : 1;
  u64(16, at.address + 32);
  u64(24, at.address + 48);
  u64(32, at.address + 64);
  u64(40, goVersion.length);
  u64(48, at.address + 64 + goVersion.length);
  u64(56, modules.length);
  return Buffer.concat([head, texts]);
}
