import { constants, createHash, createVerify } from 'node:crypto';
import { limits } from '../../base/index.ts';
import { algorithmsOf, verifySignature, type HashName, type PublicKey, type SignatureAlgorithm } from '../der/index.ts';
import { verifyDigest, verifyPrehashed } from './by-digest.ts';
import { derOfRaw } from './raw-ecdsa.ts';
import type { ArtifactDigests } from './subject-digest.ts';

/** What a signature is over: bytes at hand, or an artifact that may be large or absent. */
export type Signed = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'artifact'; readonly digests: ArtifactDigests };

export type SignatureState = 'valid' | 'invalid' | 'needs-bytes' | 'too-large' | 'changed';

/**
 * Whether a key signed this, in one of the ways in which a key of its kind signs; `only` leaves those with one hash.
 * Source: Sigstore client specification 4.5; sigstore architecture-docs `algorithm-registry.md`.
 */
export function signatureState(key: PublicKey, signed: Signed, signature: Uint8Array, only: string | undefined): SignatureState {
  const ways = algorithmsOf(key).filter((one) => only === undefined || !('hash' in one) || one.hash === only);
  if (signed.kind === 'bytes') {
    const verifies = (one: Uint8Array): boolean => ways.some((way) => verifySignature(key, way, signed.bytes, one));
    if (verifies(signature)) return 'valid';
    const other = derOfRaw(key, signature);
    return other !== undefined && verifies(other) ? 'valid' : 'invalid';
  }
  const { digests } = signed;
  const { read } = digests.artifact;
  const state = read === undefined ? stateOfDigests(key, ways, digests, signature) : stateOfStream(key, ways, digests, read, signature);
  if (key.type.kind !== 'ed25519' || state === 'valid' || state === 'changed') return state;
  const sha512 = digests.of('sha512');
  return sha512 !== undefined && verifyPrehashed(key, Buffer.from(sha512, 'hex'), signature) ? 'valid' : state;
}

function stateOfDigests(key: PublicKey, ways: readonly SignatureAlgorithm[], digests: ArtifactDigests, signature: Uint8Array): SignatureState {
  let state: SignatureState = 'invalid';
  for (const one of ways) {
    const digest = 'hash' in one ? digests.of(one.hash) : undefined;
    const answer = digest === undefined ? 'needs-bytes' : verifyDigest(key, one, Buffer.from(digest, 'hex'), signature);
    if (answer === true) return 'valid';
    if (answer === 'needs-bytes') state = 'needs-bytes';
  }
  return state;
}

/** The bytes are hashed once more as they are read, so that what is verified is what the digests are of. */
function stateOfStream(
  key: PublicKey,
  ways: readonly SignatureAlgorithm[],
  digests: ArtifactDigests,
  read: () => Iterable<Uint8Array>,
  signature: Uint8Array,
): SignatureState {
  const known: HashName = digests.artifact.digests.sha256 !== undefined ? 'sha256' : digests.artifact.digests.sha512 !== undefined ? 'sha512' : 'sha384';
  const again = createHash(known);
  const whole: Uint8Array[] = [];
  let held = 0;
  const verifiers = ways.map((way) => ({ way, verifier: 'hash' in way ? createVerify(way.hash) : undefined }));
  const gathers = verifiers.some((one) => one.verifier === undefined);
  for (const piece of read()) {
    again.update(piece);
    for (const { verifier } of verifiers) verifier?.update(piece);
    held += piece.length;
    if (gathers && held <= limits.maxBytesInMemory) whole.push(Uint8Array.from(piece));
  }
  if (again.digest('hex') !== digests.of(known)) return 'changed';
  if (gathers && held > limits.maxBytesInMemory) return 'too-large';
  const valid = verifiers.some(({ way, verifier }) => {
    if (verifier === undefined) return verifySignature(key, way, Buffer.concat(whole), signature);
    try {
      if (way.kind === 'ecdsa') return key.type.kind === 'ecdsa' && verifier.verify({ key: key.object, dsaEncoding: 'der' }, signature);
      const padding =
        way.kind === 'rsa-pss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: way.saltLength } : { padding: constants.RSA_PKCS1_PADDING };
      return key.type.kind === 'rsa' && verifier.verify({ key: key.object, ...padding }, signature);
    } catch {
      return false;
    }
  });
  return valid ? 'valid' : 'invalid';
}
