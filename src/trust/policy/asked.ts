import { readBuild, type AskedBuild } from './asked-build.ts';
import { readSummary, type AskedSummary } from './asked-summary.ts';
import { readEvidence } from './evidence-kind.ts';
import type { Mistake } from './pattern.ts';
import type { Policy } from './policy.ts';
import { readSigner, type AskedSigner } from './asked-signer.ts';

/** What a person asks for, in the words of the command line or of a policy file. */
export interface Asked {
  readonly signer: AskedSigner;
  readonly build: AskedBuild;
  readonly summary?: AskedSummary;
  /** The words of `--type`, in order. */
  readonly types: readonly string[];
  readonly anyArtifact: 'compared' | 'unsafely-any';
}

/**
 * Returns the policy that was asked for, or the first mistake in it with what to type instead. What was asked is never
 * left out: build options without provenance to hold them against are a mistake or ask for provenance.
 */
export function policyOf(asked: Asked): { readonly kind: 'policy'; readonly policy: Policy } | Mistake {
  const signer = readSigner(asked.signer);
  if (signer.kind === 'mistake') return signer;
  const build = readBuild(asked.build, asked.signer);
  if (build.kind === 'mistake') return build;
  const evidence = readEvidence(asked.types);
  if (evidence.kind === 'mistake') return evidence;
  const asksOfBuild = Object.keys(asked.build).length > 0;
  if (asksOfBuild && evidence.kinds.length > 0 && !evidence.kinds.includes('provenance'))
    return { kind: 'mistake', message: 'what is asked of the build stands in provenance, and --type does not ask for it', hint: 'add --type provenance' };
  const asksOfSummary = Object.keys(asked.summary ?? {}).length > 0;
  const wantsSummary = evidence.kinds.includes('vsa') || (asksOfSummary && evidence.kinds.length === 0 && !asksOfBuild);
  if (asksOfSummary && !wantsSummary)
    return { kind: 'mistake', message: 'what is asked of a verification summary stands in one, and --type does not ask for it', hint: 'add --type vsa' };
  const summary = wantsSummary ? readSummary(asked.summary ?? {}) : undefined;
  if (summary?.kind === 'mistake') return summary;
  return {
    kind: 'policy',
    policy: {
      signer: signer.signer,
      artifact: { kind: asked.anyArtifact === 'unsafely-any' ? 'unsafely-any-artifact' : 'artifact' },
      evidence: evidence.kinds.length > 0 ? evidence.kinds : asksOfBuild ? ['provenance'] : wantsSummary ? ['vsa'] : [],
      build: build.build,
      ...(summary === undefined ? {} : { summary: summary.summary }),
    },
  };
}
