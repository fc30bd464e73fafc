import { createHash } from 'node:crypto';
import type { PiecesRead } from '../base/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import type { ChecksumEntry } from './found.ts';

/** The artifact that a file is: its digest by one read, and its bytes again for who needs another digest or the bytes themselves. */
export function artifactOf(file: Extract<PiecesRead, { readonly kind: 'pieces' }>, name: string): Artifact {
  const hashing = createHash('sha256');
  for (const piece of file.read()) hashing.update(piece);
  return { digests: { sha256: hashing.digest('hex') }, read: file.read, name };
}

/** A digest of an artifact, worked out from its bytes where it is not known yet; undefined where neither is at hand. */
export function digestOf({ digests, read }: Artifact, algorithm: ChecksumEntry['algorithm']): string | undefined {
  const known = digests[algorithm];
  if (known !== undefined || read === undefined) return known;
  const hashing = createHash(algorithm);
  for (const piece of read()) hashing.update(piece);
  return hashing.digest('hex');
}

/** The artifact of bytes in memory. */
export function artifactOfBytes(
  bytes: Uint8Array,
  name: string,
): Artifact & { readonly digests: { readonly sha256: string }; readonly read: () => Iterable<Uint8Array> } {
  return { digests: { sha256: createHash('sha256').update(bytes).digest('hex') }, read: () => [bytes], name };
}

/** A subject that is named by digest alone, `sha256:…`; undefined where it is none. */
export function artifactOfDigest(text: string): Artifact | undefined {
  const found = /^(sha256|sha384|sha512):([0-9a-f]+)$/.exec(text);
  const [, algorithm, digest = ''] = found ?? [];
  if (algorithm === undefined || digest.length * 4 !== Number(algorithm.slice(3))) return undefined;
  return { digests: { [algorithm]: digest } };
}
