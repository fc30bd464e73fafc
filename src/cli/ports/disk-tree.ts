import { closeSync, constants, fstatSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { sep } from 'node:path';
import type { FileTree } from '../../base/index.ts';
import { errorCode, limits, SealwrightError } from '../../base/index.ts';
import { LazyTree } from './lazy-tree.ts';
import { skippedNames } from './tree-source.ts';
import type { BytesRead, FolderRead, SourceEntry, TreeSource } from './tree-source.ts';

/**
 * Opens a folder of the disk as a file tree. Regular files are listed, folder by folder as they are asked for;
 * `.git` and `node_modules` are skipped. Links are followed inside the folder only; devices, sockets and pipes are
 * never opened. Throws FOLDER_MISSING or FOLDER_UNREADABLE for the root itself and nothing later.
 */
export function openTree(root: string): FileTree {
  return new LazyTree(new DiskSource(realRoot(root)));
}

/** Returns the link-free absolute path of a folder, or throws FOLDER_MISSING or FOLDER_UNREADABLE. */
export function realRoot(root: string): string {
  try {
    const real = realpathSync(root);
    if (!statSync(real).isDirectory())
      throw new SealwrightError('FOLDER_MISSING', { message: `${root} is not a folder`, hint: 'give the folder of a checkout' });
    readdirSync(real);
    return real;
  } catch (error) {
    if (error instanceof SealwrightError) throw error;
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM')
      throw new SealwrightError('FOLDER_UNREADABLE', { message: `${root} cannot be read`, got: code, hint: 'check its permissions', cause: error });
    throw new SealwrightError('FOLDER_MISSING', { message: `${root} does not exist`, hint: 'give the folder of a checkout', cause: error });
  }
}

class DiskSource implements TreeSource {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  entries(folder: string): FolderRead {
    try {
      const found = readdirSync(this.#absolute(folder), { withFileTypes: true });
      return { kind: 'entries', entries: found.map(entryOf) };
    } catch (error) {
      return { kind: 'refused', reason: `the folder cannot be read (${errorCode(error)})` };
    }
  }

  readLink(path: string): { readonly target: string; readonly leaves: boolean } | undefined {
    try {
      const target = slashes(readlinkSync(this.#absolute(path)));
      const root = slashes(this.#root);
      if (!target.startsWith('/') && !/^[A-Za-z]:/.test(target)) return { target, leaves: false };
      if (target === root || target.startsWith(`${root}/`)) return { target: `/${target.slice(root.length)}`, leaves: false };
      return { target, leaves: true };
    } catch {
      return undefined;
    }
  }

  readBytes(path: string): BytesRead {
    return readRegularFile(this.#absolute(path), limits.maxFileBytes);
  }

  #absolute(path: string): string {
    return path === '' ? this.#root : `${this.#root}/${path}`;
  }
}

/** Reads a regular file of at most `maxBytes`; neither follows a link at the end of the path nor waits on a pipe. */
export function readRegularFile(absolute: string, maxBytes: number): BytesRead {
  let handle: number | undefined;
  try {
    handle = openSync(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const facts = fstatSync(handle);
    if (!facts.isFile()) return { kind: 'refused', reason: 'not a regular file' };
    if (facts.size > maxBytes) return { kind: 'refused', reason: `larger than ${showBytes(maxBytes)}` };
    // One byte more than the size shows whether the file grew since; such a file is read up to the limit.
    let buffer = Buffer.allocUnsafe(facts.size + 1);
    let length = 0;
    for (;;) {
      const got = readSync(handle, buffer, length, buffer.length - length, null);
      if (got === 0) break;
      length += got;
      if (length > maxBytes) return { kind: 'refused', reason: `larger than ${showBytes(maxBytes)}` };
      if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.max(buffer.length, 65_536))]);
    }
    return { kind: 'bytes', bytes: buffer.subarray(0, length) };
  } catch (error) {
    return { kind: 'refused', reason: `it cannot be read (${errorCode(error)})` };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** A backslash is a separator on Windows and a letter of a name elsewhere. */
function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}

function entryOf(found: Dirent): SourceEntry {
  const name = found.name;
  if (skippedNames.has(name)) return { name, kind: 'skipped' };
  // Node replaces bytes that are not UTF-8 in a name, and the file cannot be opened under the new one.
  if (name.includes('\ufffd')) return { name, kind: 'special', what: 'its name is not UTF-8' };
  if (found.isFile()) return { name, kind: 'file' };
  if (found.isDirectory()) return { name, kind: 'folder' };
  if (found.isSymbolicLink()) return { name, kind: 'link' };
  return { name, kind: 'special', what: specialName(found) };
}

function specialName(found: Dirent): string {
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  if (found.isBlockDevice() || found.isCharacterDevice()) return 'a device';
  return 'not a regular file';
}

function showBytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}
