import { createAuthority, issueLeaf, type AuthorityChain, type LeafOptions } from '../ca/authority.ts';
import { extension } from '../ca/certificate.ts';
import { createCtLog } from '../ca/ct-log.ts';
import type { CertificateIdentity } from '../ca/identity.ts';
import { nullValue } from '../der/write.ts';
import { makeKey } from '../keys.ts';
import type { Sigstore } from '../sigstore.ts';
import type { SigningFault } from './faults.ts';

const minute = 60_000;

interface LeafRequest {
  readonly sigstore: Sigstore;
  readonly identity: CertificateIdentity;
  readonly spki: Uint8Array;
  readonly at: number;
  readonly has: (fault: SigningFault) => boolean;
}

/** What the leaf of a signature is made of, with what is to be wrong with it. */
export function leafWithFaults(request: LeafRequest): LeafOptions {
  const { sigstore, identity, spki, at, has } = request;
  const shift = has('expired-certificate') ? -30 * minute : has('certificate-not-yet-valid') ? 60 * minute : 0;
  const unlogged = sigstore.kind === 'github' || has('no-sct');
  const ctLog = has('sct-by-unknown-log')
    ? createCtLog({ key: makeKey({ seed: `${sigstore.seed} unknown ct log`, algorithm: 'p256' }), url: sigstore.urls.ctLog })
    : sigstore.ctLog;
  const spoilSct = spoilerOf(request);
  return {
    chain: chainOf(request),
    identity: {
      ...identity,
      ...(has('no-alternative-name') ? { san: { kind: 'uri', value: '' } } : {}),
      ...(has('conflicting-extensions') ? { extensions: { ...identity.extensions, 5: 'another/repository' } } : {}),
    },
    spki,
    at: at + shift,
    ctLogs: unlogged ? [] : [ctLog],
    ...(spoilSct === undefined ? {} : { spoilSct }),
    usage: has('leaf-for-servers') ? 'server-auth' : 'code-signing',
    asAuthority: has('leaf-is-authority'),
    moreExtensions: has('unknown-critical-extension') ? [extension('1.3.6.1.4.1.57264.9.9', nullValue(), 'critical')] : [],
  };
}

/** Timestamps that were promised to a certificate of nobody, or whose last byte is changed. */
function spoilerOf({ sigstore, identity, spki, at, has }: LeafRequest): LeafOptions['spoilSct'] {
  if (has('sct-of-another-certificate'))
    return () => {
      const kept: Uint8Array[] = [];
      issueLeaf({
        chain: sigstore.ca,
        identity: { ...identity, issuer: 'https://nobody.lab.test', extensions: { 8: 'https://nobody.lab.test' } },
        spki,
        at,
        ctLogs: [sigstore.ctLog],
        spoilSct: (sct) => {
          kept.push(sct);
          return sct;
        },
      });
      return kept[0] ?? new Uint8Array();
    };
  if (!has('forged-sct')) return undefined;
  return (sct) => {
    const copy = Buffer.from(sct);
    copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
    return copy;
  };
}

/** The authority itself, one that only looks like it, or a leaf of it that plays one. */
function chainOf({ sigstore, identity, at, has }: LeafRequest): AuthorityChain {
  const { ca, organization, since, until, seed } = sigstore;
  if (has('other-root')) return createAuthority({ seed: `${seed} another ca`, organization, notBefore: since, notAfter: until, purpose: 'code-signing' });
  if (!has('leaf-by-leaf')) return ca;
  const key = makeKey({ seed: `${seed} leaf that signs`, algorithm: 'p256' });
  const middle = issueLeaf({ chain: ca, identity, spki: key.spki, at, ctLogs: [sigstore.ctLog] });
  return { ...ca, name: {}, key, certificates: [middle, ca.certificates[1]] };
}
