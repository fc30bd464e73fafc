import { SealwrightError } from '../../base/index.ts';
import { environmentDisagreements, provenanceOf, type JobCertificate } from '../../trust/predicate/index.ts';
import type { SignerWho } from '../../trust/sign/index.ts';
import type { Machine } from '../machine.ts';
import { borneOut } from './agreement.ts';
import type { Said } from './make.ts';

/** Provenance of what a job's token says, and its certificate once there is one. Throws PROVENANCE_IMPOSSIBLE. */
export function saidOfJob(
  { claims, certificate }: { readonly claims: Readonly<Record<string, unknown>>; readonly certificate?: JobCertificate },
  { env }: Pick<Machine, 'env'>,
): Said {
  const made = provenanceOf(claims, certificate);
  if (made.kind === 'refused')
    throw new SealwrightError('PROVENANCE_IMPOSSIBLE', {
      message: `${made.reason.message}; no provenance was signed`,
      hint: made.reason.hint ?? 'run in a job of GitHub Actions with permissions: id-token: write',
    });
  const [differs] = environmentDisagreements(made.value.build, env);
  if (differs !== undefined)
    throw new SealwrightError('PROVENANCE_IMPOSSIBLE', {
      message: `${differs}; no provenance was signed`,
      hint: 'take the token in the job that builds, and leave its variables as they are',
    });
  return { predicateType: 'https://slsa.dev/provenance/v1', predicate: made.value.predicate };
}

/** The same once it is known who signs: held against the certificate as every verifier will. Throws PROVENANCE_IMPOSSIBLE, for keys too. */
export function certifiedOfJob(who: SignerWho, machine: Pick<Machine, 'env'>): Said {
  const facts = who.kind === 'certificate' ? { claims: who.claims, certificate: who.extensions } : { claims: {} };
  return borneOut(saidOfJob(facts, machine), who);
}
