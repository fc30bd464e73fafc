import { createPublicKey, hash, verify, constants, type KeyObject } from 'node:crypto';
import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../reason/index.ts';
import type { HashName, SignatureAlgorithm } from './algorithm.ts';
import { pemOf } from './pem.ts';
import { DerFault, DerReader, tag } from './reader.ts';
import { bitStringBytes, integerBytes, oid, smallInteger } from './values.ts';

export type KeyType =
  | { readonly kind: 'ecdsa'; readonly curve: 'p256' | 'p384' | 'p521' }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'rsa'; readonly bits: number };

/** A public key of a kind that is accepted. */
export interface PublicKey {
  readonly type: KeyType;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly id: Uint8Array;
  readonly object: KeyObject;
}

const curves = new Map<string, 'p256' | 'p384' | 'p521'>([
  ['1.2.840.10045.3.1.7', 'p256'],
  ['1.3.132.0.34', 'p384'],
  ['1.3.132.0.35', 'p521'],
]);
const ecPublicKey = '1.2.840.10045.2.1';
const rsaEncryption = '1.2.840.113549.1.1.1';
const minRsaBits = 2048;
const maxRsaBits = 8192;

/** Keys that were read lately, by their bytes: the same few of authorities, logs and policies verify again and again. */
const known = new Map<string, PublicKey>();
const maxKnown = 512;

/** Reads a SubjectPublicKeyInfo that signs more than once, and keeps what it gave. */
export function readPublicKey(spki: Uint8Array): Parsed<PublicKey> {
  const name = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString('latin1');
  const earlier = known.get(name);
  if (earlier !== undefined) return parsed(earlier);
  const key = readPublicKeyOnce(spki);
  if (key.kind === 'refused') return key;
  if (known.size >= maxKnown) known.delete(known.keys().next().value ?? '');
  known.set(name, key.value);
  return key;
}

/**
 * As `readPublicKey`, of a key that signs once, and is not kept. Node is given a text: bytes with their form beside them it
 * asks four times whether they are a key already, and each answer is an error with its stack, which take longer than the key.
 * Source: RFC 5280 section 4.1.2.7, RFC 5480, RFC 8410, RFC 8017 appendix A.1.
 */
export function readPublicKeyOnce(spki: Uint8Array): Parsed<PublicKey> {
  if (spki.length > limits.maxCertificateBytes) return refused('CERTIFICATE_MALFORMED', `a public key of ${spki.length} bytes`);
  const type = guarded(() => typeOf(spki));
  if (type.kind === 'refused') return type;
  let object: KeyObject;
  try {
    object = createPublicKey(pemOf('PUBLIC KEY', spki));
  } catch {
    return refused('CERTIFICATE_MALFORMED', 'a public key is no point or number of its kind', { clause: 'RFC 5280 section 4.1.2.7' });
  }
  return parsed({ type: type.value, spki: Uint8Array.from(spki), id: hash('sha256', spki, 'buffer'), object });
}

/** Reads an RSAPublicKey as it stood before it was wrapped, as the roots of some CT logs have it. Source: RFC 8017 appendix A.1.1. */
export function readPkcs1Key(der: Uint8Array): Parsed<PublicKey> {
  let object: KeyObject;
  try {
    object = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'pkcs1' });
  } catch {
    return refused('CERTIFICATE_MALFORMED', 'an RSA public key is malformed', { clause: 'RFC 8017 appendix A.1.1' });
  }
  return readPublicKey(object.export({ format: 'der', type: 'spki' }));
}

/**
 * True if the signature is by this key over these bytes. A signature of another shape than the algorithm's is none.
 * Source: RFC 5758 (ECDSA, DER), RFC 8032 (Ed25519), RFC 8017 (RSA).
 */
export function verifySignature(key: PublicKey, algorithm: SignatureAlgorithm, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    switch (algorithm.kind) {
      // The key by itself, whose defaults are DER and PKCS #1: of an object around it Node finds out by an error that it is no key, which takes a quarter as long as the check.
      case 'ecdsa':
        return key.type.kind === 'ecdsa' && verify(algorithm.hash, data, key.object, signature);
      case 'ed25519':
        return key.type.kind === 'ed25519' && verify(null, data, key.object, signature);
      case 'rsa-pkcs1':
        return key.type.kind === 'rsa' && verify(algorithm.hash, data, key.object, signature);
      case 'rsa-pss':
        return (
          key.type.kind === 'rsa' &&
          verify(algorithm.hash, data, { key: key.object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength }, signature)
        );
      case 'rsa-pkcs1-of-digest':
      case 'unsupported':
        return false;
      default: {
        const never: never = algorithm;
        return never;
      }
    }
  } catch {
    return false;
  }
}

