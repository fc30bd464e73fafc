import { readBuild, type AskedBuild } from './asked-build.ts';
import { readEvidence } from './evidence-kind.ts';
import type { Mistake } from './pattern.ts';
import type { Policy } from './policy.ts';
import { readSigner, type AskedSigner } from './asked-signer.ts';

/** What a person asks for, in the words of the command line or of a policy file. */
export interface Asked {
  readonly signer: AskedSigner;
  readonly build: AskedBuild;
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
  return {
    kind: 'policy',
    policy: {
      signer: signer.signer,
      artifact: { kind: asked.anyArtifact === 'unsafely-any' ? 'unsafely-any-artifact' : 'artifact' },
      evidence: asksOfBuild && evidence.kinds.length === 0 ? ['provenance'] : evidence.kinds,
      build: build.build,
    },
  };
}
