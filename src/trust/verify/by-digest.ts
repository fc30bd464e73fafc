import { constants, hash, publicDecrypt } from 'node:crypto';
import { eddsa } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { HashName, PublicKey, SignatureAlgorithm } from '../der/index.ts';
import { verifyPssDigest } from './rsa-pss.ts';
import { sameBytes } from './trial.ts';

const curves = { p256, p384, p521 } as const;

/** The DER before the digest in what RSA PKCS#1 v1.5 signs. Source: RFC 8017 section 9.2, note 1. */
const digestInfo: Readonly<Record<HashName, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** True or false as the signature is over what has this digest; `needs-bytes` where that cannot be told from a digest. */
export function verifyDigest(key: PublicKey, algorithm: SignatureAlgorithm, digest: Uint8Array, signature: Uint8Array): boolean | 'needs-bytes' {
  try {
    if (algorithm.kind === 'ecdsa' && key.type.kind === 'ecdsa') {
      const curve = curves[key.type.curve];
      const length = { p256: 65, p384: 97, p521: 133 }[key.type.curve];
      return curve.verify(signature, digest, key.spki.subarray(-length), { prehash: false, format: 'der', lowS: false });
    }
    if (algorithm.kind === 'rsa-pkcs1' && key.type.kind === 'rsa') {
      const opened = publicDecrypt({ key: key.object, padding: constants.RSA_PKCS1_PADDING }, signature);
      return sameBytes(opened, Buffer.concat([Buffer.from(digestInfo[algorithm.hash], 'hex'), digest]));
    }
    if (algorithm.kind === 'rsa-pss' && key.type.kind === 'rsa') return verifyPssDigest(key, algorithm, digest, signature);
  } catch {
    return false;
  }
  return 'needs-bytes';
}

/** dom2 with the flag of the prehashed variant and no context. Source: RFC 8032 section 2. */
const prehashedDomain = Buffer.concat([Buffer.from('SigEd25519 no Ed25519 collisions'), Buffer.of(1, 0)]);

/** Ed25519ph over a digest that is there already: what would hash the message hands it on. */
const ed25519ph = eddsa(ed25519.Point, (bytes: Uint8Array) => Uint8Array.from(hash('sha512', bytes, 'buffer')), {
  domain: (bytes: Uint8Array) => Uint8Array.from(Buffer.concat([prehashedDomain, bytes])),
  prehash: (digest: Uint8Array) => Uint8Array.from(digest),
  zip215: false,
});

/** True if the signature is by Ed25519ph over what has this SHA-512, as logs take Ed25519 signatures of artifacts. Source: RFC 8032 section 5.1. */
export function verifyPrehashed(key: PublicKey, sha512Digest: Uint8Array, signature: Uint8Array): boolean {
  if (key.type.kind !== 'ed25519' || signature.length !== 64 || sha512Digest.length !== 64) return false;
  try {
    return ed25519ph.verify(signature, sha512Digest, key.spki.subarray(-32));
  } catch {
    return false;
  }
}
