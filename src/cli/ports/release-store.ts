import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SealwrightError } from '../../base/index.ts';
import type { Kept, ReleaseStore } from '../../release/index.ts';

/** A folder of a release, held against a second run. */
export interface HeldStore {
  readonly store: ReleaseStore;
  readonly close: () => void;
}

/**
 * Opens the folder of a release, and makes it where it is not there. While it is held no other process opens it; the system
 * lets go of it when this one ends, however it ends. Throws RELEASE_LOCKED, STATE_UNWRITABLE.
 */
export function holdReleaseStore(folder: string): HeldStore {
  const files = join(folder, 'files');
  written(folder, () => mkdirSync(files, { recursive: true, mode: 0o700 }));
  const release = lock(folder);
  for (const name of readdirSync(files)) if (isPart(name)) rmSync(join(files, name), { force: true });
  return { store: storeIn(folder, files), close: release };
}

/** A lock of the database is one of the system: it is gone with the process, where a file that says so would stay. */
function lock(folder: string): () => void {
  // The bundle is a script, which has no import of its own.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const held = written(folder, () => new DatabaseSync(join(folder, 'lock')));
  try {
    held.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    held.close();
    throw new SealwrightError('RELEASE_LOCKED', {
      message: `another run has ${folder}`,
      hint: 'wait until it has ended, and run this again: it goes on from there',
      cause: error,
    });
  }
  return () => held.close();
}

function storeIn(folder: string, files: string): ReleaseStore {
  const journal = join(folder, 'journal');
  const inFiles = (name: string): string => {
    if (!/^[\w.+~@-]+$/.test(name) || name === '.' || name === '..') throw new Error(`${JSON.stringify(name)} is no name of a kept file`);
    return join(files, name);
  };
  return {
    path: folder,
    journal: {
      read: () => {
        try {
          return readFileSync(journal);
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return undefined;
          throw unwritable(journal, error);
        }
      },
      append: (line) =>
        written(journal, () => {
          const isFirst = statSync(journal, { throwIfNoEntry: false }) === undefined;
          const handle = openSync(journal, 'a', 0o600);
          try {
            const before = fstatSync(handle).size;
            try {
              writeAll(handle, Buffer.from(line));
              fsyncSync(handle);
            } catch (error) {
              // Half a line would be taken for one that a kill cut off; what follows it must not be glued to it.
              ftruncateSync(handle, before);
              throw error;
            }
          } finally {
            closeSync(handle);
          }
          if (isFirst) syncFolder(folder);
        }),
      truncate: (bytes) =>
        written(journal, () => {
          const handle = openSync(journal, 'r+');
          try {
            ftruncateSync(handle, bytes);
            fsyncSync(handle);
          } finally {
            closeSync(handle);
          }
        }),
    },
    files,
    keep: (name, pieces, as) => keep(inFiles(name), pieces, as),
    note: (name, text) => {
      const path = join(folder, name);
      keep(path, [Buffer.from(text)]);
      return path;
    },
    pathOf: inFiles,
    names: () =>
      readdirSync(files)
        .filter((name) => !isPart(name))
        .toSorted(),
    remove: (name) => written(files, () => rmSync(inFiles(name), { force: true })),
    layout: (name, contents) => {
      const target = join(folder, 'layouts', name);
      for (const [path, bytes] of contents) {
        written(target, () => mkdirSync(dirname(join(target, path)), { recursive: true, mode: 0o700 }));
        keep(join(target, path), [bytes]);
      }
      return target;
    },
    publishInto: (target, all, begin) =>
      publishInto(
        target,
        all.map((one) => ({ ...one, from: inFiles(one.name) })),
        begin,
      ),
    discard: () =>
      written(folder, () => {
        for (const one of [files, join(folder, 'layouts')]) rmSync(one, { recursive: true, force: true });
        mkdirSync(files, { mode: 0o700 });
        rmSync(journal, { force: true });
        syncFolder(folder);
      }),
  };
}

const partEnding = '.part~';
const pieceBytes = 1024 * 1024;

function isPart(name: string): boolean {
  return name.endsWith(partEnding);
}

/** Writes beside the file and renames, so that a kill leaves the old file or the whole new one. */
function keep(path: string, pieces: Iterable<Uint8Array>, { executable }: { readonly executable: boolean } = { executable: false }): Kept {
  const part = `${path}${partEnding}`;
  const hashing = createHash('sha256');
  let size = 0;
  const handle = written(path, () => openSync(part, 'w', 0o600));
  try {
    for (const piece of pieces) {
      hashing.update(piece);
      size += piece.length;
      written(path, () => writeAll(handle, piece));
    }
    written(path, () => {
      fchmodSync(handle, executable ? 0o700 : 0o600);
      fsyncSync(handle);
    });
  } catch (error) {
    closeSync(handle);
    rmSync(part, { force: true });
    throw error;
  }
  closeSync(handle);
  written(path, () => {
    renameSync(part, path);
    syncFolder(dirname(path));
  });
  return { sha256: hashing.digest('hex'), size };
}

type FileToPublish = Parameters<ReleaseStore['publishInto']>[1][number] & { readonly from: string };

function publishInto(target: string, files: readonly FileToPublish[], begin: () => void): ReturnType<ReleaseStore['publishInto']> {
  const there = statSync(target, { throwIfNoEntry: false });
  // An empty one gives way to the whole.
  const isEmpty = there?.isDirectory() === true && readdirSync(target).length === 0;
  if (there !== undefined && !isEmpty) return there.isDirectory() && isSame(target, files) ? 'same' : 'other';
  const part = `${target}.sealwright${partEnding}`;
  return written(target, () => {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    for (const { name, from, sha256, executable } of files) {
      copyFileSync(from, join(part, name), constants.COPYFILE_FICLONE);
      const handle = openSync(join(part, name), 'r+');
      try {
        // What was kept was for this user alone; what is published is for everyone.
        fchmodSync(handle, executable ? 0o755 : 0o644);
        fsyncSync(handle);
        if (hashOf(handle) === sha256) continue;
      } finally {
        closeSync(handle);
      }
      rmSync(part, { recursive: true, force: true });
      return { changed: name };
    }
    begin();
    renameSync(part, target);
    syncFolder(dirname(target));
    return 'published' as const;
  });
}

/** Whether a folder has these files and no others; how they may be used is not asked. */
function isSame(folder: string, files: readonly FileToPublish[]): boolean {
  const names = readdirSync(folder).toSorted();
  const wanted = files.map(({ name }) => name).toSorted();
  return names.join('\0') === wanted.join('\0') && files.every(({ name, sha256 }) => isOf(join(folder, name), sha256));
}

function isOf(path: string, sha256: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const handle = openSync(path, 'r');
  try {
    return hashOf(handle) === sha256;
  } finally {
    closeSync(handle);
  }
}

/** The SHA-256 of a file of any size, from its beginning. */
function hashOf(handle: number): string {
  const hashing = createHash('sha256');
  const piece = new Uint8Array(pieceBytes);
  let at = 0;
  for (let read = readSync(handle, piece, 0, pieceBytes, at); read > 0; read = readSync(handle, piece, 0, pieceBytes, at)) {
    hashing.update(piece.subarray(0, read));
    at += read;
  }
  return hashing.digest('hex');
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function written<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): SealwrightError {
  return new SealwrightError('STATE_UNWRITABLE', {
    message: `${path} cannot be written (${codeOf(error)})`,
    hint: 'make room, or see that the folder can be written to, and run the same command again: it goes on from there',
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
