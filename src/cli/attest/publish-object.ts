import { SealwrightError } from '../../base/index.ts';
import { pep740Json } from '../../trust/bundle/index.ts';
import { publishType, whyNoPublishing, writeStatement } from '../../trust/predicate/index.ts';
import type { SignedBundle, Signer } from '../../trust/sign/index.ts';
import type { StatementSubject } from '../../trust/statement/index.ts';

/** Signs that one distribution is published. Throws PUBLISH_ATTESTATION_REFUSED where what signed leaves no such object, and as signing does. */
export async function publishObject(
  signer: Pick<Signer, 'signStatement'>,
  subject: StatementSubject,
): Promise<{ readonly signed: SignedBundle; readonly object: string }> {
  const written = writeStatement({ subjects: [subject], predicateType: publishType, predicate: null });
  if (written.kind === 'refused') throw refused(written.reason.message, 'give it its name of a distribution');
  const signed = await signer.signStatement(written.value);
  const object = pep740Json(signed.bundle);
  if (object !== undefined) return { signed, object };
  throw new SealwrightError('PUBLISH_ATTESTATION_REFUSED', {
    message: 'the services that signed leave no certificate and time of a log, which such attestations need; none was written',
    hint: 'sign at services with a log of version 1',
  });
}

/** Throws PUBLISH_ATTESTATION_REFUSED in a job from which an index takes none, as far as its token says. */
export function mayPublish(claims: Readonly<Record<string, unknown>>): void {
  const why = whyNoPublishing(claims);
  if (why !== undefined) throw refused(why, 'attest and publish in a job of the workflow that is the publisher');
}

/** Sources: packaging.python.org, "Binary distribution format", "Source distribution format". */
export function isDistribution(name: string): boolean {
  return /^[A-Za-z0-9][\w.]*-\w[\w.!+]*(?:-\d[^-]*)?-[\w.]+-[\w.]+-[\w.]+\.whl$|^[A-Za-z0-9][\w.-]*-\d[\w.!+]*\.(?:tar\.gz|zip)$/.test(name);
}

export function refused(message: string, hint: string): SealwrightError {
  return new SealwrightError('PUBLISH_ATTESTATION_REFUSED', { message: `${message}; nothing was signed`, hint });
}
