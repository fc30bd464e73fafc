import type { Offered } from '../../trust/bundle/index.ts';
import { judge, type Bench, type Demand } from '../../trust/judge/index.ts';
import { checkProvenance } from '../../trust/provenance/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import { policyFor } from '../../trust/sign/index.ts';
import { createVerifier } from '../../trust/verify/index.ts';
import type { OpenedSigner } from './options.ts';

/** Why a piece of evidence does not vouch for an artifact, by its SHA-256 in hexadecimal; nothing where it does. */
export type Vouching = (sha256: string, offered: Offered, wanted: Demand['wanted']) => readonly Reason[];

/** Verifies what comes back from where it was put, as anybody would who asks for this signer. */
export function asAnybody({ signer, roots }: Pick<OpenedSigner, 'signer' | 'roots'>, now: number): Vouching {
  const bench: Bench = { verifier: createVerifier({ roots, now }), checkProvenance };
  const policy = { signer: policyFor(signer.who), artifact: { kind: 'artifact' as const }, build: {} };
  return (sha256, offered, wanted) => {
    const verdict = judge({ artifact: { digests: { sha256 } }, offered: [offered], notes: [], demands: [{ wanted, policy }] }, bench);
    return verdict.verified ? [] : [...verdict.pieces.flatMap((piece) => piece.reasons), ...verdict.reasons];
  };
}
