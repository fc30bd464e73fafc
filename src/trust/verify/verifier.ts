import { SealwrightError } from '../../base/index.ts';
import type { Bundle } from '../bundle/index.ts';
import { eachKey, notAllowed, signerFor, type Policy } from '../policy/index.ts';
import type { TrustedRoot } from '../roots/index.ts';
import type { Artifact } from './artifact.ts';
import { attempt, verifierOf, type Case } from './attempt.ts';
import { authoritiesFor } from './signer-chain.ts';
import { thresholdsOf, type Thresholds } from './thresholds.ts';
import { quoted, type Reason } from '../reason/index.ts';
import { Trial } from './trial.ts';
import type { BundleVerdict } from './verdict.ts';

/** Verifies bundles with the same roots and thresholds. */
export interface BundleVerifier {
  verify(bundle: Bundle, artifact: Artifact, policy: Pick<Policy, 'signer' | 'artifact'>): BundleVerdict;
}

export interface Deployment {
  /** Tried where the certificate's issuer is one of theirs; nothing of one root is used with another. */
  readonly roots: readonly TrustedRoot[];
  /** What is left out is one of each that a root has. */
  readonly thresholds?: Partial<Thresholds>;
  /** Milliseconds since 1970. Nothing is trusted for it; what claims to come from later is refused. */
  readonly now: number;
}

/** A root that trusts nobody, for keys that bring no log entries and no timestamps. */
const nobody: TrustedRoot = { from: 'no root', asOf: undefined, logs: [], ctLogs: [], authorities: [], timestampAuthorities: [], left: [] };

/**
 * Returns a verifier for these roots. Its verdict follows sections 4.2 to 4.6 of the Sigstore client specification,
 * is a function of its arguments alone, and is the same for the same arguments. Throws ARGUMENT_MALFORMED for a `now` that is no moment.
 */
export function createVerifier({ roots, thresholds = {}, now }: Deployment): BundleVerifier {
  // Nothing is later than a moment that is no number.
  if (!Number.isFinite(now))
    throw new SealwrightError('ARGUMENT_MALFORMED', { message: 'now is not a moment', expected: 'milliseconds since 1970', got: typeof now });
  return { verify: withEachKey(verify) };

  function verify(...[bundle, artifact, policy]: Parameters<BundleVerifier['verify']>): BundleVerdict {
    const given: Case = { bundle, artifact, policy };
    const reading = new Trial();
    const verifier = verifierOf(reading, given);
    if (verifier === undefined) return refusal(reading);
    let best: Extract<BundleVerdict, { readonly verified: false }> | undefined;
    for (const root of verifier.kind === 'key' && roots.length === 0 ? [nobody] : roots) {
      if (verifier.kind === 'certificate' && authoritiesFor(root, verifier.leaf).length === 0) continue;
      const verdict = attempt(given, verifier, root, thresholdsOf(root, thresholds), now);
      if (verdict.verified) return verdict;
      // Of several roots the one that came furthest says why.
      if (best === undefined || verdict.reasons.length < best.reasons.length) best = verdict;
    }
    if (best === undefined && verifier.kind === 'certificate')
      reading.refuse(
        'CA_UNKNOWN',
        `the certificate is issued by ${quoted(verifier.leaf.issuer.words)}, which no trusted root has`,
        'chainAtTime',
        '--trusted-root FILE',
      );
    return best ?? refusal(reading);
  }
}

/** Of several keys the first that the signature verifies with is its signer's; where there is none, the one that came furthest says why. */
function withEachKey(verify: BundleVerifier['verify']): BundleVerifier['verify'] {
  return (bundle, artifact, policy) => {
    // What a signature of SSH is for stands beside the bundle: whoever knows it has left out the keys that may not sign it.
    const signer = signerFor(policy.signer, undefined);
    if (signer === undefined) return { verified: false, reasons: [notAllowed(undefined)] };
    let best: BundleVerdict | undefined;
    for (const one of bundle.material.kind === 'public-key' ? eachKey(signer) : [signer]) {
      const verdict = verify(bundle, artifact, { ...policy, signer: one });
      if (verdict.verified) return verdict;
      const isNearer = best === undefined || (!best.verified && isInvalid(best.reasons) && !isInvalid(verdict.reasons));
      if (isNearer) best = verdict;
    }
    return best ?? { verified: false, reasons: [notAllowed(undefined)] };
  };
}

function isInvalid(reasons: readonly Reason[]): boolean {
  return reasons.some((one) => one.code === 'SIGNATURE_INVALID');
}

function refusal(trial: Trial): BundleVerdict {
  const [first, ...others] = trial.reasons;
  if (first === undefined) throw new Error('a refusal without a reason');
  return { verified: false, reasons: [first, ...others] };
}
