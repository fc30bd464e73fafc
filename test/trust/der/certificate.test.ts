import assert from 'node:assert/strict';
import { createECDH, createPublicKey, generateKeyPairSync, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSigstore, githubIdentity, signBlob } from '../../../src/lab/index.ts';
import { pemBlocks, readCertificate, readFulcioFields, readPublicKey, readTimestamp, withoutScts, type Certificate } from '../../../src/trust/der/index.ts';
import { embeddedRoots, stagingRoot } from '../../../src/trust/roots/index.ts';

const clock = { now: () => Date.UTC(2026, 5, 1, 12) };

function leaf(): Certificate {
  const signed = signBlob(createSigstore({ clock }), Buffer.from('x'), {
    signer: { kind: 'certificate', identity: githubIdentity({ repository: 'acme/lens' }) },
  });
  const read = readCertificate(signed.certificate ?? new Uint8Array());
  assert.equal(read.kind, 'parsed');
  if (read.kind !== 'parsed') throw new Error('unreachable');
  return read.value;
}

test('real certificates of authorities are read as another reader reads them', () => {
  const certificates = [...embeddedRoots(), stagingRoot()].flatMap((root) => [...root.authorities, ...root.timestampAuthorities].flatMap((one) => one.chain));
  assert.ok(certificates.length > 30);
  for (const certificate of certificates) {
    const other = new X509Certificate(certificate.der);
    assert.equal(certificate.fingerprint, other.fingerprint256.replaceAll(':', '').toLowerCase());
    assert.equal(certificate.notBefore, other.validFromDate.getTime());
    assert.equal(certificate.notAfter, other.validToDate.getTime());
    assert.equal(certificate.authority.is, other.ca);
    assert.deepEqual(Buffer.from(certificate.spki), other.publicKey.export({ format: 'der', type: 'spki' }));
    assert.equal(BigInt(`0x${Buffer.from(certificate.serial).toString('hex')}`), BigInt(`0x${other.serialNumber}`));
  }
});

test('a leaf says what Fulcio says of a run', () => {
  const certificate = leaf();
  assert.deepEqual(certificate.alternativeNames, [{ kind: 'uri', text: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3' }]);
  const fields = readFulcioFields(certificate);
  assert.equal(fields.kind, 'parsed');
  if (fields.kind !== 'parsed') return;
  assert.equal(fields.value.issuer, 'https://token.actions.githubusercontent.com');
  assert.equal(fields.value.sourceRepositoryUri, 'https://github.com/acme/lens');
  assert.equal(fields.value.sourceRepositoryRef, 'refs/tags/v1.2.3');
  assert.equal(certificate.timestamps.length, 1);
});

test('what a log signed is the certificate without its list of promises', () => {
  const { tbs } = leaf();
  const without = withoutScts(tbs);
  assert.ok(without.length < tbs.length);
  assert.equal(Buffer.from(without).includes(Buffer.from('2b06010401d679020402', 'hex')), false);
  assert.deepEqual(Buffer.from(withoutScts(without)), Buffer.from(without));
});

test('a changed certificate is read differently or refused, never thrown over', () => {
  const { der } = leaf();
  for (let i = 0; i < der.length; i++) {
    const changed = Uint8Array.from(der);
    changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
    const read = readCertificate(changed);
    if (read.kind === 'refused') assert.equal(read.reason.code, 'CERTIFICATE_MALFORMED');
    else readFulcioFields(read.value);
  }
  for (const cut of [0, 1, der.length - 1]) assert.equal(readCertificate(der.subarray(0, cut)).kind, 'refused');
  assert.equal(readCertificate(Buffer.concat([der, Buffer.of(0)])).kind, 'refused');
});

test('any bytes give a value or a refusal', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map((inner) => Buffer.concat([Buffer.of(0x30, 0x81, inner.length), inner])),
  );
  fc.assert(
    fc.property(bytes, (some) => {
      for (const read of [readCertificate(some), readTimestamp(some), readPublicKey(some)])
        if (read.kind === 'refused') assert.equal(read.reason.code, 'CERTIFICATE_MALFORMED');
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.string(), (text) => assert.equal(pemBlocks(text).kind, 'refused')));
});

test('keys of kinds that are not accepted are refused', () => {
  const der = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
  const point = createECDH('prime256v1').generateKeys();
  const header = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
  const short = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');
  assert.equal(readPublicKey(Buffer.concat([header, point])).kind, 'parsed');
  const compressed = Buffer.concat([Buffer.of(2 + ((point[64] ?? 0) & 1)), point.subarray(1, 33)]);
  const refused: Readonly<Record<string, Uint8Array>> = {
    'an RSA key of 1024 bits': der(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
    'an RSA key with the exponent 1': der(
      createPublicKey({ key: { kty: 'RSA', n: randomBytes(256).toString('base64url').replace(/^./, '_'), e: 'AQ' }, format: 'jwk' }),
    ),
    'a compressed point': Buffer.concat([short, compressed]),
    'a point that is not on its curve': Buffer.concat([header, point.with(64, (point[64] ?? 0) ^ 1)]),
    'a curve of another kind': der(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey),
    'a key for agreement': der(generateKeyPairSync('x25519').publicKey),
    'bytes after the key': Buffer.concat([header, point, Buffer.of(0)]),
  };
  for (const [what, key] of Object.entries(refused)) assert.equal(readPublicKey(key).kind, 'refused', what);
});

test('PEM in another spelling than its own is refused', () => {
  const body = 'QUJD';
  const pem = (inside: string): string => `-----BEGIN PUBLIC KEY-----\n${inside}\n-----END PUBLIC KEY-----\n`;
  assert.equal(pemBlocks(pem(body)).kind, 'parsed');
  for (const inside of ['QUJE=', 'QUJ', 'QU JD', '', 'QUJD\n\nQUJD', 'QUI']) assert.equal(pemBlocks(pem(inside)).kind, 'refused', inside);
  assert.equal(pemBlocks(`${pem(body)}trailing`).kind, 'refused');
  assert.equal(pemBlocks(pem(body).replace('END PUBLIC', 'END PRIVATE')).kind, 'refused');
  assert.equal(pemBlocks(pem(body).repeat(3)).kind, 'parsed');
});
