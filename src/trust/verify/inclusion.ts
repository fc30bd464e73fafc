import { hash } from 'node:crypto';
import { sameBytes } from './trial.ts';

const maxHashes = 64;
const hashLength = 32;

/** The hash of an entry. Source: RFC 6962 section 2.1: leaves and nodes begin with different bytes. */
export function leafHash(body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(body.length + 1);
  bytes[0] = 0;
  bytes.set(body, 1);
  return hash('sha256', bytes, 'buffer');
}

/** True if the hashes lead from a leaf at this place to the root of a tree of this size. Source: RFC 9162 section 2.1.3.2. */
export function isIncluded(leaf: Uint8Array, index: bigint, size: bigint, hashes: readonly Uint8Array[], root: Uint8Array): boolean {
  if (index < 0n || index >= size || hashes.length > maxHashes) return false;
  let place = index;
  let last = size - 1n;
  // A node is hashed where it stands, and its hash is a text of so many characters as it has bytes: a buffer of its own for each costs more than hashing it.
  const node = Buffer.allocUnsafe(1 + 2 * hashLength);
  node[0] = 1;
  let current = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length).toString('latin1');
  for (const one of hashes) {
    if (last === 0n || one.length !== hashLength) return false;
    if ((place & 1n) === 1n || place === last) {
      node.set(one, 1);
      node.write(current, 1 + hashLength, 'latin1');
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      node.write(current, 1, 'latin1');
      node.set(one, 1 + hashLength);
    }
    current = hash('sha256', node, 'binary');
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameBytes(Buffer.from(current, 'latin1'), root);
}
