import { hash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SealwrightError } from '../../base/index.ts';
import type { Diary, DiaryPage } from '../../lab/index.ts';

export interface OpenDiary extends Diary {
  readonly close: () => void;
}

/** A page as its line holds it; a body that is not small is a file named by its digest. */
interface Line extends Omit<DiaryPage, 'body'> {
  readonly body: { readonly base64: string } | { readonly sha256: string };
}

const smallBytes = 16 * 1024;

/** Opens the diary of a service in a lab's folder: one line of JSON a page. A last line without its end was never answered for, and is dropped. */
export function openDiary(folder: string, service: string): OpenDiary {
  const bodies = join(folder, 'bodies');
  mkdirSync(bodies, { recursive: true, mode: 0o700 });
  const file = join(folder, `${service}.jsonl`);
  const text = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const whole = text.subarray(0, text.lastIndexOf(0x0a) + 1);
  const handle = openSync(file, 'a', 0o600);
  if (whole.length < text.length) ftruncateSync(handle, whole.length);

  return {
    pages: function* () {
      const lines = whole.toString().split('\n').slice(0, -1);
      for (const [number, line] of lines.entries()) {
        const page = pageOf(line, bodies);
        if (page === undefined)
          throw new SealwrightError('LAB_STATE_UNREADABLE', {
            at: `${file}:${number + 1}`,
            message: 'what the lab kept is damaged',
            hint: 'give --state a folder that is new or empty',
          });
        yield page;
      }
    },
    write: ({ body, ...page }) => {
      const line: Line = { ...page, body: body.length <= smallBytes ? { base64: Buffer.from(body).toString('base64') } : { sha256: keep(bodies, body) } };
      const before = fstatSync(handle).size;
      try {
        writeSync(handle, `${JSON.stringify(line)}\n`);
      } catch (error) {
        ftruncateSync(handle, before);
        throw error;
      }
    },
    close: () => closeSync(handle),
  };
}

function keep(bodies: string, body: Uint8Array): string {
  const sha256 = hash('sha256', body);
  const path = join(bodies, sha256);
  if (!existsSync(path)) {
    writeFileSync(`${path}.part`, body, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  }
  return sha256;
}

function pageOf(line: string, bodies: string): DiaryPage | undefined {
  try {
    const { body, ...page } = JSON.parse(line) as Line;
    if ('base64' in body) return { ...page, body: Buffer.from(body.base64, 'base64') };
    if (!/^[0-9a-f]{64}$/.test(body.sha256)) return undefined;
    const bytes = readFileSync(join(bodies, body.sha256));
    return hash('sha256', bytes) === body.sha256 ? { ...page, body: bytes } : undefined;
  } catch {
    return undefined;
  }
}
