import { oids, type Certificate } from '../der/index.ts';
import type { CertificateAuthority, TrustedRoot } from '../roots/index.ts';
import { allowsPurpose, chainState, lapseAt, unknownCritical, whyNotIssued, type Lapse } from './path.ts';
import type { TimeFact } from './verdict.ts';
import { quoted } from '../reason/index.ts';
import type { Trial } from './trial.ts';

/**
 * The authorities of a root that a certificate can be from, by the name of its issuer: each certificate of a chain is one,
 * with the chain from there on. Sigstore's own root issued some before its intermediate was there.
 */
export function authoritiesFor(root: TrustedRoot, leaf: Certificate): readonly CertificateAuthority[] {
  return root.authorities.flatMap((one) => partsOf(one).filter((part) => Buffer.compare(part.chain[0].subject.der, leaf.issuer.der) === 0));
}

const parts = new WeakMap<CertificateAuthority, readonly CertificateAuthority[]>();

/** The same objects each time, for what is known of them. */
function partsOf(authority: CertificateAuthority): readonly CertificateAuthority[] {
  const earlier = parts.get(authority);
  if (earlier !== undefined) return earlier;
  const made = authority.chain.map((_, i): CertificateAuthority => {
    const [issuer, ...above] = authority.chain.slice(i);
    return i === 0 || issuer === undefined ? authority : { ...authority, chain: [issuer, ...above] };
  });
  parts.set(authority, made);
  return made;
}

/**
 * Validates the path of a signing certificate at every established time. Returns the authority that issued it, and which SCTs were promised to.
 * Source: Sigstore client specification 4.3, RFC 5280 section 6.
 */
export function checkSignerChain(trial: Trial, root: TrustedRoot, leaf: Certificate, times: readonly TimeFact[]): CertificateAuthority | undefined {
  checkLeaf(trial, leaf);
  const named = authoritiesFor(root, leaf);
  if (named.length === 0)
    return trial.refuse('CA_UNKNOWN', `the certificate is issued by ${quoted(leaf.issuer.words)}, which is not in ${root.from}`, 'chainAtTime');
  let why = '';
  const issuers = named.filter((authority) => {
    const state = chainState(authority);
    const found = state.kind === 'broken' ? state.why : whyNotIssued(leaf, authority.chain[0], state.keys[0], 0);
    if (found !== undefined) why = found;
    return found === undefined;
  });
  if (issuers.length === 0) return trial.refuse('CERTIFICATE_CHAIN_INVALID', `the certificate does not chain to ${root.from}: ${why}`, 'chainBuilding');
  const allowed = issuers.filter((authority) => allowsPurpose(authority.chain, oids.codeSigning));
  if (allowed.length === 0) return trial.refuse('CERTIFICATE_CHAIN_INVALID', 'the authority of the certificate is not for code signing', 'leafPurpose');
  let lapsed: Lapse = { text: 'no authority is left', by: 'chainAtTime' };
  for (const authority of allowed) {
    const lapse = lapseOf(authority, leaf, times);
    if (lapse !== undefined) {
      lapsed = lapse;
      continue;
    }
    if (times.length > 0) trial.prove(`the certificate is issued by ${authority.chain[0].subject.words} and held when it was used`, 'chainAtTime');
    return authority;
  }
  return trial.refuse('CERTIFICATE_EXPIRED', lapsed.text, lapsed.by);
}

function lapseOf(authority: CertificateAuthority, leaf: Certificate, times: readonly TimeFact[]): Lapse | undefined {
  for (const time of times) {
    const at = Math.round(time.at * 1000);
    const said = (): string => `(${new Date(at).toISOString()}, by ${time.authority})`;
    if (at < leaf.notBefore || at > leaf.notAfter) return { text: `the certificate did not hold when the signature was made ${said()}`, by: 'chainAtTime' };
    const lapse = lapseAt(authority, at);
    if (lapse !== undefined) return { text: `${lapse.text} ${said()}`, by: lapse.by };
  }
  return undefined;
}

/** Source: sigstore architecture-docs `fulcio-spec.md`, certificate profile; RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12. */
function checkLeaf(trial: Trial, leaf: Certificate): void {
  const unknown = unknownCritical(leaf);
  if (unknown !== undefined) trial.refuse('CERTIFICATE_CHAIN_INVALID', `the critical extension ${unknown} is not understood`, 'chainBuilding');
  const signs = leaf.keyUsage?.has(0) === true;
  const purposes = leaf.extendedKeyUsage ?? [];
  if (leaf.authority.is || !signs || !purposes.includes(oids.codeSigning))
    trial.refuse('CERTIFICATE_CHAIN_INVALID', 'the certificate is not for signing code', 'leafPurpose');
}
