import type { Fields, JsonValue } from '../json/index.ts';

/** Lengths in hexadecimal. Source: in-toto/attestation `spec/v1/digest_set.md`; git objects are SHA-1 or SHA-256. */
const lengths: ReadonlyMap<string, readonly number[]> = new Map([
  ['md5', [32]],
  ['sha1', [40]],
  ['sha224', [56]],
  ['sha256', [64]],
  ['sha384', [96]],
  ['sha512', [128]],
  ['sha512_224', [56]],
  ['sha512_256', [64]],
  ['sha3_224', [56]],
  ['sha3_256', [64]],
  ['sha3_384', [96]],
  ['sha3_512', [128]],
  ['gitCommit', [40, 64]],
  ['gitTree', [40, 64]],
  ['gitBlob', [40, 64]],
  ['gitTag', [40, 64]],
]);

const mostAlgorithms = 32;

/**
 * Reads a set of digests inside `reading`. Those of known algorithms are lower-case hexadecimal of their length; those
 * of others are kept as they are, and no artifact is ever compared by them.
 */
export function readDigests(value: JsonValue | undefined, fields: Fields): Readonly<Record<string, string>> {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return fields.fail('has no set of digests');
  const entries = Object.entries(value as { readonly [key: string]: JsonValue });
  if (entries.length === 0 || entries.length > mostAlgorithms) fields.fail(`has ${entries.length} digests`);
  return Object.fromEntries(
    entries.map(([algorithm, digest]) => {
      if (typeof digest !== 'string' || digest === '') return fields.fail('has a digest that is no text');
      const expected = lengths.get(algorithm);
      if (expected !== undefined && !(expected.includes(digest.length) && /^[0-9a-f]+$/.test(digest))) {
        fields.fail(`has a digest that is not lower-case hexadecimal of ${algorithm}`);
      }
      return [algorithm, digest] as const;
    }),
  );
}
