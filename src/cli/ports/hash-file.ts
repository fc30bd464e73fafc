import { createHash } from 'node:crypto';
import { promises } from 'node:fs';
import { errorCode, SealwrightError } from '../../base/index.ts';

const pieceBytes = 1024 * 1024;

/**
 * Hashes a file of any size with SHA-256: one piece is read while that before it is hashed. Takes a path, and what the file
 * was when it was looked at; gives the digest in hexadecimal. Throws SUBJECT_CHANGED where it is written to meanwhile, FILE_UNREADABLE where it cannot be read.
 */
export async function hashFile(path: string, was: { readonly size: number; readonly modified: number }): Promise<string> {
  const hashing = createHash('sha256');
  try {
    const file = await promises.open(path, 'r');
    try {
      let [current, spare] = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
      let size = 0;
      for (let reading = file.read(current, 0, pieceBytes, 0); ;) {
        const { bytesRead } = await reading;
        if (bytesRead === 0) break;
        size += bytesRead;
        reading = file.read(spare, 0, pieceBytes, size);
        hashing.update(current.subarray(0, bytesRead));
        [current, spare] = [spare, current];
      }
      const after = await file.stat();
      if (size !== was.size || after.mtimeMs !== was.modified)
        throw new SealwrightError('SUBJECT_CHANGED', { message: `${path} changed while it was read`, hint: 'run again when nothing writes to it' });
      return hashing.digest('hex');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof SealwrightError) throw error;
    throw new SealwrightError('FILE_UNREADABLE', {
      message: `${path} cannot be read to its end (${errorCode(error)})`,
      hint: 'run again with another copy of it',
      cause: error,
    });
  }
}
