import { lstatSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { SealwrightError } from '../../base/index.ts';

/**
 * Writes a file of a checkout that may be anybody's, with the folders that it needs: no link in it leads the writing
 * out of the checkout. A file that is there stays, unless it is to be replaced. With
 * `look` it is only tried, and nothing written. Throws OUTPUT_UNWRITABLE.
 */
export function writeFirst(folder: string, path: string, text: string, existing: 'keep' | 'replace' | 'look'): void {
  try {
    const root = realpathSync(folder);
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let parent = root;
    for (const part of parts) {
      const next = join(parent, part);
      if (lstatSync(next, { throwIfNoEntry: false }) === undefined) {
        // What is not there yet holds no link.
        if (existing === 'look') return;
        mkdirSync(next);
      }
      parent = realpathSync(next);
      if (!parent.startsWith(`${root}${sep}`)) throw outside(path);
      if (!statSync(parent).isDirectory()) throw unwritable(path, `${part} is no folder`);
    }
    const target = join(parent, name);
    const there = lstatSync(target, { throwIfNoEntry: false });
    if (there?.isSymbolicLink() === true) throw outside(path);
    if (there !== undefined && !there.isFile()) throw unwritable(path, 'what is there is no file');
    if (existing === 'look') return;
    if (existing === 'keep') {
      writeFileSync(target, text, { flag: 'wx' });
      return;
    }
    const part = join(parent, `.${name}.${process.pid}.part`);
    try {
      writeFileSync(part, text, { flag: 'wx' });
      renameSync(part, target);
    } finally {
      rmSync(part, { force: true });
    }
  } catch (error) {
    if (error instanceof SealwrightError) throw error;
    throw unwritable(path, error instanceof Error && 'code' in error ? String(error.code) : 'unknown error', error);
  }
}

function outside(path: string): SealwrightError {
  return unwritable(path, 'it is reached through a link');
}

function unwritable(path: string, why: string, cause?: unknown): SealwrightError {
  return new SealwrightError('OUTPUT_UNWRITABLE', {
    message: `${path} cannot be written: ${why}`,
    hint: 'sealwright init --dry-run shows the text, to put it where it belongs',
    ...(cause === undefined ? {} : { cause }),
  });
}
