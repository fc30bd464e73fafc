import type { Bundle, Offered } from '../bundle/index.ts';
import type { BuildPolicy, Policy } from '../policy/index.ts';
import type { Reason } from '../reason/index.ts';
import type { Statement } from '../statement/index.ts';
import type { Artifact, BundleVerdict, SignerFacts } from '../verify/index.ts';
import type { Demand } from './demand.ts';
import type { BuildFacts } from './verdict.ts';

export type Asked = Demand['policy'];

/** What judging rests on. */
export interface Bench {
  /** `all` pieces are looked at, for who tells of all that was observed; without it, those that the demands need. */
  readonly pieces?: 'all';
  readonly verifier: { readonly verify: (bundle: Bundle, artifact: Artifact, policy: Pick<Policy, 'signer' | 'artifact'>) => BundleVerdict };
  readonly checkProvenance: (
    statement: Statement,
    signer: SignerFacts,
    build: BuildPolicy,
  ) => { readonly reasons: readonly Reason[]; readonly facts: BuildFacts };
  /** What a program found that verifies in the trust core's place: asked before judging, of this piece and artifact alone; undefined where it was not. */
  readonly byProgram?: (piece: Offered, artifact: Artifact, signer: Asked['signer']) => BundleVerdict | undefined;
  /** A second opinion on what the verifier accepted: why it is refused, or undefined. */
  readonly secondOpinion?: (bundle: Bundle, artifact: Artifact, policy: Asked) => Reason | undefined;
}
