import { createECDH, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { nullValue, octetString, oid, sequence } from './der/write.ts';

/** Keys by the hash that Sigstore pairs them with. Source: sigstore/architecture-docs `algorithm-registry.md`. */
export type KeyAlgorithm = 'p256' | 'p384' | 'p521' | 'ed25519' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** A key pair of the lab. */
export interface LabKey {
  readonly algorithm: KeyAlgorithm;
  /** The hash that its signatures are over; Ed25519 signs the bytes themselves. */
  readonly hash: HashName;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** DER of the SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly publicPem: string;
  /** Its name in protobuf-specs `sigstore_common.proto`, PublicKeyDetails. */
  readonly keyDetails: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  /** As `sign`, but by Ed25519ph for an Ed25519 key. Source: RFC 8032 section 5.1. */
  readonly signPrehashed: (bytes: Uint8Array) => Uint8Array;
}

const kinds: Readonly<Record<KeyAlgorithm, { readonly hash: HashName; readonly details: string; readonly curve?: string; readonly crv?: string }>> = {
  p256: { hash: 'sha256', details: 'PKIX_ECDSA_P256_SHA_256', curve: 'prime256v1', crv: 'P-256' },
  p384: { hash: 'sha384', details: 'PKIX_ECDSA_P384_SHA_384', curve: 'secp384r1', crv: 'P-384' },
  p521: { hash: 'sha512', details: 'PKIX_ECDSA_P521_SHA_512', curve: 'secp521r1', crv: 'P-521' },
  ed25519: { hash: 'sha512', details: 'PKIX_ED25519' },
  'rsa-2048': { hash: 'sha256', details: 'PKIX_RSA_PKCS1V15_2048_SHA256' },
  'rsa-3072': { hash: 'sha256', details: 'PKIX_RSA_PKCS1V15_3072_SHA256' },
  'rsa-4096': { hash: 'sha256', details: 'PKIX_RSA_PKCS1V15_4096_SHA256' },
};

/** The key of a seed: the same seed gives the same key, but for RSA, whose keys are new each time. Some signers pair longer keys with SHA-256. */
export function makeKey(options: { readonly seed: string; readonly algorithm: KeyAlgorithm; readonly hash?: HashName }): LabKey {
  return keyOf(privateKeyOf(options.seed, options.algorithm), options.algorithm, options.hash);
}

/** A key that was kept as PEM. */
export function readKey(pem: string, algorithm: KeyAlgorithm): LabKey {
  return keyOf(createPrivateKey(pem), algorithm, undefined);
}

function privateKeyOf(seed: string, algorithm: KeyAlgorithm): KeyObject {
  const { curve, crv } = kinds[algorithm];
  if (curve !== undefined && crv !== undefined) return curveKey(seed, curve, crv);
  if (algorithm === 'ed25519') return createPrivateKey({ key: Buffer.concat([ed25519Prefix, stretch(seed, 32)]), format: 'der', type: 'pkcs8' });
  return generateKeyPairSync('rsa', { modulusLength: Number(algorithm.slice(4)) }).privateKey;
}

/** PKCS #8 up to the 32 bytes of an Ed25519 key. Source: RFC 8410 section 7. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function curveKey(seed: string, curve: string, crv: string): KeyObject {
  const ecdh = createECDH(curve);
  const size = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }[crv] ?? 32;
  const secret = stretch(seed, size);
  // Below the order of the curve, whatever the seed: its highest bit would be one.
  secret[0] = crv === 'P-521' ? 0 : (secret[0] ?? 0) & 0x7f;
  secret[size - 1] = (secret[size - 1] ?? 0) | 1;
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const part = (from: number): string => point.subarray(from, from + size).toString('base64url');
  return createPrivateKey({ key: { kty: 'EC', crv, d: secret.toString('base64url'), x: part(1), y: part(1 + size) }, format: 'jwk' });
}

function stretch(seed: string, size: number): Buffer {
  return Buffer.from(hkdfSync('sha512', seed, 'sealwright lab', 'key', size));
}

function keyOf(privateKey: KeyObject, algorithm: KeyAlgorithm, otherHash: HashName | undefined): LabKey {
  const publicKey = createPublicKey(privateKey);
  const kind = kinds[algorithm];
  const hash = otherHash ?? kind.hash;
  const details = algorithm.startsWith('p') ? `${kind.details.slice(0, -3)}${hash.slice(3)}` : kind.details;
  const signBytes = (bytes: Uint8Array): Uint8Array => sign(algorithm === 'ed25519' ? null : hash, bytes, privateKey);
  return {
    algorithm,
    hash,
    privateKey,
    publicKey,
    spki: publicKey.export({ format: 'der', type: 'spki' }),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    keyDetails: details,
    sign: signBytes,
    signPrehashed: (bytes) =>
      algorithm === 'ed25519' ? ed25519ph.sign(bytes, Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')) : signBytes(bytes),
  };
}

const ecdsaOids: Readonly<Record<HashName, string>> = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' };

/** The AlgorithmIdentifier of signatures by a key. Source: RFC 5758 section 3.2, RFC 8410 section 3, RFC 4055 section 5. */
export function signatureAlgorithm(key: LabKey): Uint8Array {
  if (key.algorithm.startsWith('rsa')) return sequence(oid('1.2.840.113549.1.1.11'), nullValue());
  return sequence(oid(key.algorithm === 'ed25519' ? '1.3.101.112' : ecdsaOids[key.hash]));
}

const hashOids: Readonly<Record<HashName, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

/** The AlgorithmIdentifier of a hash. */
export function hashAlgorithm(hash: HashName): Uint8Array {
  return sequence(oid(hashOids[hash]));
}

/** What RSA PKCS#1 v1.5 signs of a digest; its algorithm has a null where others have nothing. Source: RFC 8017 section 9.2, note 1. */
export function digestInfo(hash: HashName, digest: Uint8Array): Uint8Array {
  return sequence(sequence(oid(hashOids[hash]), nullValue()), octetString(digest));
}

export function digestOf(hash: HashName, bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest();
}
