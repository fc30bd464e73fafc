import type { Matcher } from './matcher.ts';

const workflows = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/';

/**
 * Reusable workflows that write provenance apart from the job that builds, so that what they say of their run is theirs.
 * Source: slsa-framework/slsa-verifier `verifiers/internal/gha/slsaprovenance/common/builders.go`.
 */
export const trustedBuilders: readonly string[] = [
  `${workflows}generator_generic_slsa3.yml`,
  `${workflows}generator_container_slsa3.yml`,
  `${workflows}builder_go_slsa3.yml`,
  `${workflows}builder_container-based_slsa3.yml`,
  `${workflows}delegator_generic_slsa3.yml`,
  `${workflows}delegator_lowperms-generic_slsa3.yml`,
];

/** Those whose predicates name the builder that they called. */
export const delegators: readonly string[] = trustedBuilders.filter((one) => one.includes('/delegator_'));

/** Who signs as one of these builders: at a tag of theirs, which provenance then has to be of a whole version. */
export function signedBy(builders: readonly string[]): readonly Matcher[] {
  return builders.map((one) => ({ kind: 'pattern', parts: [{ kind: 'literal', text: `${one}@refs/tags/v` }, { kind: 'segment' }] }));
}
