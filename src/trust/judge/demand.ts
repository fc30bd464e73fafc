import type { EvidenceKind, Policy } from '../policy/index.ts';

/** A kind of evidence, or any piece that says where the subject is from. */
export type Wanted = EvidenceKind | 'any';

/** One thing that a subject must carry, and who must have signed it. */
export interface Demand {
  readonly wanted: Wanted;
  readonly policy: Pick<Policy, 'signer' | 'artifact' | 'build' | 'summary'>;
}

/** Returns what a policy demands: each kind that it names, or any one piece where it names none. */
export function demandsOf(policy: Policy): readonly [Demand, ...Demand[]] {
  const [first = 'any', ...rest]: readonly Wanted[] = policy.evidence;
  return [{ wanted: first, policy }, ...rest.map((wanted) => ({ wanted, policy }))];
}
