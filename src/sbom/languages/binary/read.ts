import type { ListedFile } from '../../cataloger.ts';
import type { RandomBytes } from '../../tree/byte-tree.ts';
import { readElf } from './elf.ts';
import type { Executable } from './executable.ts';
import { readMachO, slicesOf } from './mach-o.ts';
import { readPe } from './pe.ts';

/** An executable with the bytes that its offsets are of. */
export interface Program extends Executable {
  readonly bytes: RandomBytes;
}

/** Extensions of what is no executable as long as nothing else says that it is one, so that it is not opened to see. */
const neverPrograms =
  /\.(?:[cm]?[jt]sx?|json|map|md|txt|html?|css|py[ci]?|rb|pl|sh|go|rs|c|h|cc|cpp|hpp|java|class|jar|png|jpe?g|gif|svg|xml|ya?ml|toml|lock|gz|xz|zip|tar|so\.\d+\.debug)$/i;
const programNames = /\.(?:exe|dll|so(?:\.[\d.]+)?|dylib|node)$/i;
const leastBytes = 512;

/** Whether a file may be an executable, by what is seen of it: what says so, or begins so. */
export function mayBeProgram(path: string, file: ListedFile): boolean {
  if (file.size < leastBytes) return false;
  if (neverPrograms.test(path)) return file.isExecutable && file.isProgram;
  return programNames.test(path) || file.isExecutable || file.isProgram;
}

/** The executables of a file: none of one that is something else. Throws `MalformedExecutable`. */
export function programsOf(bytes: RandomBytes): readonly Program[] {
  const magic = Buffer.from(bytes.at(0, 8)).toString('hex');
  if (magic.startsWith('7f454c46')) return [{ ...readElf(bytes), bytes }];
  if (magic.startsWith('4d5a')) {
    const pe = readPe(bytes);
    return pe === undefined ? [] : [{ ...pe, bytes }];
  }
  const macho = {
    cffaedfe: { is64: true, order: 'little' },
    cefaedfe: { is64: false, order: 'little' },
    feedfacf: { is64: true, order: 'big' },
    feedface: { is64: false, order: 'big' },
  } as const;
  const kind = Object.entries(macho).find(([start]) => magic.startsWith(start))?.[1];
  if (kind !== undefined) return [{ ...readMachO(bytes, kind), bytes }];
  // Classes of Java begin with the same four bytes, and have a version of at least 45 after them.
  return magic.startsWith('cafebabe') && Number.parseInt(magic.slice(8), 16) < 40 ? slicesOf(bytes).flatMap(programsOfSlice) : [];
}

/** A slice is one executable, and no universal file again. */
function programsOfSlice(bytes: RandomBytes): readonly Program[] {
  return Buffer.from(bytes.at(0, 4)).toString('hex') === 'cafebabe' ? [] : programsOf(bytes);
}

/** Bytes at an address in memory, as far as the file has them. */
export function atAddress({ segments, bytes }: Program, address: number, length: number): Uint8Array | undefined {
  const segment = segments.find((one) => address >= one.address && address + length <= one.address + one.size);
  if (segment === undefined) return undefined;
  const read = bytes.at(segment.offset + address - segment.address, length);
  return read.length === length ? read : undefined;
}
