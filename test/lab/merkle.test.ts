import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createMerkleTree, leafHash } from '../../src/lab/log/merkle.ts';

const inner = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();

/** The definition of RFC 6962 section 2.1, without anything kept. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leafHash(leaves[0] ?? Buffer.alloc(0));
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return inner(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** Source: RFC 9162 section 2.1.3.2. */
function rootOfProof(proof: readonly Buffer[], { index, size, leaf }: { readonly index: number; readonly size: number; readonly leaf: Buffer }): Buffer {
  let [fn, sn] = [index, size - 1];
  let hash = leafHash(leaf);
  for (const one of proof) {
    assert.notEqual(sn, 0);
    if (fn % 2 === 1 || fn === sn) {
      hash = inner(one, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else hash = inner(hash, one);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  assert.equal(sn, 0);
  return hash;
}

/** Source: RFC 9162 section 2.1.4.2; gives both roots that the proof leads to. */
function rootsOfConsistency(
  proof: readonly Buffer[],
  { from, to, first }: { readonly from: number; readonly to: number; readonly first: Buffer },
): readonly Buffer[] {
  const path = Number.isInteger(Math.log2(from)) ? [first, ...proof] : [...proof];
  let [fn, sn] = [from - 1, to - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  let fr = path[0] ?? first;
  let sr = fr;
  for (const one of path.slice(1)) {
    if (fn % 2 === 1 || fn === sn) {
      fr = inner(one, fr);
      sr = inner(one, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = inner(sr, one);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return [fr, sr];
}

test('roots and proofs are those of the definition, for every size to 40', () => {
  const tree = createMerkleTree();
  const leaves: Buffer[] = [];
  for (let size = 1; size <= 40; size++) {
    const leaf = Buffer.from(`leaf ${size}`);
    leaves.push(leaf);
    assert.equal(tree.append(leaf), size - 1);
    const root = rootOf(leaves);
    assert.deepEqual(tree.root(size), root);
    for (let index = 0; index < size; index++)
      assert.deepEqual(rootOfProof(tree.inclusion({ index, size }), { index, size, leaf: leaves[index] ?? leaf }), root);
    for (let from = 1; from < size; from++) {
      const first = rootOf(leaves.slice(0, from));
      assert.deepEqual(rootsOfConsistency(tree.consistency({ from, to: size }), { from, to: size, first }), [first, root], `${from} to ${size}`);
    }
  }
});
