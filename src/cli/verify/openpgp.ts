import { openPgpVerifier, type FoundSubject, type OpenPgpVerifier } from '../../subjects/index.ts';
import type { Bench, Demand } from '../../trust/judge/index.ts';
import type { VerifyPorts } from '../machine.ts';

type Prove = NonNullable<Bench['byProgram']>;
type Signer = Parameters<Prove>[2];
type Proved = readonly { readonly signer: Signer; readonly verdict: ReturnType<Prove>; readonly artifact: Parameters<Prove>[1] }[];

/** Has signatures of OpenPGP verified by gpg, with the keys that a policy names. */
export interface OpenPgpCourt {
  /** Takes what was found and what is asked for. Returns what gpg said of each piece, by each signer that is asked for. */
  readonly prove: (found: Pick<FoundSubject, 'artifact' | 'offered' | 'lists'>, demands: readonly Demand[]) => Promise<Prove>;
  readonly close: () => void;
}

export function openPgpCourt(ports: Pick<VerifyPorts, 'programs' | 'scratch'>): OpenPgpCourt {
  const verifiers = new Map<Signer, OpenPgpVerifier>();
  return {
    prove: async ({ artifact, offered, lists }, demands) => {
      const proved = new Map<Parameters<Prove>[0], Proved>();
      const signers = new Set(demands.map((demand) => demand.policy.signer));
      const about = [
        ...offered.map((piece) => ({ piece, artifact })),
        ...lists.flatMap((list) => list.offered.map((piece) => ({ piece, artifact: list.artifact }))),
      ];
      for (const signer of signers) {
        if (signer.kind !== 'openpgp') continue;
        const verifier = verifiers.get(signer) ?? openPgpVerifier(signer.keys, ports);
        verifiers.set(signer, verifier);
        for (const one of about) {
          if (one.piece.openPgp === undefined) continue;
          const verdict = await verifier.verify(one.piece.openPgp, one.piece.over ?? one.artifact);
          proved.set(one.piece, [...(proved.get(one.piece) ?? []), { signer, verdict, artifact: one.artifact }]);
        }
      }
      return (piece, of, signer) => proved.get(piece)?.find((one) => one.signer === signer && one.artifact === of)?.verdict;
    },
    close: () => {
      for (const verifier of verifiers.values()) verifier.close();
    },
  };
}
