import { readFulcioFields, type Certificate } from '../der/index.ts';
import { identityMatcher, matches, showMatcher, showSigner, type CertificateField, type SignerPolicy } from '../policy/index.ts';
import { quoted } from '../reason/index.ts';
import type { Trial } from './trial.ts';
import type { SignerFacts } from './verdict.ts';

/**
 * Reads who the certificate says signed, and holds it against the policy.
 * Source: Sigstore client specification 4.3; sigstore/fulcio `docs/oid-info.md`.
 */
export function checkCertificateSigner(trial: Trial, leaf: Certificate, caSubject: string, policy: SignerPolicy): SignerFacts | undefined {
  const [name, ...others] = leaf.alternativeNames;
  if (name === undefined || name.kind === 'unread' || others.length > 0)
    return trial.refuse('IDENTITY_AMBIGUOUS', 'the certificate does not have exactly one subject alternative name that is read', 'identityRead');
  const fields = readFulcioFields(leaf);
  if (fields.kind === 'refused') return trial.take(fields.reason);
  const extensions = fields.value;
  const issuer = extensions.issuer ?? '';
  const facts: SignerFacts = {
    kind: 'certificate',
    identity: name.text,
    identityKind: name.kind,
    issuer,
    extensions,
    fingerprint: leaf.fingerprint,
    caSubject,
  };
  switch (policy.kind) {
    case 'unsafely-any-identity':
      trial.prove(`the signer is ${quoted(name.text)}; nobody asked who it should be`, 'identityRead');
      return facts;
    case 'key':
    case 'openpgp':
      return trial.refuse(
        'SIGNER_KIND_MISMATCH',
        'a key was asked for, and the evidence is signed with a certificate',
        'policyMatched',
        'if somebody with a certificate is to have signed, --repo OWNER/REPO or --identity … --issuer … in place of --key',
      );
    case 'certificate':
      return matchCertificate(trial, facts, policy);
    default:
      policy satisfies never;
      return trial.refuse('SIGNER_KIND_MISMATCH', 'the policy asks for a signer of a kind that is not known', 'policyMatched');
  }
}

function matchCertificate(
  trial: Trial,
  facts: Extract<SignerFacts, { readonly kind: 'certificate' }>,
  policy: Extract<SignerPolicy, { readonly kind: 'certificate' }>,
): SignerFacts | undefined {
  const before = trial.reasons.length;
  const identity = identityMatcher(policy.identity);
  const odd = whyOddKind(facts);
  if (odd !== undefined)
    trial.refuse(
      'IDENTITY_KIND_MISMATCH',
      odd,
      'identityRead',
      'look for evidence that the workflow itself signed, and tell whoever runs the certificate authority',
    );
  if (!matches(identity, facts.identity))
    trial.refuse(
      'IDENTITY_MISMATCH',
      `the signer is ${quoted(facts.identity)}, expected ${policy.identity.kind === 'any-of-repository' ? showSigner(policy) : showMatcher(identity)}`,
      'policyMatched',
      hintOf(facts, policy),
    );
  if (facts.extensions.issuer === undefined || !matches(policy.issuer, facts.issuer))
    trial.refuse('ISSUER_MISMATCH', `the issuer is ${quoted(facts.issuer)}, expected ${showMatcher(policy.issuer)}`, 'policyMatched');
  for (const [field, matcher] of Object.entries(policy.extensions)) {
    const stated = Object.hasOwn(facts.extensions, field) ? facts.extensions[field as CertificateField] : undefined;
    if (stated === undefined) trial.refuse('EXTENSION_MISMATCH', `the certificate does not state ${field}${askedBy(field)}`, 'policyMatched');
    else if (!matches(matcher, stated))
      trial.refuse('EXTENSION_MISMATCH', `${field} is ${quoted(stated)}, expected ${showMatcher(matcher)}${askedBy(field)}`, 'policyMatched');
  }
  if (trial.reasons.length > before) return undefined;
  trial.prove(`the signer is ${kindWords[facts.identityKind]}, ${quoted(facts.identity)}, vouched for by ${quoted(facts.issuer)}, as asked`, 'policyMatched');
  return facts;
}

const kindWords = { uri: 'a URI', email: 'an e-mail address', dns: 'a host name', other: 'a user name' } as const;

/**
 * Workflows and machines are named by URIs. The same text as an address or as a user name is whoever has that account.
 * Source: sigstore/fulcio `docs/oidc.md`; RFC 5280 section 4.2.1.6: a URI has a scheme.
 */
function whyOddKind({ identity, identityKind }: Pick<Extract<SignerFacts, { readonly kind: 'certificate' }>, 'identity' | 'identityKind'>): string | undefined {
  const isUri = /^[a-z][a-z0-9+.-]*:/i.test(identity);
  const looksLikeUri = /^[a-z][a-z0-9+.-]*:\/\//i.test(identity);
  if (identityKind === 'uri' ? isUri : !looksLikeUri) return undefined;
  return `the certificate names ${quoted(identity)} as ${kindWords[identityKind]}, expected ${identityKind === 'uri' ? 'no URI' : 'a URI'}`;
}

const options: ReadonlyMap<string, string> = new Map([
  ['sourceRepositoryUri', '--repo'],
  ['sourceRepositoryRef', '--ref'],
  ['sourceRepositoryDigest', '--commit'],
  ['runnerEnvironment', '--runner'],
]);

/** The option that asks for a field of the certificate: people type the one and read of the other. */
function askedBy(field: string): string {
  const option = options.get(field);
  return option === undefined ? '' : ` (${option})`;
}

/** A workflow that the right repository calls from another one signs in its own name: reusable workflows do. */
function hintOf(
  { identity, extensions }: Extract<SignerFacts, { readonly kind: 'certificate' }>,
  policy: Extract<SignerPolicy, { readonly kind: 'certificate' }>,
): string | undefined {
  const { sourceRepositoryUri: wanted } = policy.extensions;
  const source = extensions.sourceRepositoryUri;
  const [, host, workflow] = /^https:\/\/([\w.:-]+)\/([\w-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+)@/.exec(identity) ?? [];
  if (wanted === undefined || source === undefined || workflow === undefined || !matches(wanted, source)) return undefined;
  // A builder is asked for as one of several identities, by its own option.
  if (policy.identity.kind === 'one-of') return `it was run for that repository: if you trust that builder, --builder https://${host}/${workflow}`;
  return `it was run for that repository: if you trust that workflow to build it, --workflow ${workflow}`;
}
