import type { RandomBytes } from '../../tree/byte-tree.ts';
import { fixedText, MalformedExecutable, Numbers, take, type Executable } from './executable.ts';

const writable = 0x80000000;

/** Reads the section table of a PE file; undefined for a program of DOS. Throws `MalformedExecutable`. Source: Microsoft, "PE Format". */
export function readPe(bytes: RandomBytes): Executable | undefined {
  if (bytes.size < 0x40) return undefined;
  const start = new Numbers(take(bytes, 0x3c, 4), 'little').u32(0);
  if (start + 24 > bytes.size) return undefined;
  const head = take(bytes, start, 24);
  if (fixedText(head, 0, 2) !== 'PE') return undefined;
  const n = new Numbers(head, 'little');
  const optionalSize = n.u16(20);
  const optional = new Numbers(take(bytes, start + 24, optionalSize), 'little');
  const magic = optionalSize < 32 ? 0 : optional.u16(0);
  if (magic !== 0x10b && magic !== 0x20b) throw new MalformedExecutable('it has no header of a program');
  const base = magic === 0x20b ? optional.u64(24) : optional.u32(28);
  const count = n.u16(6);
  const table = take(bytes, start + 24 + optionalSize, count * 40);
  const sections = Array.from({ length: count }, (_, i) => {
    const entry = table.subarray(i * 40, (i + 1) * 40);
    const e = new Numbers(entry, 'little');
    return {
      name: fixedText(entry, 0, 8),
      address: base + e.u32(12),
      offset: e.u32(20),
      // What is in the file is padded, and what is in memory may be longer than it.
      size: Math.min(e.u32(16), e.u32(8) === 0 ? e.u32(16) : e.u32(8)),
      isWritable: (e.u32(36) & writable) !== 0,
    };
  });
  return { sections, segments: sections };
}
