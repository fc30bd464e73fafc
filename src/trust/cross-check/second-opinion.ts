import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { createPublicKey } from 'node:crypto';
import type { CertificateAuthority, LogAuthority, TrustedRoot, Validity } from '../roots/index.ts';

/** What is asked of @sigstore/verify: signature, certificate, logs and times. Identity and subject are not: it compares them in ways of its own. */
export interface Question {
  /** A bundle as parsed JSON. */
  readonly json: unknown;
  /** The artifact's bytes, for message signatures. */
  readonly artifact: Uint8Array | undefined;
  readonly root: TrustedRoot;
  /** The SubjectPublicKeyInfo for bundles that are signed with a key. */
  readonly key: Uint8Array | undefined;
}

export type Opinion = { readonly kind: 'accepts' } | { readonly kind: 'rejects'; readonly why: string };

/** What toTrustMaterial takes; keys of any kind pass as SubjectPublicKeyInfo under this one's number. */
type Roots = Parameters<typeof toTrustMaterial>[0];
type Material = ReturnType<typeof toTrustMaterial>;
const spkiDetails = 5;

const materials = new WeakMap<TrustedRoot, Material>();

/** Asks @sigstore/verify. Whatever it throws is a rejection: it crashes on some malformed bundles. */
export function secondOpinion({ json, artifact, root, key }: Question): Opinion {
  try {
    const bundle = bundleFromJSON(json);
    const material: Material = { ...materialOf(root), publicKey: () => keyOf(key) };
    const verifier = new Verifier(material, {
      tlogThreshold: root.logs.length > 0 ? 1 : 0,
      ctlogThreshold: root.ctLogs.length > 0 ? 1 : 0,
      timestampThreshold: 1,
    });
    verifier.verify(toSignedEntity(bundle, artifact === undefined ? undefined : Buffer.from(artifact)));
    return { kind: 'accepts' };
  } catch (error) {
    return { kind: 'rejects', why: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function keyOf(spki: Uint8Array | undefined): ReturnType<Material['publicKey']> {
  if (spki === undefined) throw new Error('no key was given');
  return { publicKey: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), validFor: () => true };
}

function materialOf(root: TrustedRoot): Material {
  const earlier = materials.get(root);
  if (earlier !== undefined) return earlier;
  const roots: Pick<Roots, 'mediaType' | 'tlogs' | 'ctlogs' | 'certificateAuthorities' | 'timestampAuthorities'> = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: root.logs.map(logOf),
    ctlogs: root.ctLogs.map(logOf),
    certificateAuthorities: root.authorities.map(authorityOf),
    timestampAuthorities: root.timestampAuthorities.map(authorityOf),
  };
  const material = toTrustMaterial(roots);
  materials.set(root, material);
  return material;
}

function logOf(log: LogAuthority): Roots['tlogs'][number] {
  return {
    baseUrl: log.baseUrl,
    hashAlgorithm: 1,
    publicKey: { rawBytes: Buffer.from(log.key.spki), keyDetails: spkiDetails, validFor: rangeOf(log.validFor) },
    logId: { keyId: Buffer.from(log.id) },
    checkpointKeyId: { keyId: Buffer.from(log.checkpointKeyId) },
    operator: log.operator,
  };
}

function authorityOf(authority: CertificateAuthority): Roots['certificateAuthorities'][number] {
  return {
    subject: undefined,
    uri: authority.uri,
    certChain: { certificates: authority.chain.map(({ der }) => ({ rawBytes: Buffer.from(der) })) },
    validFor: rangeOf(authority.validFor),
    operator: authority.operator,
  };
}

function rangeOf({ start, end }: Validity): { readonly start: Date; readonly end: Date | undefined } {
  return { start: new Date(start), end: end === undefined ? undefined : new Date(end) };
}
