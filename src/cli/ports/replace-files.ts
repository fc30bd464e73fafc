import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode, SealwrightError } from '../../base/index.ts';
import type { FileReplacement } from '../machine.ts';

/**
 * Gives files of a folder other texts, all or none as far as the disk allows: each is looked at first, so that what an editor
 * changed meanwhile is not written over; then all new texts are written beside their files; then each takes its file's place.
 * Where one cannot, those before it get their old text back. Throws FILE_CHANGED or OUTPUT_UNWRITABLE.
 */
export function replaceFiles(folder: string, changes: readonly FileReplacement[], move: (from: string, to: string) => void = renameSync): void {
  const root = realpathSync(folder);
  for (const one of changes) refuseChanged(root, one);
  const parts: { readonly path: string; readonly part: string; readonly target: string; readonly before: string }[] = [];
  const moved: typeof parts = [];
  let at = '';
  try {
    for (const { path, before, after } of changes) {
      at = path;
      const target = join(root, path);
      const part = partOf(target);
      writeNew(part, after);
      parts.push({ path, part, target, before });
      // Who may read it, and whether it can be run, stays as it was.
      chmodSync(part, statSync(target).mode & 0o777);
    }
    for (const one of parts) {
      at = one.path;
      move(one.part, one.target);
      moved.push(one);
    }
  } catch (error) {
    for (const { part } of parts) remove(part);
    const left = moved.filter((one) => !restored(one.target, one.before)).map((one) => one.path);
    throw new SealwrightError('OUTPUT_UNWRITABLE', {
      at,
      message: `it cannot be written (${errorCode(error)}); ${left.length === 0 ? 'all files are as they were' : `changed is ${left.join(', ')}`}`,
      hint: 'see that the folder can be written to, then sealwright fix --write again',
      cause: error,
    });
  }
}

function refuseChanged(root: string, { path, before }: FileReplacement): void {
  const refuse = (what: string): SealwrightError =>
    new SealwrightError('FILE_CHANGED', { at: path, message: `${what}; nothing was written`, hint: 'sealwright fix again' });
  const target = join(root, path);
  let real: string | undefined;
  let bytes: Buffer | undefined;
  try {
    real = realpathSync(target);
    bytes = readFileSync(target);
  } catch {
    throw refuse('the file is not there any more, or cannot be read');
  }
  if (real !== target || relative(root, target).startsWith('..')) throw refuse('the file is reached through a link');
  if (!bytes.equals(Buffer.from(before, 'utf8'))) throw refuse('the file changed since it was read');
}

function partOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.part`);
}

function restored(target: string, before: string): boolean {
  const part = partOf(target);
  try {
    writeNew(part, before);
  } catch {
    return false;
  }
  try {
    chmodSync(part, statSync(target).mode & 0o777);
    renameSync(part, target);
    return true;
  } catch {
    remove(part);
    return false;
  }
}

/** Writes a file that is not there yet; what was there stays, and of what cannot be written whole nothing is left. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') remove(path);
    throw error;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be removed must not hide why the writing failed.
  }
}
