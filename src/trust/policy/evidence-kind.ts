import type { Mistake } from './pattern.ts';
import type { EvidenceKind } from './policy.ts';

const named = ['signature', 'provenance', 'spdx', 'cyclonedx', 'sbom', 'vsa'] as const;

/** The words of `--type`, beside the address of a predicate type. */
export const evidenceWords: readonly string[] = named;

/** Reads the words of `--type`: each a kind of evidence, or the address of a predicate type. */
export function readEvidence(words: readonly string[]): { readonly kind: 'evidence'; readonly kinds: readonly EvidenceKind[] } | Mistake {
  const kinds: EvidenceKind[] = [];
  for (const word of words) {
    const known = named.find((one) => one === word);
    if (known !== undefined) kinds.push(known);
    else if (/^https:\/\/[^\s"<>]{1,1000}$/.test(word)) kinds.push({ predicateType: word });
    else {
      return {
        kind: 'mistake',
        message: `there is no type of evidence ${JSON.stringify(word.slice(0, 100))}`,
        hint: `--type ${named.join('|')}, or a predicate type such as https://slsa.dev/provenance/v1`,
      };
    }
  }
  return { kind: 'evidence', kinds: kinds.filter((kind, i) => kinds.findIndex((one) => evidenceName(one) === evidenceName(kind)) === i) };
}

/** Returns the word or address that a kind of evidence is asked for with. */
export function evidenceName(kind: EvidenceKind): string {
  return typeof kind === 'string' ? kind : kind.predicateType;
}
