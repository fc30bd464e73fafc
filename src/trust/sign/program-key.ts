import { constants, createPublicKey, hash, publicDecrypt, verify } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { limits, SealwrightError, type Programs } from '../../base/index.ts';
import { readPublicKey, type PublicKey } from '../der/index.ts';
import { decodeBase64 } from '../json/index.ts';
import { hashOf, sha256Info, type Signable, type SigningKey } from './signing-key.ts';

/** A program that has a key, such as one that asks a service for keys, and the ports to run it. */
export interface KeyProgram {
  readonly program: string;
  readonly programs: Programs;
  /** PEM of its public key; the program is asked for it where nobody gave one. */
  readonly publicKeyPem: string | undefined;
}

/**
 * A key that a program of the person's holds. It is run as `PROGRAM public-key`, which prints PEM; as `PROGRAM sign sha256`
 * (or sha384, sha512), which reads a digest of that many bits as it is; and, for Ed25519, as `PROGRAM sign bytes`, which
 * reads all bytes. Both print the signature in base64: DER for ECDSA, PKCS#1 v1.5 for RSA. No shell comes between. Each
 * signature is held against the key before anybody is told of it. Throws SIGNING_KEY_UNREADABLE.
 */
export async function keyOfProgram(from: KeyProgram): Promise<SigningKey> {
  const pem = from.publicKeyPem ?? new TextDecoder().decode(await ran(from, ['public-key'], new Uint8Array()));
  const publicKey = readPem(pem, from);
  const key = { publicKey, hash: hashOf(publicKey) };
  return {
    ...key,
    sign: async (what) => {
      const digest = what.kind === 'digest' ? what.digest : key.hash === undefined ? undefined : hash(key.hash, what.bytes, 'buffer');
      const [word, input] = digest === undefined || key.hash === undefined ? ['bytes', bytesOf(what)] : [key.hash, digest];
      const answer = new TextDecoder().decode(await ran(from, ['sign', word], input)).replaceAll(/\s/g, '');
      const signature = decodeBase64(answer);
      if (signature === undefined || signature.length === 0) throw failed(from, 'printed no signature in base64');
      if (!isSigned(publicKey, { input, signature })) throw failed(from, 'printed a signature that is not by its public key over what it was given');
      return signature;
    },
  };
}

async function ran({ program, programs }: KeyProgram, words: readonly string[], input: Uint8Array): Promise<Uint8Array> {
  const run = await programs.run(program, words, { input, maxBytes: limits.maxSecretBytes, timeoutMs: limits.signerTimeoutMs });
  if (run.kind === 'ended' && run.code === 0) return run.stdout;
  throw failed({ program }, run.kind === 'failed' ? `could not be run: ${run.reason}` : `ended with ${run.code} when it was asked: ${words.join(' ')}`);
}

function readPem(pem: string, from: KeyProgram): PublicKey {
  let spki: Uint8Array;
  try {
    // A private key would be read as its public one.
    if (!/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem)) throw new Error('no public key');
    spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  } catch {
    throw failed(from, from.publicKeyPem === undefined ? 'printed no public key as PEM' : 'needs the public key of --key as PEM');
  }
  const key = readPublicKey(spki);
  if (key.kind === 'refused') throw failed(from, `has a key that is not signed with: ${key.reason.message}`);
  return key.value;
}

function bytesOf(what: Signable): Uint8Array {
  if (what.kind === 'digest') throw new Error('an Ed25519 key was given a digest');
  return what.bytes;
}

/** Over a digest, or over all bytes for Ed25519. */
function isSigned(key: PublicKey, { input, signature }: { readonly input: Uint8Array; readonly signature: Uint8Array }): boolean {
  try {
    if (key.type.kind === 'ed25519') return verify(null, input, key.object, signature);
    if (key.type.kind === 'rsa')
      return publicDecrypt({ key: key.object, padding: constants.RSA_PKCS1_PADDING }, signature).equals(Buffer.concat([sha256Info, input]));
    const curve = { p256, p384, p521 }[key.type.curve];
    const point = key.spki.subarray(-{ p256: 65, p384: 97, p521: 133 }[key.type.curve]);
    return curve.verify(signature, input, point, { prehash: false, format: 'der', lowS: false });
  } catch {
    return false;
  }
}

function failed({ program }: Pick<KeyProgram, 'program'>, why: string): SealwrightError {
  return new SealwrightError('SIGNING_KEY_UNREADABLE', {
    message: `the program of --signer, ${program}, ${why}`,
    hint: 'docs/signing.md says what such a program is asked; run it by hand to see what it says',
  });
}
