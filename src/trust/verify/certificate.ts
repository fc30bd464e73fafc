import type { Certificate } from '../der/index.ts';
import type { Reason } from '../reason/index.ts';
import type { TrustedRoot } from '../roots/index.ts';
import { checkScts } from './scts.ts';
import { authoritiesFor, checkSignerChain } from './signer-chain.ts';
import { thresholdsOf } from './thresholds.ts';
import { Trial } from './trial.ts';

/**
 * Holds a signing certificate against trusted roots before it is used: its path, its purpose and the promises of
 * certificate logs, at a moment in seconds since 1970. Returns why a verifier would refuse it, with nothing of a signature;
 * empty where one root takes it. Source: Sigstore client specification 3.2, 4.3 and 4.4.
 */
export function whyNotCertified(leaf: Certificate, { roots, at }: { readonly roots: readonly TrustedRoot[]; readonly at: number }): readonly Reason[] {
  let best: readonly Reason[] | undefined;
  for (const root of roots) {
    if (roots.length > 1 && authoritiesFor(root, leaf).length === 0) continue;
    const trial = new Trial();
    const authority = checkSignerChain(trial, root, leaf, [{ at, by: 'timestamp-authority', authority: 'the clock of this machine' }]);
    if (authority !== undefined) checkScts(trial, root, leaf, authority, thresholdsOf(root, {}).scts);
    if (trial.reasons.length === 0) return [];
    if (best === undefined || trial.reasons.length < best.length) best = trial.reasons;
  }
  if (best !== undefined) return best;
  const trial = new Trial();
  trial.refuse('CA_UNKNOWN', 'no trusted root has the authority that issued the certificate', 'chainAtTime', '--trusted-root FILE');
  return trial.reasons;
}
