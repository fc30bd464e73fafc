import { constants, crc32, inflateRawSync } from 'node:zlib';
import { limits } from '../../base/index.ts';
import type { ByteTree, Opened, RandomBytes } from './byte-tree.ts';
import { unreadable, type Unreadable } from './layers.ts';
import { Malformed } from './malformed.ts';
import { NodeTree } from './node-tree.ts';
import type { StoredFile } from './nodes.ts';
import { startsProgram } from './program-start.ts';
import { Squashed, type Member } from './squash.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

/** What deflate packs at most, to one. Source: zlib technical details, "Maximum Compression Factor". */
const maxDeflateRatio = 1_032;

/** Enough of what is packed to see how it begins: its tables come before its bytes. */
const packedStartBytes = 1_024;

/**
 * Opens a zip archive: a wheel, a jar, a package of NuGet. Takes its bytes in any order; files are unpacked when they are
 * opened, and held against their sums. Source: PKWARE APPNOTE 6.3.10.
 */
export function openZip(bytes: RandomBytes, name: string): { readonly kind: 'open'; readonly tree: ByteTree } | Unreadable {
  try {
    const squashed = new Squashed();
    const members = readDirectory(bytes).map((entry) => memberOf(bytes, entry));
    squashed.addLayer(members, 0, 'none');
    return { kind: 'open', tree: new NodeTree(squashed.root, squashed.problems) };
  } catch (error) {
    if (error instanceof Malformed) return unreadable(name, error);
    throw error;
  }
}

function memberOf(bytes: RandomBytes, entry: ZipEntry): Member {
  const { name, size, mode } = entry;
  const type = mode & 0o170000;
  if (name.endsWith('/') || type === 0o040000) return { name, is: { kind: 'folder', name } };
  const file = new ZipFile(bytes, entry);
  if (type !== 0o120000) return { name, is: file };
  const target = size <= limits.maxTreePathLength ? file.open() : undefined;
  if (target?.kind !== 'file') return { name, is: { kind: 'other', name, what: 'a link that cannot be read' } };
  return { name, is: { kind: 'link', name, target: Buffer.from(target.bytes.at(0, size)).toString('utf8') } };
}

/** A file of a zip archive, unpacked when it is opened. */
class ZipFile implements StoredFile {
  readonly kind = 'file';
  readonly size: number;
  readonly isExecutable: boolean;
  readonly #bytes: RandomBytes;
  readonly #entry: ZipEntry;

  constructor(bytes: RandomBytes, entry: ZipEntry) {
    this.size = entry.size;
    this.isExecutable = (entry.mode & 0o111) !== 0;
    this.#bytes = bytes;
    this.#entry = entry;
  }

  get isProgram(): boolean {
    const { start, packedSize, method, problem } = this.#entry;
    if (problem !== undefined) return false;
    const packed = this.#bytes.at(start, Math.min(packedSize, packedStartBytes));
    return startsProgram(method === 'stored' ? packed : beginning(packed));
  }

  open(): Opened {
    const { start, packedSize, size, method, sum, problem } = this.#entry;
    if (problem !== undefined) return { kind: 'refused', reason: problem };
    if (method === 'stored') {
      if (packedSize !== size) return { kind: 'refused', reason: 'its size is not what it says' };
      return { kind: 'file', bytes: { size, at: (offset, length) => this.#bytes.at(start + offset, Math.max(0, Math.min(length, size - offset))) } };
    }
    if (size > limits.maxUnpackedFileBytes) return { kind: 'refused', reason: `it has ${size} bytes, and at most ${limits.maxUnpackedFileBytes} are unpacked` };
    if (size > (packedSize + 1) * maxDeflateRatio) return { kind: 'refused', reason: 'its size is not what it says' };
    const unpacked = inflated(this.#bytes.at(start, packedSize), size);
    if (unpacked === undefined || crc32(unpacked) !== sum) return { kind: 'refused', reason: 'it cannot be unpacked' };
    return { kind: 'file', bytes: { size, at: (offset, length) => unpacked.subarray(offset, offset + length) } };
  }
}

/** What comes out of the first bytes of what is packed; nothing where that is none. */
function beginning(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: packedStartBytes * maxDeflateRatio });
  } catch {
    return new Uint8Array();
  }
}

/** Exactly that many bytes, or undefined. */
function inflated(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    return bytes.length === size ? bytes : undefined;
  } catch {
    return undefined;
  }
}
