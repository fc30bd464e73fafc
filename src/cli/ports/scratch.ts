import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch } from '../../base/index.ts';

/** Folders in the place for temporary files. Only their owner can enter them. */
export const scratch: Scratch = {
  open: () => {
    try {
      const path = mkdtempSync(join(tmpdir(), 'sealwright-'));
      chmodSync(path, 0o700);
      return {
        path,
        write: (name, bytes) => {
          const file = join(path, name);
          try {
            writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
            return file;
          } catch {
            return undefined;
          }
        },
        remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
      };
    } catch {
      return undefined;
    }
  },
};
