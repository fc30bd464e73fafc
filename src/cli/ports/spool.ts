import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, limits, SealwrightError, type Spool, type SpoolFile } from '../../base/index.ts';

/** Room in memory, and past that in a file without a name in the place for temporary files. */
export const spool: Spool = { open: () => new Spooled() };

class Spooled implements SpoolFile {
  #pieces: Uint8Array[] = [];
  /** Where each piece begins. */
  #starts: number[] = [];
  #size = 0;
  #handle: number | undefined;
  #isClosed = false;

  readonly write = (piece: Uint8Array): void => {
    if (this.#isClosed) throw new SealwrightError('INTERNAL', { message: 'bytes were put aside after the end' });
    if (this.#handle === undefined && this.#size + piece.length > limits.maxSpoolMemoryBytes) this.#toDisk();
    if (this.#handle === undefined) {
      this.#pieces.push(piece.slice());
      this.#starts.push(this.#size);
    } else writeAll(this.#handle, piece);
    this.#size += piece.length;
  };

  readonly size = (): number => this.#size;

  readonly at = (offset: number, length: number): Uint8Array => {
    const wanted = Math.max(0, Math.min(length, this.#size - offset));
    const whole = new Uint8Array(wanted);
    if (this.#handle === undefined) this.#fromMemory(offset, whole);
    else {
      for (let done = 0; done < wanted;) {
        const count = readSync(this.#handle, whole, done, wanted - done, offset + done);
        if (count === 0) throw full('what was put aside is not there any more');
        done += count;
      }
    }
    return whole;
  };

  readonly close = (): void => {
    this.#isClosed = true;
    this.#pieces = [];
    this.#starts = [];
    this.#size = 0;
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  };

  #toDisk(): void {
    try {
      const folder = mkdtempSync(join(tmpdir(), 'sealwright-'));
      try {
        this.#handle = openSync(join(folder, 'spool'), 'wx+', 0o600);
      } finally {
        // Without a name nothing is left of it, however the program ends.
        rmSync(folder, { recursive: true, force: true });
      }
    } catch (error) {
      throw full(`no temporary file can be made (${errorCode(error)})`, error);
    }
    for (const piece of this.#pieces) writeAll(this.#handle, piece);
    this.#pieces = [];
    this.#starts = [];
  }

  #fromMemory(offset: number, whole: Uint8Array): void {
    let low = 0;
    for (let high = this.#starts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    for (let done = 0, i = low; done < whole.length; i += 1) {
      const piece = this.#pieces[i];
      if (piece === undefined) return;
      const from = offset + done - (this.#starts[i] ?? 0);
      const part = piece.subarray(from, from + whole.length - done);
      whole.set(part, done);
      done += part.length;
    }
  }
}

function writeAll(handle: number, piece: Uint8Array): void {
  try {
    for (let done = 0; done < piece.length;) done += writeSync(handle, piece, done, piece.length - done);
  } catch (error) {
    throw full(`there is no room for temporary files (${errorCode(error)})`, error);
  }
}

function full(message: string, cause?: unknown): SealwrightError {
  return new SealwrightError('SPOOL_FULL', { message, hint: 'set TMPDIR to a folder with more room; it is safe to run again', cause });
}
