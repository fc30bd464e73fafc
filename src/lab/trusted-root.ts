import { base64 } from './canonical.ts';
import type { LabKey } from './keys.ts';
import type { Sigstore } from './sigstore.ts';

interface TimeRange {
  readonly start: string;
  readonly end?: string;
}

/** A trusted root as JSON. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`. */
export interface TrustedRootJson {
  readonly mediaType: string;
  readonly tlogs: readonly LogInstance[];
  readonly certificateAuthorities: readonly AuthorityInstance[];
  readonly ctlogs: readonly LogInstance[];
  readonly timestampAuthorities: readonly AuthorityInstance[];
}

export interface LogInstance {
  readonly baseUrl: string;
  readonly hashAlgorithm: string;
  readonly publicKey: { readonly rawBytes: string; readonly keyDetails: string; readonly validFor: TimeRange };
  readonly logId: { readonly keyId: string };
}

export interface AuthorityInstance {
  readonly subject: { readonly organization: string; readonly commonName: string };
  readonly uri: string;
  readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] };
  readonly validFor: TimeRange;
}

/** Whom a verifier is to believe for this instance. */
export function trustedRootOf(sigstore: Sigstore): TrustedRootJson {
  const { ca, tsa, ctLog, organization, since } = sigstore;
  const validFor = { start: new Date(since).toISOString().replace('.000Z', 'Z') };
  const log = (of: { readonly url: string; readonly key: LabKey; readonly keyId: Uint8Array }): LogInstance => ({
    baseUrl: of.url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(of.key.spki), keyDetails: of.key.keyDetails, validFor },
    logId: { keyId: base64(of.keyId) },
  });
  const authority = (uri: string, certificates: readonly Uint8Array[]): AuthorityInstance => ({
    subject: { organization, commonName: organization },
    uri,
    certChain: { certificates: certificates.map((der) => ({ rawBytes: base64(der) })) },
    validFor,
  });
  const logged = sigstore.kind === 'public';
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: logged ? [log(sigstore.rekorV1), log(sigstore.rekorV2)] : [],
    certificateAuthorities: [authority(sigstore.urls.fulcio, ca.certificates)],
    ctlogs: logged ? [log({ ...ctLog, keyId: ctLog.id })] : [],
    timestampAuthorities: [authority(tsa.url, tsa.certificates)],
  };
}

interface ServiceJson {
  readonly url: string;
  readonly majorApiVersion: number;
  readonly validFor: TimeRange;
  readonly operator: string;
}

/** Where a signer is to go. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, SigningConfig v0.2. */
export interface SigningConfigJson {
  readonly mediaType: string;
  readonly caUrls: readonly ServiceJson[];
  readonly oidcUrls: readonly ServiceJson[];
  readonly rekorTlogUrls: readonly ServiceJson[];
  readonly tsaUrls: readonly ServiceJson[];
  readonly rekorTlogConfig: { readonly selector: 'ANY' };
  readonly tsaConfig: { readonly selector: 'ANY' };
}

/** The signing config of an instance, with one of its logs. */
export function signingConfigOf(sigstore: Sigstore, options: { readonly log: 'v1' | 'v2' } = { log: 'v2' }): SigningConfigJson {
  const { urls } = sigstore;
  const validFor = { start: new Date(sigstore.since).toISOString().replace('.000Z', 'Z') };
  const service = (url: string, majorApiVersion: number): ServiceJson => ({ url, majorApiVersion, validFor, operator: 'lab.test' });
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(urls.fulcio, 1)],
    oidcUrls: [service(urls.oidc, 1)],
    rekorTlogUrls: sigstore.kind === 'github' ? [] : [options.log === 'v2' ? service(urls.rekorV2, 2) : service(urls.rekorV1, 1)],
    tsaUrls: [service(urls.tsa, 1)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  };
}

/** Both in one file. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, ClientTrustConfig. */
export function clientTrustConfigOf(sigstore: Sigstore, options: { readonly log: 'v1' | 'v2' } = { log: 'v2' }): object {
  return {
    mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
    trustedRoot: trustedRootOf(sigstore),
    signingConfig: signingConfigOf(sigstore, options),
  };
}
