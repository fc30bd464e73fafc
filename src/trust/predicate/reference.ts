import type { JsonObject } from '../json/index.ts';

export const referenceType = 'https://in-toto.io/attestation/reference/v0.1';

/**
 * A predicate that names a document by its digest and where it can be had, for documents that are too large to be signed
 * whole. Source: in-toto/attestation `spec/predicates/reference.md`.
 */
export function referenceTo(document: {
  /** Who says so: an address. */
  readonly attester: string;
  readonly location: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
}): JsonObject {
  const { attester, location, sha256, mediaType } = document;
  return { attester: { id: attester }, references: [{ downloadLocation: location, digest: { sha256 }, mediaType }] };
}
