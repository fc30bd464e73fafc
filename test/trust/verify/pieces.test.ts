import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, sign, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPublicKey } from '../../../src/trust/der/index.ts';
import { signatureState } from '../../../src/trust/verify/signature.ts';
import { ArtifactDigests } from '../../../src/trust/verify/subject-digest.ts';

const pairs: Readonly<Record<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>> = {
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed25519: generateKeyPairSync('ed25519'),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
const keys = Object.entries(pairs).map(([name, { publicKey, privateKey }]) => {
  const key = readPublicKey(publicKey.export({ format: 'der', type: 'spki' }));
  assert.equal(key.kind, 'parsed');
  if (key.kind !== 'parsed') throw new Error('a key that is not read');
  return { name, key: key.value, signs: (bytes: Uint8Array) => sign(name === 'ed25519' ? null : 'sha256', bytes, privateKey) };
});

/** Pieces of these lengths and what is left, each in the same buffer: what read one piece has it no more when the next one is there. */
function* inPieces(content: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  const buffer = new Uint8Array(content.length + 1);
  let at = 0;
  for (const length of [...lengths, content.length]) {
    const piece = content.subarray(at, at + length);
    if (piece.length === 0) continue;
    buffer.fill(0xff).set(piece);
    at += piece.length;
    yield buffer.subarray(0, piece.length);
  }
}

function stateOf(content: Uint8Array, lengths: readonly number[], signature: Uint8Array, { key }: (typeof keys)[number], digestOf = content): string {
  const digests = new ArtifactDigests({ digests: { sha256: hash('sha256', digestOf) }, read: () => inPieces(content, lengths) });
  return signatureState(key, { kind: 'artifact', digests }, signature, undefined);
}

for (const one of keys) {
  test(`${one.name}: an artifact verifies in whichever pieces it comes, and no other does`, () => {
    const lengths = fc.array(fc.nat({ max: 400 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), lengths, fc.nat(), (content, pieces, at) => {
        const signature = one.signs(content);
        assert.equal(stateOf(content, pieces, signature, one), 'valid');
        const other = Uint8Array.of(...content, 1);
        assert.equal(stateOf(other, pieces, signature, one), 'invalid');
        assert.equal(stateOf(other, pieces, signature, one, content), 'changed');
        const wrong = Uint8Array.from(signature);
        wrong[at % wrong.length] = (wrong[at % wrong.length] ?? 0) ^ 1;
        assert.equal(stateOf(content, pieces, wrong, one), 'invalid');
      }),
      { numRuns: 30 },
    );
  });

  test(`${one.name}: pieces of every size on both sides of what is held`, () => {
    const content = Buffer.alloc(200_000, 'pieces of every size ');
    const signature = one.signs(content);
    for (const lengths of [[], [1], [65_536], [65_537], [65_536, 1], [1, 100_000], [100_000, 1], [199_999]]) {
      assert.equal(stateOf(content, lengths, signature, one), 'valid', lengths.join());
      assert.equal(stateOf(content.fill(0x21, 0, 1), lengths, signature, one), 'invalid', lengths.join());
      content.fill(0x70, 0, 1);
    }
  });
}
