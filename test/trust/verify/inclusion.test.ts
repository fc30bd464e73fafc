import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMerkleTree } from '../../../src/lab/log/merkle.ts';
import { isIncluded, leafHash } from '../../../src/trust/verify/inclusion.ts';

const leaves = Array.from({ length: 34 }, (_, i) => Buffer.from(`entry ${i}`));
const tree = createMerkleTree();
for (const leaf of leaves) tree.append(leaf);

test('every entry is in every tree that holds it, by its own proof and place alone', () => {
  for (let size = 1; size <= leaves.length; size++) {
    const root = tree.root(size);
    for (const [index, leaf] of leaves.slice(0, size).entries()) {
      const hashes = tree.inclusion({ index, size });
      const isIn = (more: {
        readonly leaf?: Uint8Array;
        readonly at?: number;
        readonly of?: number;
        readonly by?: readonly Uint8Array[];
        readonly root?: Buffer;
      }) => isIncluded(leafHash(more.leaf ?? leaf), BigInt(more.at ?? index), BigInt(more.of ?? size), more.by ?? hashes, more.root ?? root);
      const what = `${index} of ${size}`;
      assert.ok(isIn({}), what);
      assert.ok(!isIn({ leaf: Buffer.from('another entry') }), what);
      for (let other = -1; other <= size; other++) if (other !== index) assert.ok(!isIn({ at: other }), `${what} at ${other}`);
      assert.ok(!isIn({ root: tree.root(size === 1 ? 2 : size - 1) }), what);
      assert.ok(!isIn({ by: [...hashes, leafHash(leaf)] }), what);
      if (hashes.length > 0) assert.ok(!isIn({ by: hashes.slice(1) }) && !isIn({ by: hashes.slice(0, -1) }), what);
      for (const [i, one] of hashes.entries()) {
        const changed = Uint8Array.from(one);
        changed[i] = (changed[i] ?? 0) ^ 0x80;
        for (const by of [changed, one.subarray(1), Buffer.concat([one, Buffer.of(0)])]) assert.ok(!isIn({ by: hashes.with(i, Buffer.from(by)) }), what);
      }
    }
  }
  assert.ok(!isIncluded(leafHash(Buffer.from('entry 0')), 0n, 0n, [], Buffer.alloc(32)));
});
