import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SealwrightError, type Disk } from '../../base/index.ts';
import { byBytes } from './by-bytes.ts';
import { hashFile } from './hash-file.ts';

/** The files of the machine, as people name them. */
export const disk: Disk = {
  read: (path, { maxBytes }) => {
    const there = look(path);
    if (there.kind !== 'file') return there;
    if (there.size > maxBytes) return { kind: 'refused', reason: `it has ${there.size} bytes, and at most ${maxBytes} are read` };
    try {
      const pieces: Uint8Array[] = [];
      for (const piece of piecesOf(path, there)) pieces.push(piece.slice());
      return { kind: 'bytes', bytes: Buffer.concat(pieces) };
    } catch (error) {
      return refusal(error);
    }
  },
  open: (path) => {
    const there = look(path);
    if (there.kind !== 'file') return there;
    try {
      closeSync(openSync(path, 'r'));
    } catch (error) {
      return refusal(error);
    }
    return {
      kind: 'pieces',
      size: there.size,
      executable: there.executable,
      read: () => piecesOf(path, there),
      at: (offset, length) => partOf(path, there, { offset, length }),
      sha256: async () => await hashFile(path, there),
    };
  },
  names: (folder) => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .map((one) => ({ name: one.name, kind: kindOf(folder, one) }))
        .sort((a, b) => byBytes(a.name, b.name));
    } catch {
      return undefined;
    }
  },
  realPath: (path) => {
    try {
      return realpathSync.native(path);
    } catch {
      return undefined;
    }
  },
  join: (folder, path) => resolve(folder, path),
  split: (path) => {
    const whole = resolve(path);
    return { folder: dirname(whole), name: basename(whole) };
  },
};

function kindOf(folder: string, one: Dirent): 'file' | 'folder' | 'linked-folder' | 'other' {
  if (one.isFile()) return 'file';
  if (one.isDirectory()) return 'folder';
  const { kind } = look(join(folder, one.name));
  return kind === 'file' ? 'file' : kind === 'folder' ? 'linked-folder' : 'other';
}

type Look =
  | { readonly kind: 'file'; readonly size: number; readonly modified: number; readonly executable: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'refused'; readonly reason: string };

function look(path: string): Look {
  try {
    const there = statSync(path);
    if (there.isDirectory()) return { kind: 'folder' };
    return there.isFile()
      ? { kind: 'file', size: there.size, modified: there.mtimeMs, executable: (there.mode & 0o100) !== 0 }
      : { kind: 'refused', reason: 'it is no plain file' };
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : refusal(error);
  }
}

const pieceBytes = 1024 * 1024;

/** Reads a file from its start, into one buffer. A file that is written to meanwhile is an error: its bytes were never together. */
function* piecesOf(path: string, was: { readonly size: number; readonly modified: number }): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  try {
    const now = fstatSync(handle);
    const changed = (): SealwrightError =>
      new SealwrightError('SUBJECT_CHANGED', { message: `${path} changed while it was read`, hint: 'verify again when nothing writes to it' });
    if (!now.isFile() || now.size !== was.size || now.mtimeMs !== was.modified) throw changed();
    const buffer = new Uint8Array(Math.min(pieceBytes, Math.max(was.size, 1)));
    let done = 0;
    for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer)) {
      done += count;
      yield buffer.subarray(0, count);
    }
    if (done !== was.size || fstatSync(handle).mtimeMs !== was.modified) throw changed();
  } catch (error) {
    if (codeOf(error) === 'unknown error' || error instanceof SealwrightError) throw error;
    throw new SealwrightError('FILE_UNREADABLE', {
      message: `${path} cannot be read to its end (${codeOf(error)})`,
      hint: 'verify another copy of it',
      cause: error,
    });
  } finally {
    closeSync(handle);
  }
}

/** Reads a part of a file, no further than its end. */
function partOf(path: string, was: { readonly size: number }, { offset, length }: { readonly offset: number; readonly length: number }): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, was.size - offset)));
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    let done = 0;
    for (let count = -1; count !== 0 && done < bytes.length; done += count) count = readSync(handle, bytes, done, bytes.length - done, offset + done);
    return bytes.subarray(0, done);
  } catch (error) {
    throw new SealwrightError('FILE_UNREADABLE', {
      message: `${path} cannot be read (${codeOf(error)})`,
      hint: 'run again with another copy of it',
      cause: error,
    });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function refusal(error: unknown): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason: error instanceof SealwrightError ? error.details.message : `it cannot be read (${codeOf(error)})` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
