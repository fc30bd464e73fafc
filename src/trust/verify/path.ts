import { oids, readPublicKey, verifySignature, type Certificate, type PublicKey } from '../der/index.ts';
import { validAt, type CertificateAuthority } from '../roots/index.ts';

/** The extensions whose meaning is checked here; a critical one beside them forbids. Source: RFC 5280 section 4.2. */
const understood: ReadonlySet<string> = new Set([oids.keyUsage, oids.basicConstraints, oids.extendedKeyUsage, oids.alternativeNames, oids.subjectKeyId]);

/** What an authority's chain came to; the same for every certificate below it, so it is worked out once. */
type ChainState = { readonly kind: 'sound'; readonly keys: readonly [PublicKey, ...PublicKey[]] } | { readonly kind: 'broken'; readonly why: string };

const states = new WeakMap<CertificateAuthority, ChainState>();

/** Checks a chain up to its anchor, times aside. Source: RFC 5280 section 6.1; the anchor is believed as it is. */
export function chainState(authority: CertificateAuthority): ChainState {
  const earlier = states.get(authority);
  if (earlier !== undefined) return earlier;
  const state = checkChain(authority.chain);
  states.set(authority, state);
  return state;
}

function checkChain(chain: readonly Certificate[]): ChainState {
  const keys: PublicKey[] = [];
  for (const [index, certificate] of chain.entries()) {
    const key = readPublicKey(certificate.spki);
    if (key.kind === 'refused') return { kind: 'broken', why: key.reason.message };
    const unknown = unknownCritical(certificate);
    if (unknown !== undefined) return { kind: 'broken', why: `the critical extension ${unknown} of ${certificate.subject.words} is not understood` };
    keys.push(key.value);
    const below = chain[index - 1];
    const why = below === undefined ? undefined : whyNotIssued(below, certificate, key.value, chain.slice(0, index).filter((one) => one.authority.is).length);
    if (why !== undefined) return { kind: 'broken', why };
  }
  const [first, ...rest] = keys;
  return first === undefined ? { kind: 'broken', why: 'the chain is empty' } : { kind: 'sound', keys: [first, ...rest] };
}

/**
 * Why a certificate is not issued by the one above it; undefined where it is.
 * Takes how many authorities stand between the issuer and the leaf, which its path length bounds.
 */
export function whyNotIssued(below: Certificate, issuer: Certificate, key: PublicKey, between: number): string | undefined {
  if (Buffer.compare(below.issuer.der, issuer.subject.der) !== 0) return `it names another issuer than ${issuer.subject.words}`;
  if (!issuer.authority.is) return `${issuer.subject.words} is no authority`;
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.has(5)) return `${issuer.subject.words} may not sign certificates`;
  if (issuer.authority.pathLength !== undefined && between > issuer.authority.pathLength) return `${issuer.subject.words} may not have so long a path below it`;
  if (!verifySignature(key, below.algorithm, below.tbs, below.signature)) return `its signature is not by ${issuer.subject.words}`;
  return undefined;
}

export function unknownCritical(certificate: Certificate): string | undefined {
  for (const [name, extension] of certificate.extensions) if (extension.critical && !understood.has(name)) return name;
  return undefined;
}

/** Why a time is refused, with the clause that refuses it. */
export interface Lapse {
  readonly text: string;
  readonly by: 'trustAtTime' | 'chainAtTime';
}

/** Why an authority was not to be believed at a time; undefined where it was. Every certificate of its chain counts, the anchor too. */
export function lapseAt(authority: CertificateAuthority, at: number): Lapse | undefined {
  if (!validAt(authority.validFor, at)) return { text: `the trusted root does not trust ${authority.uri} at that time`, by: 'trustAtTime' };
  const lapsed = authority.chain.find((one) => at < one.notBefore || at > one.notAfter);
  return lapsed === undefined ? undefined : { text: `${lapsed.subject.words} did not hold at that time`, by: 'chainAtTime' };
}

/** Purposes that an authority is bound to bind what is below it. Source: RFC 5280 section 4.2.1.12, as all peers read it. */
export function allowsPurpose(chain: readonly Certificate[], purpose: string): boolean {
  return chain.every((one) => one.extendedKeyUsage === undefined || one.extendedKeyUsage.includes(purpose) || one.extendedKeyUsage.includes('2.5.29.37.0'));
}
