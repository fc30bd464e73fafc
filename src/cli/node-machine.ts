import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SealwrightError } from '../base/index.ts';
import type { Machine, Stream } from './machine.ts';
import { openCommit, openTree, readGitFacts } from './ports/index.ts';

/** The machine that the process runs on. */
export const nodeMachine: Machine = {
  env: (name) => process.env[name],
  stdout: streamOf(process.stdout),
  stderr: streamOf(process.stderr),
  elapsedMs: () => performance.now(),
  openTree,
  openCommit,
  readGitFacts: (folder) => readGitFacts(folder),
  writeFile,
  joinPath: (folder, path) => resolve(folder, path),
  splitPath: (path) => {
    const whole = resolve(path);
    return { folder: dirname(whole), name: basename(whole) };
  },
  loadAudit: async () => (await import('../audit/index.ts')).audit,
};

function streamOf(stream: NodeJS.WriteStream): Stream {
  let gone = false;
  // A reader that has seen enough (`| head`) is no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') process.exitCode = 2;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
    write: (text) => {
      if (!gone) stream.write(text);
    },
  };
}

/** Writes beside the file and renames, so that a reader sees the old file or the whole new one. */
function writeFile(path: string, text: string): void {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new SealwrightError('OUTPUT_UNWRITABLE', {
      message: `${path} cannot be written (${code})`,
      hint: 'give a file in a folder that exists and can be written to',
      cause: error,
    });
  }
}
