import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { readSignatureAlgorithm } from '../../../src/trust/der/algorithm.ts';
import { algorithmsOf, readPublicKey, verifySignature, type PublicKey, type SignatureAlgorithm } from '../../../src/trust/der/index.ts';
import { DerFault, DerReader } from '../../../src/trust/der/reader.ts';

const read = (hexadecimal: string): SignatureAlgorithm => readSignatureAlgorithm(new DerReader(Buffer.from(hexadecimal, 'hex')));
const sha256 = '300d06096086480165030402010500';
const sha384 = '300d06096086480165030402020500';
const pss = (hash: string, mask: string): string => `304106092a864886f70d01010a3034a00f${hash}a11c301a06092a864886f70d010108${mask}a203020120`;

test('the ways to sign that are accepted, by their identifiers', () => {
  assert.deepEqual(read('300a06082a8648ce3d040302'), { kind: 'ecdsa', hash: 'sha256' });
  assert.deepEqual(read('300a06082a8648ce3d040303'), { kind: 'ecdsa', hash: 'sha384' });
  assert.deepEqual(read('300506032b6570'), { kind: 'ed25519' });
  assert.deepEqual(read('300d06092a864886f70d01010b0500'), { kind: 'rsa-pkcs1', hash: 'sha256' });
  assert.deepEqual(read(pss(sha256, sha256)), { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 });
});

test('others are known by name and never verify', () => {
  // SHA-1 with RSA and with ECDSA, and RSASSA-PSS whose parameters stand for SHA-1.
  for (const hexadecimal of ['300d06092a864886f70d0101050500', '300906072a8648ce3d0401', '300b06092a864886f70d01010a', '300d06092a864886f70d01010a3000'])
    assert.equal(read(hexadecimal).kind, 'unsupported', hexadecimal);
  assert.equal(read(pss(sha256, sha384)).kind, 'unsupported', 'one hash for the message and another for the mask');
  assert.throws(() => read('300c06082a8648ce3d0403020500'), DerFault, 'ECDSA takes no parameters');
  assert.throws(() => read('300e06092a864886f70d01010b050100'), DerFault, 'a null with content');
});

test('a signature verifies with the key, the algorithm and the bytes that it is of, and with no other', () => {
  const bytes = Buffer.from('signed');
  const pair = (make: () => { readonly publicKey: { export(o: { format: 'der'; type: 'spki' }): Buffer } }) => {
    const spki = readPublicKey(make().publicKey.export({ format: 'der', type: 'spki' }));
    if (spki.kind === 'refused') throw new Error(spki.reason.message);
    return spki.value;
  };
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const edwards = generateKeyPairSync('ed25519');
  const keys: Readonly<Record<string, PublicKey>> = { rsa: pair(() => rsa), ec: pair(() => ec), edwards: pair(() => edwards) };
  const made: readonly { readonly key: string; readonly way: SignatureAlgorithm; readonly signature: Buffer }[] = [
    { key: 'rsa', way: { kind: 'rsa-pkcs1', hash: 'sha256' }, signature: sign('sha256', bytes, rsa.privateKey) },
    {
      key: 'rsa',
      way: { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 },
      signature: sign('sha256', bytes, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    },
    { key: 'ec', way: { kind: 'ecdsa', hash: 'sha384' }, signature: sign('sha384', bytes, ec.privateKey) },
    { key: 'edwards', way: { kind: 'ed25519' }, signature: sign(null, bytes, edwards.privateKey) },
  ];
  for (const { key, way, signature } of made) {
    for (const [name, other] of Object.entries(keys)) {
      for (const { way: anotherWay } of made)
        assert.equal(
          verifySignature(other, anotherWay, bytes, signature),
          name === key && anotherWay.kind === way.kind,
          `${key} ${way.kind} as ${name} ${anotherWay.kind}`,
        );
    }
    const own = keys[key];
    assert.ok(own && algorithmsOf(own).some((one) => one.kind === way.kind));
    assert.equal(own && verifySignature(own, way, Buffer.from('other'), signature), false);
    assert.equal(own && verifySignature(own, way, bytes, signature.subarray(1)), false);
    assert.equal(own && verifySignature(own, way, bytes, Buffer.concat([signature, Buffer.of(0)])), false);
  }
});
