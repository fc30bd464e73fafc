import { hash } from 'node:crypto';
import { sameBytes } from './trial.ts';

const maxHashes = 64;

/** The hash of an entry. Source: RFC 6962 section 2.1: leaves and nodes begin with different bytes. */
export function leafHash(body: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Uint8Array.of(0), body]), 'buffer');
}

/** True if the hashes lead from a leaf at this place to the root of a tree of this size. Source: RFC 9162 section 2.1.3.2. */
export function isIncluded(leaf: Uint8Array, index: bigint, size: bigint, hashes: readonly Uint8Array[], root: Uint8Array): boolean {
  if (index < 0n || index >= size || hashes.length > maxHashes) return false;
  let place = index;
  let last = size - 1n;
  let current = leaf;
  for (const one of hashes) {
    if (last === 0n || one.length !== 32) return false;
    if ((place & 1n) === 1n || place === last) {
      current = nodeHash(one, current);
      while ((place & 1n) === 0n && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      current = nodeHash(current, one);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameBytes(current, root);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer');
}
