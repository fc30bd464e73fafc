import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError } from '../../../src/base/index.ts';
import { readKey } from '../../../src/trust/sign/index.ts';

/** A key that can sign, or a coded error; nothing else leaves the door, and nothing of what was read is told. */
function opens(pem: string, password: string | undefined): boolean {
  try {
    readKey({ pem, from: 'a file', password: () => password });
    return true;
  } catch (error) {
    assert.ok(error instanceof SealwrightError, String(error));
    assert.equal(error.code, 'SIGNING_KEY_UNREADABLE');
    assert.equal(error.cause, undefined);
    return false;
  }
}

const block = (label: string, bytes: Uint8Array): string => `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;
const labels = ['PRIVATE KEY', 'EC PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'ENCRYPTED SIGSTORE PRIVATE KEY', 'OPENSSH PRIVATE KEY'];

test('arbitrary texts are no keys', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => !opens(text, 'x')));
  fc.assert(fc.property(fc.constantFrom(...labels), fc.uint8Array({ minLength: 1, maxLength: 100 }), (label, bytes) => !opens(block(label, bytes), 'x')));
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('kdf', 'cipher', 'ciphertext'), (value, name) => {
      const sound = { kdf: { name: 'scrypt', params: { N: 2 ** 40, r: 8, p: 1 }, salt: '' }, cipher: { name: 'nacl/secretbox', nonce: '' }, ciphertext: '' };
      return !opens(block('ENCRYPTED SIGSTORE PRIVATE KEY', Buffer.from(JSON.stringify({ ...sound, [name]: value }))), 'x');
    }),
  );
});

test('a changed byte of a key makes another key or none, and no fault', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  assert.ok(opens(block('PRIVATE KEY', der), undefined));
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = Buffer.from(der);
      other[at] = (other[at] ?? 0) ^ change;
      opens(block('PRIVATE KEY', other), undefined);
    }),
  );
});
