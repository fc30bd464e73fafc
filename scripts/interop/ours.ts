import { hash } from 'node:crypto';
import { readEvidence } from '../../src/trust/bundle/index.ts';
import { parseTrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';

/** Who is to have signed, exactly. */
export interface Identity {
  readonly identity: string;
  readonly issuer: string;
}

/** What our own verifier says of evidence in any form: `accepted`, or every reason. */
export function ours(given: Identity & { readonly evidence: string | Uint8Array; readonly artifact: Uint8Array; readonly trustedRoot: object }): string {
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(given.trustedRoot)), { from: 'the root of this run' });
  if (root.kind === 'refused') return `the trusted root: ${root.reason.message}`;
  const offered = readEvidence(Buffer.from(given.evidence), 'the evidence of this run');
  if (offered.length === 0) return 'nothing was read';
  const digests = { sha256: hash('sha256', given.artifact), sha384: hash('sha384', given.artifact), sha512: hash('sha512', given.artifact) };
  const verifier = createVerifier({ roots: [root.value], now: Date.now() });
  const said = offered.map(({ bundle }) => {
    if (bundle.kind === 'refused') return `${bundle.reason.code} ${bundle.reason.message}`;
    const verdict = verifier.verify(
      bundle.value,
      { digests, read: () => [given.artifact] },
      {
        signer: { kind: 'certificate', identity: { kind: 'exact', text: given.identity }, issuer: { kind: 'exact', text: given.issuer }, extensions: {} },
        artifact: { kind: 'artifact' },
      },
    );
    return verdict.verified ? 'accepted' : verdict.reasons.map((one) => `${one.code} ${one.message}`).join('; ');
  });
  return said.find((one) => one !== 'accepted') ?? 'accepted';
}
