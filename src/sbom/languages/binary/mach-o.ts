import type { RandomBytes } from '../../tree/byte-tree.ts';
import { fixedText, MalformedExecutable, Numbers, take, type Executable, type Section } from './executable.ts';

const segment32 = 0x1;
const segment64 = 0x19;
const maxCommandBytes = 16 * 1024 * 1024;
const maxSlices = 16;

/** The executables of a universal file, each as if it were a file. Source: Apple, `mach-o/fat.h`. */
export function slicesOf(bytes: RandomBytes): readonly RandomBytes[] {
  const head = new Numbers(take(bytes, 0, 8), 'big');
  const count = head.u32(4);
  if (count === 0 || count > maxSlices) throw new MalformedExecutable('it is a universal file of no or too many executables');
  const table = new Numbers(take(bytes, 8, count * 20), 'big');
  return Array.from({ length: count }, (_, i) => {
    const [offset, size] = [table.u32(i * 20 + 8), table.u32(i * 20 + 12)];
    if (offset + size > bytes.size) throw new MalformedExecutable('it points past its end');
    return { size, at: (from: number, length: number) => bytes.at(offset + from, Math.max(0, Math.min(length, size - from))) };
  });
}

/** Reads a Mach-O file's load commands. Throws `MalformedExecutable`. Source: Apple, `mach-o/loader.h`. */
export function readMachO(bytes: RandomBytes, { is64, order }: { readonly is64: boolean; readonly order: 'little' | 'big' }): Executable {
  const n = new Numbers(take(bytes, 0, 32), order);
  const length = n.u32(20);
  if (length > maxCommandBytes) throw new MalformedExecutable('its load commands are too long');
  const commands = take(bytes, is64 ? 32 : 28, length);
  const sections: Section[] = [];
  const segments: Section[] = [];
  let at = 0;
  for (let i = n.u32(16); i > 0; i -= 1) {
    const rest = new Numbers(commands.subarray(at), order);
    const size = rest.u32(4);
    if (size < 8 || at + size > commands.length) throw new MalformedExecutable('a load command is cut short');
    if (rest.u32(0) === (is64 ? segment64 : segment32)) addSegment(commands.subarray(at, at + size), { is64, order, sections, segments });
    at += size;
  }
  return { sections, segments };
}

function addSegment(
  command: Uint8Array,
  { is64, order, sections, segments }: { readonly is64: boolean; readonly order: 'little' | 'big'; readonly sections: Section[]; readonly segments: Section[] },
): void {
  const n = new Numbers(command, order);
  const wide = (at: number): number => (is64 ? n.u64(at) : n.u32(at));
  const name = fixedText(command, 8, 16);
  const isWritable = (n.u32(is64 ? 60 : 44) & 2) !== 0;
  segments.push({ name, address: wide(24), offset: wide(is64 ? 40 : 32), size: wide(is64 ? 48 : 36), isWritable });
  const count = n.u32(is64 ? 64 : 48);
  const each = is64 ? 80 : 68;
  for (let at = is64 ? 72 : 56, left = count; left > 0; at += each, left -= 1) {
    if (at + each > command.length) throw new MalformedExecutable('a load command is cut short');
    sections.push({
      name: fixedText(command, at, 16),
      address: wide(at + 32),
      size: wide(at + (is64 ? 40 : 36)),
      offset: n.u32(at + (is64 ? 48 : 40)),
      isWritable,
    });
  }
}
