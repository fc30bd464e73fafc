import type { PublicKey } from '../der/index.ts';

const sizes = { p256: 32, p384: 48, p521: 66 } as const;

/**
 * A signature of two bare numbers (IEEE P1363) as the pair of integers that it stands for, or undefined where its length
 * is no such pair of the key's curve. Sources: RFC 3279 section 2.2.3; sigstore/sigstore `pkg/signature/ecdsa.go`, whose
 * verifiers take both.
 */
export function derOfRaw(key: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  if (key.type.kind !== 'ecdsa') return undefined;
  const size = sizes[key.type.curve];
  if (signature.length !== 2 * size) return undefined;
  const body = Buffer.concat([integer(signature.subarray(0, size)), integer(signature.subarray(size))]);
  return Buffer.concat([Buffer.from(body.length < 0x80 ? [0x30, body.length] : [0x30, 0x81, body.length]), body]);
}

function integer(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const own = bytes.subarray(start);
  const value = (own[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), own]) : own;
  return Buffer.concat([Buffer.from([0x02, value.length]), value]);
}