/** The ways in which a key of this type signs a message, the usual one first. Source: sigstore architecture-docs `algorithm-registry.md`. */
export function algorithmsOf(key: PublicKey): readonly SignatureAlgorithm[] {
  switch (key.type.kind) {
    case 'ecdsa': {
      const usual: Readonly<Record<typeof key.type.curve, HashName>> = { p256: 'sha256', p384: 'sha384', p521: 'sha512' };
      const hashName = usual[key.type.curve];
      // Older signers hash with SHA-256 whatever the curve is.
      return hashName === 'sha256'
        ? [{ kind: 'ecdsa', hash: 'sha256' }]
        : [
            { kind: 'ecdsa', hash: hashName },
            { kind: 'ecdsa', hash: 'sha256' },
          ];
    }
    case 'ed25519':
      return [{ kind: 'ed25519' }];
    case 'rsa':
      return [
        { kind: 'rsa-pkcs1', hash: 'sha256' },
        { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 },
        // SSH's keys, and those of some registries.
        { kind: 'rsa-pkcs1', hash: 'sha512' },
      ];
    default: {
      const never: never = key.type;
      return never;
    }
  }
}

/** What a door of this room gives: a fault of the bytes becomes a refusal, and nothing else is caught. */
export function guarded<T>(read: () => T): Parsed<T> {
  try {
    return parsed(read());
  } catch (error) {
    if (error instanceof DerFault) return refused('CERTIFICATE_MALFORMED', error.message, { clause: 'X.690 section 10' });
    throw error;
  }
}

function typeOf(spki: Uint8Array): KeyType {
  const outer = new DerReader(spki);
  const parts = outer.sequence('a public key');
  outer.end('a public key');
  const algorithm = parts.sequence('the algorithm of a public key');
  const name = oid(algorithm.expect(tag.oid, 'the algorithm of a public key'));
  const bits = bitStringBytes(parts.expect(tag.bitString, 'the bits of a public key'));
  parts.end('a public key');
  if (name === ecPublicKey) {
    const curve = curves.get(oid(algorithm.expect(tag.oid, 'the curve of a public key')));
    algorithm.end('the algorithm of a public key');
    if (curve === undefined) throw new DerFault('a public key on a curve that is not accepted');
    if (bits[0] !== 4) throw new DerFault('a public key whose point is compressed');
    return { kind: 'ecdsa', curve };
  }
  if (name === '1.3.101.112') {
    algorithm.end('the algorithm of a public key');
    if (bits.length !== 32) throw new DerFault('an Ed25519 key of another length');
    return { kind: 'ed25519' };
  }
  if (name !== rsaEncryption) throw new DerFault('a public key of a kind that is not accepted');
  const nothing = algorithm.next();
  if (nothing.tag !== 0x05 || nothing.content.length > 0) throw new DerFault('an RSA key with parameters');
  algorithm.end('the algorithm of a public key');
  return rsaType(bits);
}

function rsaType(bits: Uint8Array): KeyType {
  const outer = new DerReader(bits);
  const numbers = outer.sequence('an RSA key');
  outer.end('an RSA key');
  const modulus = integerBytes(numbers.expect(tag.integer, 'the modulus of an RSA key'));
  const exponent = smallInteger(numbers.expect(tag.integer, 'the exponent of an RSA key'));
  numbers.end('an RSA key');
  const magnitude = modulus[0] === 0 ? modulus.subarray(1) : modulus;
  const size = magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24;
  if ((modulus[0] ?? 0x80) >= 0x80 || size < minRsaBits || size > maxRsaBits) throw new DerFault(`an RSA key of ${size} bits`);
  if (exponent < 3 || exponent % 2 === 0) throw new DerFault('an RSA key with a weak exponent');
  return { kind: 'rsa', bits: size };
}
