import { SealwrightError, type Disk } from '../../base/index.ts';
import { signerWords, type Plan } from '../../release/index.ts';
import { identityMatcher, matches, showMatcher, type CertificateField, type Matcher, type SignerPolicy } from '../../trust/policy/index.ts';
import type { SignerWho } from '../../trust/sign/index.ts';
import { readKey } from '../verify/key.ts';
import { parse as parseVerify } from '../verify/late.ts';

/**
 * Holds who is about to sign against who strangers are told must have signed, before anything is signed: logs keep what they are
 * sent. Throws RELEASE_REFUSED. What was signed is verified all the same.
 */
export function mustBeDeclared(who: SignerWho, plan: Pick<Plan, 'signer' | 'name'>, disk: Disk): void {
  const why = whyAnother(who, declaredSigner(plan, disk));
  if (why === undefined) return;
  throw new SealwrightError('RELEASE_REFUSED', {
    message: `signer: of the release is not who signs here: ${why}`,
    hint: 'mend signer:, or sign as who it names',
  });
}

/** A tag is made of what is checked out, and a certificate names the commit of its run: they are one, or one of them is wrong. Throws RELEASE_REFUSED. */
export function mustBeOf(who: SignerWho, head: string): void {
  const ran = who.kind === 'certificate' ? who.extensions.sourceRepositoryDigest : undefined;
  if (ran === undefined || ran === head) return;
  throw new SealwrightError('RELEASE_REFUSED', {
    message: `${head} is checked out, and the certificate of this run names the commit ${ran}`,
    hint: 'start the run on the commit that is released, and check out no other: the tag and the provenance are of one commit',
  });
}

function declaredSigner({ signer, name }: Pick<Plan, 'signer' | 'name'>, disk: Disk): SignerPolicy {
  if (signer.kind === 'key') return readKey(disk, signer.file);
  const parsed = parseVerify([`git:${name}`, ...signerWords(signer)]);
  if (parsed.kind === 'verify' && parsed.policy.kind === 'asked') return parsed.policy.policy.signer;
  throw new SealwrightError('RELEASE_REFUSED', {
    message: `signer: of the release is not understood${parsed.kind === 'usage' ? `: ${parsed.message}` : ''}`,
    hint: parsed.kind === 'usage' ? parsed.hint : 'sealwright help docs/guides/release',
  });
}

/** In words; undefined where it is the one. */
function whyAnother(who: SignerWho, policy: SignerPolicy): string | undefined {
  if (who.kind === 'key') {
    if (policy.kind !== 'key') return undefined;
    const keys = [policy.spki, ...(policy.others ?? [])];
    return keys.some((one) => Buffer.compare(one, who.spki) === 0) ? undefined : `the key that signs has the fingerprint ${who.fingerprint}, which is another`;
  }
  if (policy.kind !== 'certificate') return undefined;
  const fields = Object.entries(policy.extensions) as readonly (readonly [CertificateField, Matcher])[];
  const asked: readonly (readonly [string, Matcher, string | undefined])[] = [
    ['identity', identityMatcher(policy.identity), who.identity],
    ['issuer', policy.issuer, who.issuer],
    ...fields.map(([field, matcher]) => [field, matcher, who.extensions[field]] as const),
  ];
  const [what, wanted, is] = asked.find(([, matcher, text]) => text === undefined || !matches(matcher, text)) ?? [];
  return what === undefined || wanted === undefined ? undefined : `its ${what} is ${JSON.stringify(is ?? null)}, expected ${showMatcher(wanted)}`;
}
