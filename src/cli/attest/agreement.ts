import { SealwrightError } from '../../base/index.ts';
import { checkProvenance } from '../../trust/provenance/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import type { SignerWho } from '../../trust/sign/index.ts';
import type { SignerFacts } from '../../trust/verify/index.ts';
import type { Said } from './make.ts';

/**
 * Holds provenance against its signer as every verifier will, before it is signed: what is signed and refused by whoever
 * reads it is worse than nothing. Throws PROVENANCE_IMPOSSIBLE.
 */
export function borneOut(said: Said, who: SignerWho): Said {
  const statement = { type: 'https://in-toto.io/Statement/v1', subject: [], ...said };
  const { reasons } = checkProvenance(statement, factsOf(who), {});
  if (reasons.length === 0) return said;
  throw new SealwrightError('PROVENANCE_IMPOSSIBLE', {
    message: `no verifier would take this provenance by this signer: ${reasons.map(shown).join('; ')}; nothing was signed`,
    hint: 'sealwright provenance makes it of what the identity token of the job says',
  });
}

function shown({ message, code }: Reason): string {
  return `${message} (${code})`;
}

/** What a verifier will know of the signer, as far as provenance is concerned. */
function factsOf(who: SignerWho): SignerFacts {
  if (who.kind === 'key') return { kind: 'key', fingerprint: who.fingerprint };
  const { identity, issuer, extensions } = who;
  return { kind: 'certificate', identity, identityKind: 'uri', issuer, extensions, fingerprint: '', caSubject: '' };
}
