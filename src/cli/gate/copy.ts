import { createHash } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import type { Machine } from '../machine.ts';

/** A copy of a file, in a folder that only this user can enter. */
export interface KeptCopy {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Copies a file to where nobody but this user reaches it, under its own name, and holds what was written against the digest.
 * Throws SUBJECT_CHANGED where the file is not what was verified, OUTPUT_UNWRITABLE where there is no room.
 */
export async function keepCopy(path: string, { sha256, machine }: { readonly sha256: string; readonly machine: Machine }): Promise<KeptCopy> {
  const { disk, scratch } = await machine.openVerifyPorts();
  const folder = scratch.open();
  const fail = (error: SealwrightError): SealwrightError => {
    folder?.remove();
    return error;
  };
  const unwritable = new SealwrightError('OUTPUT_UNWRITABLE', {
    message: `${path} cannot be copied to the folder for temporary files`,
    hint: 'make room there, or name another folder with TMPDIR',
  });
  if (folder === undefined) throw unwritable;
  const source = disk.open(path);
  const changed = (): SealwrightError =>
    fail(
      new SealwrightError('SUBJECT_CHANGED', { message: `${path} is not what was verified any more`, hint: 'run it again when nothing writes to the file' }),
    );
  if (source.kind !== 'pieces') throw changed();
  const hashing = createHash('sha256');
  const hashed = function* (): Generator<Uint8Array> {
    for (const piece of source.read()) {
      hashing.update(piece);
      yield piece;
    }
  };
  let written: string | undefined;
  try {
    written = folder.writePieces(disk.split(path).name, hashed(), { executable: source.executable === true });
  } catch (error) {
    folder.remove();
    throw error;
  }
  if (written === undefined) throw fail(unwritable);
  // The pieces that were hashed are those that were written.
  if (hashing.digest('hex') !== sha256) throw changed();
  return { path: written, remove: folder.remove };
}
