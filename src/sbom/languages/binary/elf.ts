import type { RandomBytes } from '../../tree/byte-tree.ts';
import { fixedText, MalformedExecutable, Numbers, take, type Executable, type Section } from './executable.ts';

const loaded = 1;
const writable = { section: 1, segment: 2, executable: 1 } as const;
const noBytes = 8;
const maxTableBytes = 16 * 1024 * 1024;

/** Reads an ELF file's headers. Throws `MalformedExecutable`. Source: System V ABI, chapters 4 and 5; gABI, "ELF-64 Object File Format". */
export function readElf(bytes: RandomBytes): Executable {
  const head = take(bytes, 0, Math.min(64, bytes.size));
  const [width, order] = [head[4], head[5]];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) throw new MalformedExecutable('it is of no known width or byte order');
  const n = new Numbers(head, order === 1 ? 'little' : 'big');
  const is64 = width === 2;
  const shape = { is64, order: order === 1 ? ('little' as const) : ('big' as const) };
  const segments = tableOf(bytes, is64 ? n.u64(32) : n.u32(28), n.u16(is64 ? 54 : 42), n.u16(is64 ? 56 : 44), is64 ? 56 : 32).flatMap((entry) =>
    segmentOf(entry, shape),
  );
  const sectionsAt = is64 ? n.u64(40) : n.u32(32);
  const count = n.u16(is64 ? 60 : 48);
  const headers = sectionsAt === 0 ? [] : tableOf(bytes, sectionsAt, n.u16(is64 ? 58 : 46), count, is64 ? 64 : 40);
  return { sections: sectionsOf(bytes, headers, n.u16(is64 ? 62 : 50), shape), segments };
}

interface Shape {
  readonly is64: boolean;
  readonly order: 'little' | 'big';
}

/** Entries of a table of headers, each of at least so many bytes. */
function tableOf(bytes: RandomBytes, at: number, entrySize: number, count: number, least: number): readonly Uint8Array[] {
  if (count === 0) return [];
  if (entrySize < least || entrySize * count > maxTableBytes) throw new MalformedExecutable('a table of headers is none');
  const table = take(bytes, at, entrySize * count);
  return Array.from({ length: count }, (_, i) => table.subarray(i * entrySize, (i + 1) * entrySize));
}

function segmentOf(entry: Uint8Array, { is64, order }: Shape): readonly Section[] {
  const n = new Numbers(entry, order);
  if (n.u32(0) !== loaded) return [];
  const flags = n.u32(is64 ? 4 : 24);
  const isWritable = (flags & writable.segment) !== 0 && (flags & writable.executable) === 0;
  return [
    is64
      ? { name: '', offset: n.u64(8), address: n.u64(16), size: n.u64(32), isWritable }
      : { name: '', offset: n.u32(4), address: n.u32(8), size: n.u32(16), isWritable },
  ];
}

function sectionsOf(bytes: RandomBytes, headers: readonly Uint8Array[], names: number, { is64, order }: Shape): readonly Section[] {
  const read = headers.map((header) => {
    const n = new Numbers(header, order);
    const isWritable = (n.u32(8) & writable.section) !== 0;
    const [address, offset, size] = is64 ? [n.u64(16), n.u64(24), n.u64(32)] : [n.u32(12), n.u32(16), n.u32(20)];
    return { nameAt: n.u32(0), address, offset, size: n.u32(4) === noBytes ? 0 : size, isWritable };
  });
  const table = read[names];
  if (table === undefined || table.size === 0) return [];
  if (table.size > maxTableBytes) throw new MalformedExecutable('its table of names is too long');
  const text = take(bytes, table.offset, table.size);
  return read.map(({ nameAt, ...section }) => ({ name: fixedText(text, nameAt, 256), ...section }));
}
