import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SshReader, sshKey } from '../subjects/index.ts';

/** A private key of SSH, as far as its file could be read. */
export type SshPrivateKey =
  | { readonly kind: 'key'; readonly type: string; readonly wire: Uint8Array; readonly key: KeyObject }
  /** Encrypted: who it is for stands in the open. */
  | { readonly kind: 'locked'; readonly wire: Uint8Array }
  | { readonly kind: 'none' };

const magic = 'openssh-key-v1\0';

/** Reads the key of a file that `ssh-keygen` wrote. Source: OpenSSH `PROTOCOL.key`. */
export function readSshPrivateKey(text: string): SshPrivateKey {
  const body = /^-----BEGIN OPENSSH PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----\s*$/.exec(text)?.[1];
  const bytes = Buffer.from((body ?? '').replaceAll(/\s/g, ''), 'base64');
  if (body === undefined || bytes.subarray(0, magic.length).toString('latin1') !== magic) return { kind: 'none' };
  const reader = new SshReader(bytes.subarray(magic.length));
  const [cipher, , , count, wire, secret] = [reader.string(), reader.string(), reader.string(), reader.uint32(), reader.string(), reader.string()];
  if (cipher === undefined || wire === undefined || secret === undefined || count !== 1) return { kind: 'none' };
  if (Buffer.from(cipher).toString() !== 'none') return { kind: 'locked', wire };
  const jwk = privateJwk(new SshReader(secret));
  const known = sshKey(wire);
  if (jwk === undefined || known.kind === 'refused') return { kind: 'none' };
  try {
    return { kind: 'key', type: known.value.type, wire, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
  } catch {
    return { kind: 'none' };
  }
}

const curves: Readonly<Record<string, string>> = { nistp256: 'P-256', nistp384: 'P-384', nistp521: 'P-521' };

function privateJwk(reader: SshReader): JsonWebKey | undefined {
  const [first, second] = [reader.uint32(), reader.uint32()];
  if (first === undefined || first !== second) return undefined;
  const type = Buffer.from(reader.string() ?? []).toString('latin1');
  const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  if (type === 'ssh-ed25519') {
    const [x, both] = [reader.string(), reader.string()];
    return x?.length === 32 && both?.length === 64 ? { kty: 'OKP', crv: 'Ed25519', x: url(x), d: url(both.subarray(0, 32)) } : undefined;
  }
  if (type.startsWith('ecdsa-sha2-')) {
    const [name, point, d] = [reader.string(), reader.string(), reader.number()];
    const crv = curves[Buffer.from(name ?? []).toString('latin1')];
    if (crv === undefined || point === undefined || d === undefined || point[0] !== 4) return undefined;
    const size = (point.length - 1) / 2;
    const whole = Buffer.concat([Buffer.alloc(Math.max(0, size - d.length)), d]);
    return { kty: 'EC', crv, x: url(point.subarray(1, 1 + size)), y: url(point.subarray(1 + size)), d: url(whole) };
  }
  if (type !== 'ssh-rsa') return undefined;
  const [n, e, d, qi, p, q] = [reader.number(), reader.number(), reader.number(), reader.number(), reader.number(), reader.number()];
  if (n === undefined || e === undefined || d === undefined || qi === undefined || p === undefined || q === undefined) return undefined;
  const less = (prime: Uint8Array): string => url(bytesOf(numberOf(d) % (numberOf(prime) - 1n)));
  return { kty: 'RSA', n: url(n), e: url(e), d: url(d), p: url(p), q: url(q), dp: less(p), dq: less(q), qi: url(qi) };
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}
