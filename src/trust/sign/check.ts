import { SealwrightError } from '../../base/index.ts';
import { bundleJson, parseBundle, type Bundle } from '../bundle/index.ts';
import type { Policy, SignerPolicy } from '../policy/index.ts';
import type { Reason } from '../reason/index.ts';
import type { TrustedRoot } from '../roots/index.ts';
import { createVerifier, type Artifact, type BundleFacts } from '../verify/index.ts';
import type { SignedBundle, SignerWho } from './signer.ts';

const unverified = 'what was signed does not verify';

/**
 * Writes a bundle and verifies what was written, as whoever takes it will: by whom, over what, with these roots. Throws
 * SIGNATURE_UNSOUND with the verifier's reasons.
 */
export function checked(
  bundle: Bundle,
  held: {
    readonly who: SignerWho;
    readonly artifact: Artifact;
    readonly policy: Policy['artifact'];
    readonly roots: readonly TrustedRoot[];
    readonly now: number;
  },
): SignedBundle {
  const json = `${JSON.stringify(bundleJson(bundle))}\n`;
  const read = parseBundle(new TextEncoder().encode(json));
  if (read.kind === 'refused') throw unsound(unverified, [read.reason]);
  const verdict = createVerifier({ roots: held.roots, now: held.now }).verify(read.value, held.artifact, {
    signer: policyFor(held.who),
    artifact: held.policy,
  });
  if (!verdict.verified) throw unsound(unverified, verdict.reasons);
  // With a key no log has to vouch: an entry that was asked for and does not count was refused above all the same.
  return { json, bundle: read.value, facts: factsOf(verdict.facts, bundle) };
}

function factsOf(facts: BundleFacts, bundle: Bundle): BundleFacts {
  if (facts.log.length < bundle.logEntries.length) throw new Error('a log entry was passed over');
  return facts;
}

/** Asks for this signer and nobody else. */
export function policyFor(who: SignerWho): SignerPolicy {
  if (who.kind === 'key') return { kind: 'key', spki: who.spki };
  return { kind: 'certificate', identity: { kind: 'exact', text: who.identity }, issuer: { kind: 'exact', text: who.issuer }, extensions: {} };
}

/** Says which reasons there are against what was signed, or what it was to be signed with. */
export function unsound(what: string, reasons: readonly Reason[]): SealwrightError {
  return new SealwrightError('SIGNATURE_UNSOUND', {
    message: `${what}: ${reasons.map(({ code, message }) => `${message} (${code})`).join('; ')}`,
    hint: 'nothing was written; does --trusted-root belong to the services of --signing-config, and is the clock of this machine right?',
  });
}
