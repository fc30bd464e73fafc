import { constants, createHash, createPublicKey, generateKeyPairSync, privateEncrypt, sign, type KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { SealwrightError } from '../../base/index.ts';
import { readPublicKey, type HashName, type PublicKey } from '../der/index.ts';

/** What a key signs: bytes, or what has a digest by the key's own hash. */
export type Signable = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'digest'; readonly digest: Uint8Array };

/** A key that signs, wherever it is. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** The hash that its signatures are over; undefined for one that hashes within itself (Ed25519). */
  readonly hash: HashName | undefined;
  readonly sign: (what: Signable) => Promise<Uint8Array>;
}

/** A key for one certificate. Source: Sigstore client specification 3.1: ECDSA on P-256 with SHA-256. */
export function ephemeralKey(): SigningKey {
  return keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'a new key');
}

/** A private key as a signer. Throws SIGNING_KEY_UNREADABLE for one of a kind that no verifier takes. */
export function keyOf(privateKey: KeyObject, from: string): SigningKey {
  const publicKey = readPublicKey(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  if (publicKey.kind === 'refused')
    throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
      message: `${from} is not a key to sign with: ${publicKey.reason.message}`,
      hint: 'use a key on P-256',
    });
  const key = publicKey.value;
  switch (key.type.kind) {
    case 'ecdsa': {
      const hash = curveHashes[key.type.curve];
      const curve = { p256, p384, p521 }[key.type.curve];
      const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
      return {
        publicKey: key,
        hash,
        // The platform takes no digest that is there already.
        sign: async (what) =>
          what.kind === 'bytes'
            ? sign(hash, what.bytes, { key: privateKey, dsaEncoding: 'der' })
            : curve.sign(what.digest, secret, { prehash: false, format: 'der', lowS: false }),
      };
    }
    case 'rsa':
      return {
        publicKey: key,
        hash: 'sha256',
        sign: async (what) => {
          const digest = what.kind === 'bytes' ? createHash('sha256').update(what.bytes).digest() : what.digest;
          return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([sha256Info, digest]));
        },
      };
    case 'ed25519':
      return {
        publicKey: key,
        hash: undefined,
        sign: async (what) => {
          if (what.kind === 'digest') throw new Error('an Ed25519 key was given a digest');
          return sign(null, what.bytes, privateKey);
        },
      };
    default: {
      const never: never = key.type;
      return never;
    }
  }
}

/** Source: sigstore architecture-docs `algorithm-registry.md`: each curve has its hash. */
const curveHashes = { p256: 'sha256', p384: 'sha384', p521: 'sha512' } as const;

/** The hash that signatures of a key are over; undefined for one that hashes within itself. */
export function hashOf({ type }: PublicKey): HashName | undefined {
  return type.kind === 'ecdsa' ? curveHashes[type.curve] : type.kind === 'rsa' ? 'sha256' : undefined;
}

/** What stands before a SHA-256 digest in what RSA PKCS#1 v1.5 signs. Source: RFC 8017 section 9.2, note 1. */
export const sha256Info: Uint8Array = Buffer.from('3031300d060960864801650304020105000420', 'hex');
