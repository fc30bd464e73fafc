import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch } from '../../base/index.ts';

/** Folders in the place for temporary files. Only their owner can enter them. */
export const scratch: Scratch = {
  open: () => {
    try {
      const path = mkdtempSync(join(tmpdir(), 'sealwright-'));
      chmodSync(path, 0o700);
      return {
        path,
        write: (name, bytes) => {
          const file = join(path, name);
          try {
            writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
            return file;
          } catch {
            return undefined;
          }
        },
        writePieces: (name, pieces, { executable }) => writePieces(join(path, name), pieces, executable ? 0o500 : 0o400),
        remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
      };
    } catch {
      return undefined;
    }
  },
};

function writePieces(file: string, pieces: Iterable<Uint8Array>, mode: number): string | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'wx', mode);
  } catch {
    return undefined;
  }
  try {
    for (const piece of pieces) if (!isWritten(handle, piece)) return undefined;
    return file;
  } finally {
    closeSync(handle);
  }
}

/** The disk may take a piece in parts. False where it takes no more. */
function isWritten(handle: number, piece: Uint8Array): boolean {
  try {
    for (let done = 0; done < piece.length;) done += writeSync(handle, piece, done);
    return true;
  } catch {
    return false;
  }
}
