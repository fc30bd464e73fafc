import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { readPublicKey, type HashName, type PublicKey } from '../../../src/trust/der/index.ts';
import { verifyPssDigest } from '../../../src/trust/verify/rsa-pss.ts';
import { createVerifier } from '../../../src/trust/verify/index.ts';
import { messageByKey } from '../../../src/subjects/git/signed-bytes.ts';

const message = Buffer.from('the artifact');
const digest = (name: HashName): Buffer => createHash(name).update(message).digest();
/** Sizes whose modulus ends at each place in a byte that keys have. */
const pairs = [2048, 2049, 2055, 3072].map((modulusLength) => ({ modulusLength, ...generateKeyPairSync('rsa', { modulusLength }) }));

function keyOf({ publicKey }: (typeof pairs)[number]): PublicKey {
  const read = readPublicKey(publicKey.export({ format: 'der', type: 'spki' }));
  return read.kind === 'parsed' ? read.value : assert.fail(read.reason.message);
}

test('a signature by RSASSA-PSS is verified with a digest alone, as with the bytes', () => {
  for (const pair of pairs) {
    const key = keyOf(pair);
    for (const hash of ['sha256', 'sha384', 'sha512'] as const)
      for (const saltLength of [0, 20, 32, 64]) {
        const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
        const signature = sign(hash, message, { key: pair.privateKey, ...padding });
        const what = `${pair.modulusLength} bits, ${hash}, a salt of ${saltLength}`;
        assert.equal(verifyPssDigest(key, { hash, saltLength }, digest(hash), signature), true, what);
        assert.equal(verifyPssDigest(key, { hash, saltLength: saltLength + 1 }, digest(hash), signature), false, what);
        assert.equal(verifyPssDigest(key, { hash, saltLength }, createHash(hash).update('another').digest(), signature), false, what);
        for (let at = 0; at < signature.length; at += 37) {
          const changed = Buffer.from(signature);
          changed[at] = (changed[at] ?? 0) ^ 1;
          assert.equal(
            verifyPssDigest(key, { hash, saltLength }, digest(hash), changed),
            verify(hash, message, { key: pair.publicKey, ...padding }, changed),
            what,
          );
        }
        for (const other of [Buffer.alloc(0), signature.subarray(1), Buffer.concat([signature, Buffer.of(0)]), Buffer.alloc(signature.length, 0xff)])
          assert.equal(verifyPssDigest(key, { hash, saltLength }, digest(hash), other), false, what);
      }
  }
});

test('the verdict by digest is that by bytes', () => {
  const [pair] = pairs;
  assert.ok(pair !== undefined);
  const { spki } = keyOf(pair);
  const signature = sign('sha256', message, { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const { bundle } = messageByKey({ signature, signed: message, hint: '' });
  const verifier = createVerifier({ roots: [], now: 0 });
  const policy = { signer: { kind: 'key', spki }, artifact: { kind: 'artifact' } } as const;
  const by = (text: string) => verifier.verify(bundle, { digests: { sha256: createHash('sha256').update(text).digest('hex') } }, policy);
  assert.equal(by('the artifact').verified, true);
  const other = by('another');
  // The third way of such keys is over SHA-512, which is not at hand.
  assert.deepEqual(other.verified ? [] : other.reasons.map((one) => one.code), ['ARTIFACT_BYTES_NEEDED']);
});
