import { scryptSync } from 'node:crypto';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { Fields, parseJson, reading } from '../json/index.ts';

/** What opening a key of cosign came to. */
export type Opened =
  | { readonly kind: 'opened'; readonly pkcs8: Uint8Array }
  | { readonly kind: 'malformed'; readonly why: string }
  | { readonly kind: 'wrong-password' };

/** Those that its writers use, and no others: a file must not choose how much memory is used. Source: secure-systems-lab/go-securesystemslib `encrypted`. */
const sizes = [32_768, 65_536] as const;
const keyBytes = 32;
const saltBytes = 32;
const nonceBytes = 24;

/**
 * Decrypts the JSON within a PEM block of cosign: scrypt makes the key of NaCl's secretbox, which holds PKCS#8.
 * Source: secure-systems-lab/go-securesystemslib `encrypted/encrypted.go`; sigstore/sigstore `pkg/cryptoutils/privatekey.go`.
 */
export function openCosignKey(bytes: Uint8Array, password: string): Opened {
  const json = parseJson(bytes, { what: 'the encrypted key', code: 'BUNDLE_MALFORMED' });
  if (json.kind === 'refused') return { kind: 'malformed', why: json.reason.message };
  const read = reading(() => {
    const fields = new Fields(json.value, { path: 'the encrypted key', code: 'BUNDLE_MALFORMED', spelling: 'exact' });
    const kdf = fields.object('kdf');
    const params = kdf.object('params');
    const cipher = fields.object('cipher');
    const cost = sizes.find((one) => one === Number(params.count('N', { absent: undefined })));
    const isUsual = params.count('r', { absent: undefined }) === 8n && params.count('p', { absent: undefined }) === 1n;
    if (kdf.text('name') !== 'scrypt' || cipher.text('name') !== 'nacl/secretbox' || cost === undefined || !isUsual)
      return fields.fail('is encrypted in a way that is not read');
    const [salt, nonce, ciphertext] = [kdf.bytes('salt'), cipher.bytes('nonce'), fields.bytes('ciphertext')];
    if (salt.length !== saltBytes || nonce.length !== nonceBytes) return fields.fail('has a salt or nonce of another length');
    return { cost, salt, nonce, ciphertext };
  });
  if (read.kind === 'refused') return { kind: 'malformed', why: read.reason.message };
  const { cost, salt, nonce, ciphertext } = read.value;
  const key = scryptSync(password, salt, keyBytes, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 });
  try {
    return { kind: 'opened', pkcs8: xsalsa20poly1305(key, nonce).decrypt(ciphertext) };
  } catch {
    // The tag is wrong: the password is, or a byte of the file.
    return { kind: 'wrong-password' };
  }
}
