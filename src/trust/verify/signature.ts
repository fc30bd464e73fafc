import { constants, createHash, createVerify, hash, type Hash, type Verify } from 'node:crypto';
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

/** A first piece of more than this is hashed as it is read, and not held. */
const maxHeld = 64 * 1024;

/** The bytes are hashed once more as they are read, so that what is verified is what the digests are of. */
function stateOfStream(
  key: PublicKey,
  ways: readonly SignatureAlgorithm[],
  digests: ArtifactDigests,
  read: () => Iterable<Uint8Array>,
  signature: Uint8Array,
): SignatureState {
  let only: Uint8Array | undefined;
  let checks: PieceChecks | undefined;
  for (const piece of read()) {
    if (checks === undefined && only === undefined && piece.length <= maxHeld) {
      // A copy: whoever reads may put the next piece where this one is.
      only = Uint8Array.from(piece);
      continue;
    }
    if (checks === undefined) {
      checks = new PieceChecks(key, ways, digests);
      if (only !== undefined) checks.update(only);
    }
    checks.update(piece);
  }
  if (checks !== undefined) return checks.state(signature);
  // What came in one piece is checked in one call of each kind, which costs half of what hashing by pieces does.
  const whole = only ?? new Uint8Array();
  const known = knownOf(digests);
  if (hash(known, whole, 'hex') !== digests.of(known)) return 'changed';
  return ways.some((way) => verifySignature(key, way, whole, signature)) ? 'valid' : 'invalid';
}

function knownOf({ artifact: { digests } }: ArtifactDigests): HashName {
  return digests.sha256 !== undefined ? 'sha256' : digests.sha512 !== undefined ? 'sha512' : 'sha384';
}

/** The checks of an artifact that comes in pieces. */
class PieceChecks {
  readonly #key: PublicKey;
  readonly #digests: ArtifactDigests;
  readonly #known: HashName;
  readonly #again: Hash;
  readonly #verifiers: readonly { readonly way: SignatureAlgorithm; readonly verifier: Verify | undefined }[];
  /** For signatures that are not over a digest. */
  readonly #gathers: boolean;
  readonly #gathered: Uint8Array[] = [];
  #size = 0;

  constructor(key: PublicKey, ways: readonly SignatureAlgorithm[], digests: ArtifactDigests) {
    this.#key = key;
    this.#digests = digests;
    this.#known = knownOf(digests);
    this.#again = createHash(this.#known);
    this.#verifiers = ways.map((way) => ({ way, verifier: 'hash' in way ? createVerify(way.hash) : undefined }));
    this.#gathers = this.#verifiers.some((one) => one.verifier === undefined);
  }

  update(piece: Uint8Array): void {
    this.#again.update(piece);
    for (const { verifier } of this.#verifiers) verifier?.update(piece);
    this.#size += piece.length;
    if (this.#gathers && this.#size <= limits.maxBytesInMemory) this.#gathered.push(Uint8Array.from(piece));
  }

  state(signature: Uint8Array): SignatureState {
    if (this.#again.digest('hex') !== this.#digests.of(this.#known)) return 'changed';
    if (this.#gathers && this.#size > limits.maxBytesInMemory) return 'too-large';
    return this.#verifiers.some(({ way, verifier }) => this.#verifies(way, verifier, signature)) ? 'valid' : 'invalid';
  }

  #verifies(way: SignatureAlgorithm, verifier: Verify | undefined, signature: Uint8Array): boolean {
    const { type, object } = this.#key;
    if (verifier === undefined) return verifySignature(this.#key, way, Buffer.concat(this.#gathered), signature);
    try {
      if (way.kind === 'ecdsa') return type.kind === 'ecdsa' && verifier.verify(object, signature);
      const padding =
        way.kind === 'rsa-pss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: way.saltLength } : { padding: constants.RSA_PKCS1_PADDING };
      return type.kind === 'rsa' && verifier.verify({ key: object, ...padding }, signature);
    } catch {
      return false;
    }
  }
}
