import { hash } from 'node:crypto';
import { posix } from 'node:path';
import type { BytesRead, Disk } from '../../src/base/index.ts';

/** A disk of named files, for tests of what reads one; a file of null is there and cannot be read. */
export function memoryDisk(files: Readonly<Record<string, string | Uint8Array | null>>): Disk {
  const all = new Map(Object.entries(files).map(([path, bytes]) => [posix.resolve('/', path), bytes]));
  const look = (path: string): BytesRead => {
    const whole = posix.resolve('/', path);
    const found = all.get(whole);
    if (found === null) return { kind: 'refused', reason: 'it cannot be read (EACCES)' };
    if (found !== undefined) return { kind: 'bytes', bytes: typeof found === 'string' ? Buffer.from(found) : found };
    return [...all.keys()].some((one) => one.startsWith(`${whole === '/' ? '' : whole}/`)) ? { kind: 'folder' } : { kind: 'missing' };
  };
  return {
    read: (path, { maxBytes }) => {
      const found = look(path);
      return found.kind === 'bytes' && found.bytes.length > maxBytes ? { kind: 'refused', reason: 'it is too large' } : found;
    },
    open: (path) => {
      const found = look(path);
      if (found.kind !== 'bytes') return found;
      const { bytes } = found;
      return {
        kind: 'pieces',
        size: bytes.length,
        read: () => [bytes],
        at: (offset, length) => bytes.subarray(offset, offset + length),
        sha256: async () => hash('sha256', bytes),
      };
    },
    names: (folder) => {
      const within = `${posix.resolve('/', folder)}/`.replace('//', '/');
      const rests = [...all.keys()].filter((one) => one.startsWith(within)).map((one) => one.slice(within.length));
      const kinds = new Map(rests.map((rest) => [rest.split('/')[0] ?? '', rest.includes('/') ? ('folder' as const) : ('file' as const)]));
      return [...kinds].map(([name, kind]) => ({ name, kind })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    join: (folder, path) => posix.resolve('/', folder, path),
    split: (path) => ({ folder: posix.dirname(posix.resolve('/', path)), name: posix.basename(path) }),
  };
}
