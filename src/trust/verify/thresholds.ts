import type { TrustedRoot } from '../roots/index.ts';

/** How many operators must vouch. Counts of zero are for roots that have none of a kind, such as GitHub's own instance. */
export interface Thresholds {
  /** Transparency logs with an entry, for signatures under a certificate. */
  readonly logs: number;
  /** The same for signatures by a key that the policy names: the key itself is the trust, so none need be. */
  readonly logsOfKeys: number;
  /** Authorities or logs that say when the signature existed; at least one, for signatures under a certificate. */
  readonly times: number;
  /** Certificate transparency logs that promised the certificate. */
  readonly scts: number;
}

/** One of each that the root has. Source: Sigstore client specification 4.6: what a deployment does not run cannot be asked of it. */
export function thresholdsOf(root: TrustedRoot, given: Partial<Thresholds>): Thresholds {
  return {
    logs: given.logs ?? (root.logs.length > 0 ? 1 : 0),
    logsOfKeys: given.logsOfKeys ?? 0,
    times: Math.max(1, given.times ?? 1),
    scts: given.scts ?? (root.ctLogs.length > 0 ? 1 : 0),
  };
}
