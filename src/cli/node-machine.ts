import { chmodSync, fstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SealwrightError } from '../base/index.ts';
import type { Machine, Stream } from './machine.ts';
import { writeFirst } from './ports/first-file.ts';
import { openCommit, openTree, readGitFacts } from './ports/index.ts';
import { replaceFiles } from './ports/replace-files.ts';

/** The machine that the process runs on. */
export const nodeMachine: Machine = {
  env: (name) => process.env[name],
  stdout: streamOf(1, () => process.stdout),
  stderr: streamOf(2, () => process.stderr),
  today: () => new Date().toISOString().slice(0, 10),
  elapsedMs: () => performance.now(),
  openTree,
  openCommit,
  readGitFacts: (folder) => readGitFacts(folder),
  writeFile,
  replaceFiles: (folder, changes) => replaceFiles(folder, changes),
  joinPath: (folder, path) => resolve(folder, path),
  splitPath: (path) => {
    const whole = resolve(path);
    return { folder: dirname(whole), name: basename(whole) };
  },
  writeFirst,
  openHttp: async () => (await import('./ports/http.ts')).http,
  openVerifyPorts: async () => (await import('./ports/verify-ports.ts')).verifyPorts,
  openCommands: async () => (await import('./ports/commands.ts')).commands,
  openLabPorts: async () => (await import('./ports/lab-ports.ts')).labPorts,
  holdReleaseStore: async (folder) => (await import('./ports/release-store.ts')).holdReleaseStore(folder),
  openPages: async () => (await import('./ports/pages.ts')).openPages(process.argv[1]),
  loadConfig: async (source) => await (await import('../decisions/index.ts')).loadConfig(source),
  loadAudit: async () => (await import('../audit/index.ts')).audit,
};

/** A stream of the process, opened when something is written to it: for a pipe that loads what sockets need. */
function streamOf(handle: number, open: () => NodeJS.WriteStream): Stream {
  let opened: NodeJS.WriteStream | undefined;
  let gone = false;
  const stream = (): NodeJS.WriteStream => {
    if (opened !== undefined) return opened;
    opened = open();
    // A reader that has seen enough (`| head`) is no failure of ours.
    opened.on('error', (error: NodeJS.ErrnoException) => {
      gone = true;
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') process.exitCode = 2;
    });
    return opened;
  };
  return {
    get isTerminal() {
      return mayBeTerminal(handle) && stream().isTTY === true;
    },
    get columns() {
      return mayBeTerminal(handle) ? stream().columns : undefined;
    },
    write: (text) => {
      if (!gone) stream().write(text);
    },
  };
}

/** A terminal is a device; what cannot be asked may be one. */
function mayBeTerminal(handle: number): boolean {
  try {
    return process.platform === 'win32' || fstatSync(handle).isCharacterDevice();
  } catch {
    return true;
  }
}

/**
 * Writes beside the file and renames, so that a reader sees the old file or the whole new one. A link stays a link. What
 * is there and no file, such as a pipe or `/dev/null`, is written to: a rename would put a file in its place.
 */
function writeFile(path: string, text: string): void {
  let part: string | undefined;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const target = there === undefined ? path : realpathSync(path);
    part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
    writeFileSync(part, text, { flag: 'wx' });
    // Who may read it, and whether it can be run, stays as it was.
    if (there !== undefined) chmodSync(part, there.mode & 0o777);
    renameSync(part, target);
  } catch (error) {
    if (part !== undefined) rmSync(part, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SealwrightError('OUTPUT_UNWRITABLE', {
      message: `${path} cannot be written (${code})`,
      hint: 'give a file in a folder that exists and can be written to',
      cause: error,
    });
  }
}
