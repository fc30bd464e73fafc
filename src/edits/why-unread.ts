import type { FileRead } from '../base/index.ts';

/** Why a file is not edited, and what a person can do about it: an edit keeps all bytes but those that it changes. */
export function whyUnread(path: string, read: FileRead): string {
  switch (read.kind) {
    case 'missing':
      return `${path} is not there any more`;
    case 'refused':
      return `${path} is not read: ${read.reason}`;
    case 'text':
      return read.notes.some((one) => one.startsWith('a byte-order mark'))
        ? `${path} begins with a byte-order mark: save it as UTF-8 without one, then run sealwright fix again`
        : `${path} is not kept as UTF-8 (${read.notes.join(', ')}): save it as that, then run sealwright fix again`;
    default: {
      const never: never = read;
      return never;
    }
  }
}
