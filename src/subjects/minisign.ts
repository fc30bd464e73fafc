import { createHash, createPublicKey } from 'node:crypto';
import type { Offered } from '../trust/bundle/index.ts';
import { decodeBase64, decodeUtf8 } from '../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { artifactOfBytes } from './digest.ts';
import { messageByKey } from './git/signed-bytes.ts';

/** A comment, and two letters, the key's number and 64 bytes in base64. Source: minisign, "Signature format". */
const signatureFile = /^untrusted comment:[^\n]*\r?\n([A-Za-z0-9+/=]+)\r?\n(?:trusted comment:[^\n]*\r?\n[A-Za-z0-9+/=]+\r?\n?)?$/;
const keyFile = /^(?:untrusted comment:[^\n]*\r?\n)?([A-Za-z0-9+/=]+)\s*$/;

/**
 * Reads a signature of minisign, or of signify, over an artifact: over its bytes, or over their BLAKE2b digest. The
 * comments are nobody's word here: neither is shown, and no check rests on them.
 */
export function minisignEvidence(bytes: Uint8Array, from: string, artifact: Artifact): Offered {
  const format = 'detached-signature';
  const packed = signatureFile.exec(decodeUtf8(bytes) ?? '')?.[1];
  const raw = packed === undefined ? undefined : decodeBase64(packed);
  const kind = raw?.length === 74 ? Buffer.from(raw.subarray(0, 2)).toString('latin1') : undefined;
  if (raw === undefined || (kind !== 'Ed' && kind !== 'ED'))
    return { from, format, bundle: refused('BUNDLE_MALFORMED', 'the signature of minisign cannot be read') };
  // As minisign prints it: the number is kept with its lowest byte first.
  const hint = Buffer.from(raw.subarray(2, 10)).reverse().toString('hex').toUpperCase();
  const { bundle } = messageByKey({ signature: raw.subarray(10), signed: new Uint8Array(), hint });
  if (kind === 'Ed') {
    // A signature over the BLAKE2b digest of a file is, by its two letters alone, one over the 64 bytes of that digest.
    if (artifact.read !== undefined && isLong(artifact.read(), 64))
      return { from, format, bundle: refused('SIGNATURE_FOREIGN', 'a signature of this kind over 64 bytes may be one over the digest of another file') };
    return { from, format, bundle: parsed(bundle) };
  }
  if (artifact.read === undefined)
    return { from, format, bundle: refused('ARTIFACT_BYTES_NEEDED', 'the signature is over a digest of another kind, and the bytes are not at hand') };
  const hashing = createHash('blake2b512');
  for (const piece of artifact.read()) hashing.update(piece);
  return { from, format, bundle: parsed(bundle), over: artifactOfBytes(hashing.digest(), from) };
}

function isLong(pieces: Iterable<Uint8Array>, bytes: number): boolean {
  let size = 0;
  for (const piece of pieces) {
    size += piece.length;
    if (size > bytes) return false;
  }
  return size === bytes;
}

/** True of what minisign or signify wrote, by how it begins. */
export function looksLikeMinisign(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 18)).toString('latin1') === 'untrusted comment:';
}

/** The SPKI of a public key of minisign or signify. */
export function minisignPublicKey(text: string): Parsed<Uint8Array> {
  const packed = keyFile.exec(text)?.[1];
  const raw = packed === undefined ? undefined : decodeBase64(packed);
  if (raw?.length !== 42 || Buffer.from(raw.subarray(0, 2)).toString('latin1') !== 'Ed')
    return refused('CERTIFICATE_MALFORMED', 'it is no public key of minisign');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw.subarray(10)).toString('base64url') }, format: 'jwk' });
  return parsed(key.export({ type: 'spki', format: 'der' }));
}
