import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, SealwrightError, type FolderPort } from '../base/index.ts';

type Listed = ReturnType<FolderPort['list']>;
type Opened = ReturnType<FolderPort['open']>;

/** Files up to here are read at once. */
const smallBytes = 1024 * 1024;

const startBytes = 8;

/** Opens a folder of the disk, whatever is in it. Throws FOLDER_MISSING or FOLDER_UNREADABLE. No link in it is followed, and no other file system entered. */
export function openFolderFiles(root: string): FolderPort {
  const device = deviceOf(root);
  const whole = (path: string): string => (path === '' ? root : join(root, path));
  return {
    list: (path) => list(whole(path), path === '' ? undefined : device),
    readLink: (path) => {
      try {
        return readlinkSync(whole(path));
      } catch {
        return undefined;
      }
    },
    facts: (path) => {
      try {
        const facts = lstatSync(whole(path));
        return { size: facts.size, isExecutable: (facts.mode & 0o111) !== 0 };
      } catch {
        return undefined;
      }
    },
    start: (path) => {
      try {
        return withFile(whole(path), (handle, size) => readAt(handle, 0, Math.min(size, startBytes)));
      } catch {
        return undefined;
      }
    },
    open: (path) => open(whole(path), path),
  };
}

function deviceOf(root: string): number {
  try {
    readdirSync(root);
    // A link that the person named is followed; those in it are not.
    const handle = openSync(root, constants.O_RDONLY);
    try {
      return fstatSync(handle).dev;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const code = errorCode(error);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new SealwrightError(isMissing ? 'FOLDER_MISSING' : 'FOLDER_UNREADABLE', {
      message: isMissing ? `${root} does not exist, or is no folder` : `${root} cannot be read (${code})`,
      hint: 'give a folder that can be read',
      cause: error,
    });
  }
}

function list(folder: string, device: number | undefined): Listed {
  try {
    if (device !== undefined && lstatSync(folder).dev !== device) return { kind: 'refused', reason: 'it is another file system, which is not entered' };
    const entries = readdirSync(folder, { withFileTypes: true }).map((found) => {
      const { name } = found;
      // Node replaces bytes that are not UTF-8 in a name, and the file cannot be opened under the new one.
      if (name.includes('\ufffd')) return { name, kind: 'other' as const, what: 'its name is not UTF-8' };
      if (found.isFile()) return { name, kind: 'file' as const };
      if (found.isDirectory()) return { name, kind: 'folder' as const };
      return found.isSymbolicLink() ? { name, kind: 'link' as const } : { name, kind: 'other' as const };
    });
    return { kind: 'entries', entries };
  } catch (error) {
    return { kind: 'refused', reason: `the folder cannot be read (${errorCode(error)})` };
  }
}

function open(file: string, path: string): Opened {
  try {
    return withFile(file, (handle, size) => {
      const whole = size <= smallBytes ? readAt(handle, 0, size) : undefined;
      const at = (offset: number, length: number): Uint8Array => {
        if (whole !== undefined) return whole.subarray(offset, offset + length);
        try {
          return withFile(file, (again) => readAt(again, offset, Math.max(0, Math.min(length, size - offset))));
        } catch (error) {
          if (error instanceof SealwrightError) throw error;
          throw new SealwrightError('FILE_UNREADABLE', {
            message: `${path} cannot be read (${errorCode(error)})`,
            hint: 'run again when nothing writes to it',
            cause: error,
          });
        }
      };
      return { kind: 'bytes', size: whole?.length ?? size, at };
    });
  } catch (error) {
    return { kind: 'refused', reason: error instanceof SealwrightError ? error.details.message : `it cannot be read (${errorCode(error)})` };
  }
}

function withFile<T>(file: string, use: (handle: number, size: number) => T): T {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = fstatSync(handle);
    if (!facts.isFile()) throw new SealwrightError('FILE_UNREADABLE', { message: 'it is no plain file', hint: 'run again when nothing writes to it' });
    return use(handle, facts.size);
  } finally {
    closeSync(handle);
  }
}

/** That many bytes, or as many as there are. */
function readAt(handle: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(handle, bytes, done, length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}
