import { constants, hash, publicEncrypt } from 'node:crypto';
import type { HashName, PublicKey } from '../der/index.ts';
import { sameBytes } from './trial.ts';

/**
 * True if the signature is by RSASSA-PSS over what has this digest: `node:crypto` takes the bytes alone. Takes the length
 * of the salt in bytes; the mask is made with the same hash. Source: RFC 8017 sections 8.1.2 and 9.1.2.
 */
export function verifyPssDigest(
  key: PublicKey,
  { hash: name, saltLength }: { readonly hash: HashName; readonly saltLength: number },
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.type.kind !== 'rsa') return false;
  const { bits } = key.type;
  // 8.1.2, 1: as long as the modulus.
  if (signature.length !== Math.ceil(bits / 8)) return false;
  const opened = openedBy(key, signature);
  // 9.1.2: one bit less than the modulus, so that the number is below it.
  const encodedBits = bits - 1;
  const length = Math.ceil(encodedBits / 8);
  const encoded = opened?.subarray(opened.length - length);
  if (encoded === undefined || opened?.subarray(0, opened.length - length).some((one) => one !== 0) === true) return false;
  const hashLength = digest.length;
  if (length < hashLength + saltLength + 2 || encoded[length - 1] !== 0xbc) return false;
  const masked = encoded.subarray(0, length - hashLength - 1);
  const stated = encoded.subarray(length - hashLength - 1, length - 1);
  const unused = 0xff & ~(0xff >>> (8 * length - encodedBits));
  if (((masked[0] ?? 0) & unused) !== 0) return false;
  const mask = maskOf(name, stated, masked.length);
  const block = masked.map((one, i) => one ^ (mask[i] ?? 0));
  block[0] = (block[0] ?? 0) & ~unused;
  const padding = block.subarray(0, block.length - saltLength - 1);
  if (padding.some((one) => one !== 0) || block[padding.length] !== 1) return false;
  const salt = block.subarray(padding.length + 1);
  return sameBytes(hash(name, Buffer.concat([new Uint8Array(8), digest, salt]), 'buffer'), stated);
}

/** The signature as a number to the power of the key's exponent; undefined where it is not below the modulus. */
function openedBy(key: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  try {
    return publicEncrypt({ key: key.object, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined;
  }
}

/** MGF1. Source: RFC 8017 appendix B.2.1. */
function maskOf(name: HashName, seed: Uint8Array, length: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let i = 0, made = 0; made < length; i++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(i);
    const piece = hash(name, Buffer.concat([seed, counter]), 'buffer');
    pieces.push(piece);
    made += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, length);
}
