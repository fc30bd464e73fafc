import { limits } from '../../base/index.ts';
import type { Problem } from '../problem.ts';
import type { ByteTree } from '../tree/byte-tree.ts';
import { osReleasePaths, parseOsRelease, type OsRelease } from './os-release.ts';

/**
 * A system may be all of a tree or a folder of it. Gives the folder that a database belongs to, with its last `/`: what of
 * the path stands before where the database is in a system. Undefined where the path is no such place.
 */
export function rootOf(path: string, places: readonly string[]): string | undefined {
  for (const place of places) {
    if (!path.endsWith(place)) continue;
    const root = path.slice(0, -place.length);
    if (root === '' || root.endsWith('/')) return root;
  }
  return undefined;
}

/** Whether a path is where some system says what it is. */
export function isOsRelease(path: string): boolean {
  return rootOf(path, osReleasePaths) !== undefined;
}

/** What the system below a folder says it is; undefined where it does not. */
export function systemAt(tree: ByteTree, root: string): OsRelease | undefined {
  for (const place of osReleasePaths) {
    const read = readWhole(tree, root + place, limits.maxDocumentBytes);
    if (read.kind === 'bytes') return parseOsRelease(utf8.decode(read.bytes));
  }
  return undefined;
}

const utf8 = new TextDecoder('utf-8');

/** All of a file that a listing has, as text; see `readWhole`. A link to nothing is a problem: what it stood for is not known. */
export function readListedText(
  tree: ByteTree,
  path: string,
  maxBytes: number,
): { readonly kind: 'text'; readonly text: string } | Extract<Unread, { kind: 'problem' }> {
  const read = readWhole(tree, path, maxBytes);
  if (read.kind === 'bytes') return { kind: 'text', text: utf8.decode(read.bytes) };
  return read.kind === 'problem' ? read : { kind: 'problem', problem: { code: 'FILE_UNREADABLE', path, reason: 'it is a link to nothing' } };
}

export type Unread = { readonly kind: 'missing' } | { readonly kind: 'problem'; readonly problem: Problem };

/** All of a file of at most that many bytes, that it is not there, or the problem to tell. */
export function readWhole(tree: ByteTree, path: string, maxBytes: number): { readonly kind: 'bytes'; readonly bytes: Uint8Array } | Unread {
  const opened = tree.open(path);
  if (opened.kind === 'missing') return opened;
  const problem = (reason: string): Unread => ({ kind: 'problem', problem: { code: 'FILE_UNREADABLE', path, reason } });
  if (opened.kind === 'refused') return problem(opened.reason);
  const { size } = opened.bytes;
  if (size > maxBytes) return problem(`it has ${size} bytes, and at most ${maxBytes} are read`);
  const bytes = opened.bytes.at(0, size);
  return bytes.length === size ? { kind: 'bytes', bytes } : problem('it is shorter than it was said to be');
}
