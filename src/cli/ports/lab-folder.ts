import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorCode, SealwrightError } from '../../base/index.ts';
import type { LabMemory } from '../../lab/index.ts';
import type { LabFolder } from '../lab/ports.ts';
import { openDiary, type OpenDiary } from './lab-diary.ts';

const marker = '{"sealwrightLab":1}\n';

/** Opens the folder of a lab and locks it; without a path a new one that is removed when it is closed. Throws LAB_STATE_LOCKED, LAB_STATE_UNREADABLE. */
export function openLabFolder(path: string | undefined): LabFolder {
  if (path === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'sealwright-lab-'));
    return { path: folder, memory: undefined, write: writerOf(folder), close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
  }
  const folder = resolve(path);
  try {
    return opened(folder);
  } catch (error) {
    if (error instanceof SealwrightError) throw error;
    throw unreadable(folder, `it cannot be used (${errorCode(error)})`, error);
  }
}

function opened(folder: string): LabFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lab.json');
  if (!existsSync(file)) {
    if (readdirSync(folder).length > 0) throw unreadable(folder, 'it is not empty, and no lab made it');
    // It holds the keys of the lab.
    chmodSync(folder, 0o700);
    replace(file, marker);
  } else if (readFileSync(file, 'utf8') !== marker) throw unreadable(folder, 'a lab of another version made it');
  const unlock = lock(folder);
  const diaries: OpenDiary[] = [];
  const texts = join(folder, 'texts');
  mkdirSync(texts, { recursive: true, mode: 0o700 });
  const fileOf = (name: string): string => join(texts, name.replaceAll(/[^\w-]/g, '-'));
  const memory: LabMemory = {
    read: (name) => (existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8') : undefined),
    keep: (name, text) => replace(fileOf(name), text),
    diary: (service) => {
      const diary = openDiary(folder, service);
      diaries.push(diary);
      return diary;
    },
  };
  return {
    path: folder,
    memory,
    write: writerOf(folder),
    close: () => {
      for (const diary of diaries) diary.close();
      unlock();
    },
  };
}

/** A file with our number, which nobody else writes while we live. */
function lock(folder: string): () => void {
  const file = join(folder, 'lock');
  for (const attempt of ['first', 'second'] as const) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (attempt === 'second' || isAlive(holder))
        throw new SealwrightError('LAB_STATE_LOCKED', {
          at: folder,
          message: `another lab has this folder: process ${holder}`,
          hint: `end that one, or another folder for --state; where process ${holder} is no lab, remove ${file}`,
          cause: error,
        });
      // Whoever wrote it was killed. It is taken out of the way by one of those who find it.
      renameSync(file, `${file}.${holder}`);
      rmSync(`${file}.${holder}`, { force: true });
    }
  }
  throw new Error('unreachable');
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function writerOf(folder: string): LabFolder['write'] {
  return (name, text) => {
    replace(join(folder, name), text);
    return join(folder, name);
  };
}

/** Whole or not at all, and for the owner alone: some of it is secret. */
function replace(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, path);
}

function unreadable(folder: string, message: string, cause?: unknown): SealwrightError {
  return new SealwrightError('LAB_STATE_UNREADABLE', { at: folder, message, hint: 'give --state a folder that is new or empty', cause });
}
