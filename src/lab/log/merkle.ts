import { createHash } from 'node:crypto';

/** A Merkle tree that grows. Source: RFC 6962 section 2.1. */
export interface MerkleTree {
  readonly size: () => number;
  /** Adds a leaf and gives its index. */
  readonly append: (leaf: Uint8Array) => number;
  readonly root: (size: number) => Buffer;
  readonly inclusion: (proof: { readonly index: number; readonly size: number }) => readonly Buffer[];
  readonly consistency: (proof: { readonly from: number; readonly to: number }) => readonly Buffer[];
  /** Hashes of leaves, or of whole subtrees of 2^level leaves. */
  readonly hashes: (level: number) => readonly Buffer[];
}

/** An empty tree. Hashes of whole subtrees are kept, so that an append and a proof take logarithmic time. */
export function createMerkleTree(): MerkleTree {
  const levels: Buffer[][] = [[]];

  const range = (start: number, end: number): Buffer => {
    const length = end - start;
    if (length === 0) return createHash('sha256').digest();
    const level = Math.log2(length);
    if (Number.isInteger(level) && start % length === 0) {
      const kept = levels[level]?.[start / length];
      if (kept !== undefined) return kept;
    }
    const half = largestPowerBelow(length);
    return inner(range(start, start + half), range(start + half, end));
  };

  const path = (index: number, start: number, end: number): readonly Buffer[] => {
    if (end - start <= 1) return [];
    const middle = start + largestPowerBelow(end - start);
    return index < middle ? [...path(index, start, middle), range(middle, end)] : [...path(index, middle, end), range(start, middle)];
  };

  const subProof = (from: number, start: number, end: number, whole: boolean): readonly Buffer[] => {
    const length = end - start;
    if (from === length) return whole ? [] : [range(start, end)];
    const half = largestPowerBelow(length);
    return from <= half
      ? [...subProof(from, start, start + half, whole), range(start + half, end)]
      : [...subProof(from - half, start + half, end, false), range(start, start + half)];
  };

  return {
    size: () => levels[0]?.length ?? 0,
    append: (leaf) => {
      let hash = leafHash(leaf);
      let level = 0;
      for (;;) {
        const row = (levels[level] ??= []);
        row.push(hash);
        if (row.length % 2 === 1) break;
        hash = inner(row[row.length - 2] ?? hash, hash);
        level++;
      }
      return (levels[0]?.length ?? 0) - 1;
    },
    root: (size) => range(0, size),
    inclusion: ({ index, size }) => path(index, 0, size),
    consistency: ({ from, to }) => (from === 0 || from === to ? [] : subProof(from, 0, to, true)),
    hashes: (level) => levels[level] ?? [],
  };
}

export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf)
    .digest();
}

function inner(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();
}

function largestPowerBelow(length: number): number {
  return 2 ** Math.floor(Math.log2(length - 1));
}
