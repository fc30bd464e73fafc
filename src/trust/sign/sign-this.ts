import { createHash } from 'node:crypto';
import { limits, SealwrightError } from '../../base/index.ts';
import type { HashName } from '../der/index.ts';
import type { SignThis } from './signer.ts';
import type { SigningKey } from './signing-key.ts';

/** A signature over an artifact, and the digest that stands for it. */
export interface SignedDigest {
  readonly signature: Uint8Array;
  readonly hash: HashName;
  readonly digest: Uint8Array;
}

/** Signs an artifact as the key signs: by the digest of its own hash, or by the bytes. Throws SIGNING_KEY_UNREADABLE where the key needs what is not there. */
export async function signThis(key: SigningKey, artifact: SignThis): Promise<SignedDigest> {
  const sha256 = Buffer.from(artifact.sha256, 'hex');
  if (key.hash === undefined) {
    const bytes = artifact.bytes ?? joined(pieces(artifact));
    return { signature: await key.sign({ kind: 'bytes', bytes }), hash: 'sha256', digest: sha256 };
  }
  const { hash } = key;
  const digest = hash === 'sha256' ? sha256 : digestOf(hash, pieces(artifact));
  const { bytes } = artifact;
  return { signature: await key.sign(bytes === undefined ? { kind: 'digest', digest } : { kind: 'bytes', bytes }), hash, digest };
}

function pieces({ bytes, read }: SignThis): Iterable<Uint8Array> {
  if (bytes !== undefined) return [bytes];
  if (read !== undefined) return read();
  throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
    message: 'this key signs the bytes of an artifact, or another digest of it, and its SHA-256 alone was given',
    hint: 'use a key on P-256, or none',
  });
}

function digestOf(hash: HashName, all: Iterable<Uint8Array>): Uint8Array {
  const hashing = createHash(hash);
  for (const piece of all) hashing.update(piece);
  return hashing.digest();
}

function joined(all: Iterable<Uint8Array>): Uint8Array {
  const kept: Uint8Array[] = [];
  let size = 0;
  for (const piece of all) {
    size += piece.length;
    if (size > limits.maxBytesInMemory)
      throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
        message: `an Ed25519 key signs all bytes at once, and there are more than ${limits.maxBytesInMemory}`,
        hint: 'use a key on P-256, or none',
      });
    // A piece may be overwritten by the next.
    kept.push(Uint8Array.from(piece));
  }
  return Buffer.concat(kept);
}
