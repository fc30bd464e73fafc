import { readEvidence } from '../bundle/index.ts';
import { demandsOf, judge, type SubjectVerdict } from '../judge/index.ts';
import type { Policy, SignerHost } from '../policy/index.ts';
import { checkProvenance } from '../provenance/index.ts';
import { embeddedRoots, type TrustedRoot } from '../roots/index.ts';
import { createVerifier, type Artifact } from '../verify/index.ts';

/** Where workflows of github.com run, for `deploymentOf` of what is asked of a signer. */
export const gitHubCom: SignerHost = { issuer: 'https://token.actions.githubusercontent.com', sanPrefix: 'https://github.com' };

/** A file or an answer that may hold evidence, in any form that is read. */
export interface EvidenceBytes {
  /** Where it is from, for a person. */
  readonly from: string;
  readonly bytes: Uint8Array;
}

export interface VerifyEvidence {
  readonly artifact: Artifact;
  readonly evidence: readonly EvidenceBytes[];
  /** Of `policyOf`, or written out. */
  readonly policy: Policy;
  /** Whom to believe; left out, the roots that come with the package. */
  readonly roots?: readonly TrustedRoot[];
  /** Milliseconds since 1970: what claims to come from later is refused. */
  readonly now: number;
}

/**
 * Returns the one verdict on an artifact: every demand of the policy is met by a piece of the evidence, or why not.
 * Nothing is thrown for what evidence holds; no evidence is not verified. No network, no clock, no file.
 *
 * @example
 * const signer = { repo: 'acme/lens', workflow: 'release.yml', ref: 'refs/tags/v1.2.3', anyIdentity: 'asked', deploymentOf: () => gitHubCom };
 * const asked = policyOf({ signer, build: {}, types: ['provenance'], anyArtifact: 'compared' });
 * if (asked.kind === 'policy') verifyEvidence({ artifact: { digests: { sha256 } }, evidence: [{ from, bytes }], policy: asked.policy, now });
 */
export function verifyEvidence({ artifact, evidence, policy, roots = embeddedRoots(), now }: VerifyEvidence): SubjectVerdict {
  const offered = evidence.flatMap(({ from, bytes }) => readEvidence(bytes, from));
  return judge({ artifact, offered, notes: [], demands: demandsOf(policy) }, { verifier: createVerifier({ roots, now }), checkProvenance });
}
