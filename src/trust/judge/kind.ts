import type { ContentFacts } from '../verify/index.ts';

/** What a piece of evidence says, by its signed payload alone: no annotation, file name or media type has a say. */
export type PieceKind = 'signature' | 'provenance' | 'spdx' | 'cyclonedx' | 'publish' | 'membership' | 'summary' | 'other';

/**
 * Predicate types by what they say. Sources: slsa.dev `provenance/v0.1` to `v1` and `verification_summary`; in-toto/attestation
 * `spec/predicates`; sigstore/cosign `specs/ATTESTATION_SPEC.md`; docs.pypi.org `attestations/publish/v1`; npm/attestation `specs`.
 */
const kinds: readonly { readonly kind: Exclude<PieceKind, 'other'>; readonly type: RegExp }[] = [
  { kind: 'signature', type: /^https:\/\/sigstore\.dev\/cosign\/sign\/v1$/ },
  { kind: 'provenance', type: /^https:\/\/slsa\.dev\/provenance\/v(?:0\.1|0\.2|1(?:\.\d{1,2})?)$/ },
  { kind: 'spdx', type: /^https:\/\/spdx\.dev\/Document(?:\/v\d{1,2}(?:\.\d{1,2}){0,2})?$/ },
  { kind: 'cyclonedx', type: /^https:\/\/cyclonedx\.org\/bom(?:\/v\d{1,2}(?:\.\d{1,2}){0,2})?$/ },
  { kind: 'publish', type: /^https:\/\/docs\.pypi\.org\/attestations\/publish\/v1$/ },
  { kind: 'publish', type: /^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v0\.1$/ },
  { kind: 'membership', type: /^https:\/\/in-toto\.io\/attestation\/release\/v0\.[12]$/ },
  { kind: 'summary', type: /^https:\/\/slsa\.dev\/verification_summary\/v(?:0\.[12]|1)$/ },
];

/** Returns what a verified piece of evidence says. */
export function kindOf(content: ContentFacts): PieceKind {
  return content.kind === 'statement' ? kindOfPredicate(content.statement.predicateType) : 'signature';
}

/** Returns what a statement of a predicate type says. */
export function kindOfPredicate(predicateType: string): PieceKind {
  return kinds.find((one) => one.type.test(predicateType))?.kind ?? 'other';
}
