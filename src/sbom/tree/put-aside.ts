import { limits, type Spool } from '../../base/index.ts';
import { unreadable, type Unreadable } from './layers.ts';
import { Malformed } from './malformed.ts';
import { pathOf } from './paths.ts';
import { walkTar } from './tar.ts';
import { unpack, type Pieces } from './unpack.ts';

/** The bytes of a file that was unpacked, in any order, until it is closed. */
export interface PutAside {
  readonly kind: 'open';
  readonly read: () => Iterable<Uint8Array>;
  readonly at: (offset: number, length: number) => Uint8Array;
  readonly close: () => void;
}

const pieceBytes = 1024 * 1024;

/** Unpacks a file for whoever reads it in another order than it is packed in. */
export async function putAside(pieces: Pieces, name: string, spool: Spool): Promise<PutAside | Unreadable> {
  const kept = spool.open();
  try {
    for await (const piece of unpack(pieces)) {
      if (kept.size() + piece.length > limits.maxSpooledBytes) throw new Malformed(`it unpacks to more than ${limits.maxSpooledBytes} bytes`, 'too-much');
      kept.write(piece);
    }
  } catch (error) {
    kept.close();
    if (error instanceof Malformed) return unreadable(name, error);
    throw error;
  }
  const size = kept.size();
  const read = function* (): Generator<Uint8Array> {
    for (let at = 0; at < size; at += pieceBytes) yield kept.at(at, pieceBytes);
  };
  return { kind: 'open', read, at: kept.at, close: kept.close };
}

/** Names of the members at the top of a tar archive, packed or not; none of what is no archive. */
export async function topMembers(pieces: Pieces): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  try {
    await walkTar(unpack(pieces), ({ kind, name }) => {
      const named = kind === 'file' ? pathOf(name) : undefined;
      if (named?.kind === 'path' && !named.path.includes('/') && names.size < limits.maxFilesPerPlace) names.add(named.path);
      return undefined;
    });
    return names;
  } catch (error) {
    if (error instanceof Malformed) return new Set();
    throw error;
  }
}
