import { limits } from '../base/index.ts';
import type { Problem } from './problem.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** What a file of a tree gave: a value, or the problem to tell. */
export type ReadValue<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'problem'; readonly problem: Problem };

/** Reads all of a file of at most `limits.maxLockBytes`. */
export function readBytes(tree: ByteTree, path: string): ReadValue<Uint8Array> {
  const opened = tree.open(path);
  if (opened.kind !== 'file') return problem('FILE_UNREADABLE', path, opened.kind === 'refused' ? opened.reason : 'it leads nowhere');
  const { bytes } = opened;
  if (bytes.size > limits.maxLockBytes) return problem('FILE_UNREADABLE', path, `it has ${bytes.size} bytes, and at most ${limits.maxLockBytes} are read`);
  const read = bytes.at(0, bytes.size);
  return read.length === bytes.size ? { kind: 'read', value: read } : problem('FILE_UNREADABLE', path, 'it is shorter than it was said to be');
}

const utf8 = new TextDecoder('utf-8');

/** As `readBytes`, as text: a byte-order mark is dropped, and bytes that are not UTF-8 are replaced. */
export function readText(tree: ByteTree, path: string): ReadValue<string> {
  const read = readBytes(tree, path);
  return read.kind === 'read' ? { kind: 'read', value: utf8.decode(read.value) } : read;
}

/** As `readText`, as a value of JSON. */
export function readJson(tree: ByteTree, path: string): ReadValue<unknown> {
  const read = readText(tree, path);
  if (read.kind === 'problem') return read;
  try {
    return { kind: 'read', value: JSON.parse(read.value) as unknown };
  } catch {
    return problem('MANIFEST_MALFORMED', path, 'it is not JSON');
  }
}

/** A problem as an answer. */
export function problem(code: Problem['code'], path: string, reason: string): { readonly kind: 'problem'; readonly problem: Problem } {
  return { kind: 'problem', problem: { code, path, reason } };
}
