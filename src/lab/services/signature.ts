import { X509Certificate, createHash, createPublicKey, publicDecrypt, verify, type KeyObject } from 'node:crypto';
import { eddsa } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { preAuthEncoding } from '../bundle/bundle.ts';
import { digestInfo, type HashName } from '../keys.ts';

/** The key in a certificate or a public key, PEM or DER; undefined where it is neither. */
export function publicKeyIn(bytes: Uint8Array): KeyObject | undefined {
  const input = Buffer.from(bytes);
  const readers = [
    () => new X509Certificate(input).publicKey,
    () => createPublicKey(input.toString().startsWith('-----') ? input : { key: input, format: 'der', type: 'spki' }),
  ];
  for (const read of readers) {
    try {
      return read();
    } catch {
      // It may be the other of the two.
    }
  }
  return undefined;
}

const curves: Readonly<Record<string, typeof p256>> = { prime256v1: p256, secp384r1: p384, secp521r1: p521 };

/** Ed25519ph with the digest handed over in place of the message, and no context. Source: RFC 8032 sections 2 and 5.1. */
const ed25519ph = eddsa(ed25519.Point, (bytes: Uint8Array) => Uint8Array.from(createHash('sha512').update(bytes).digest()), {
  domain: (bytes: Uint8Array) => Uint8Array.from(Buffer.concat([Buffer.from('SigEd25519 no Ed25519 collisions'), Buffer.of(1, 0), bytes])),
  prehash: (digest: Uint8Array) => digest,
});

/** Whether a signature is over a digest; of Ed25519 it is the prehashed variant, over SHA-512. */
export function signsDigest(key: KeyObject, signed: { readonly hash: HashName; readonly digest: Uint8Array; readonly signature: Uint8Array }): boolean {
  const { hash, digest, signature } = signed;
  try {
    if (key.asymmetricKeyType === 'rsa') return publicDecrypt(key, Buffer.from(signature)).equals(digestInfo(hash, digest));
    if (key.asymmetricKeyType === 'ed25519')
      return hash === 'sha512' && digest.length === 64 && ed25519ph.verify(signature, digest, Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));
    const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
    if (curve === undefined) return false;
    const { x = '', y = '' } = key.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    return curve.verify(signature, digest, point, { prehash: false, format: 'der', lowS: false });
  } catch {
    return false;
  }
}

/** Whether a signature is over an envelope's encoding. */
export function signsEnvelope(
  key: KeyObject,
  envelope: { readonly payloadType: string; readonly payload: Uint8Array; readonly signature: Uint8Array },
): boolean {
  const encoded = preAuthEncoding(envelope.payloadType, envelope.payload);
  // Older signers pair every curve with SHA-256.
  const hashes = key.asymmetricKeyType === 'ed25519' ? [null] : ['sha256', 'sha384', 'sha512'];
  return hashes.some((hash) => verify(hash, encoded, key, envelope.signature));
}
