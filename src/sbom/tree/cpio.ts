import { limits } from '../../base/index.ts';
import { Malformed } from './malformed.ts';
import { PieceInput } from './piece-input.ts';
import type { Sink, TarEntry } from './tar.ts';

const headerBytes = 110;
const lastName = 'TRAILER!!!';
const types: Readonly<Record<number, 'file' | 'folder' | 'link'>> = { 0o100000: 'file', 0o040000: 'folder', 0o120000: 'link' };

/**
 * Walks a cpio archive once, as `walkTar` does one of tar: what a package of rpm carries. Of a file with several names its
 * bytes stand at the last. Throws `Malformed`. Source: Linux `Documentation/driver-api/early-userspace/buffer-format.rst`.
 */
export async function walkCpio(pieces: AsyncIterable<Uint8Array>, see: (entry: TarEntry) => Sink | undefined): Promise<void> {
  const input = new PieceInput(pieces);
  for (let members = 0; ; members += 1) {
    const header = Buffer.from(await input.take(headerBytes)).toString('latin1');
    if (header.length < headerBytes) throw new Malformed('it is cut short');
    if (!/^07070[12][0-9A-Fa-f]{104}$/.test(header)) throw new Malformed('a header that is none of cpio');
    if (members > limits.maxTreeEntries) throw new Malformed(`more than ${limits.maxTreeEntries} members`, 'too-much');
    const field = (at: number): number => Number.parseInt(header.slice(6 + 8 * at, 14 + 8 * at), 16);
    const [mode, size, nameLength] = [field(1), field(6), field(11)];
    if (nameLength === 0 || nameLength > limits.maxTarHeaderBytes) throw new Malformed('a name of a length that none has');
    // A header and its name end at four bytes, and so does what follows.
    const named = await input.take(padded(headerBytes + nameLength) - headerBytes);
    if (named.length < nameLength) throw new Malformed('it is cut short');
    const name = Buffer.from(named.subarray(0, nameLength - 1)).toString('utf8');
    if (name === lastName) break;
    const target: Uint8Array[] = [];
    const type = types[mode & 0o170000];
    if (type === 'link' && size > limits.maxTreePathLength) throw new Malformed('a link that is too long');
    const sink =
      type === 'file' ? see({ kind: 'file', name, size, isExecutable: (mode & 0o111) !== 0 }) : (piece: Uint8Array): void => void target.push(piece.slice());
    const isWhole = type === 'link' || (type === 'file' && sink !== undefined) ? await input.pass(size, sink ?? (() => undefined)) : await input.skip(size);
    if (!isWhole || !(await input.skip(padded(size) - size))) throw new Malformed('it is cut short');
    if (type === 'link') see({ kind: 'link', name, target: Buffer.concat(target).toString('utf8') });
    else if (type === 'folder') see({ kind: 'folder', name });
    else if (type === undefined) see({ kind: 'other', name, what: 'a device' });
  }
  await input.drain();
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
