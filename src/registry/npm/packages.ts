import { limits } from '../../base/index.ts';
import { decodeBase64 } from '../../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { field, hop, listField, objectField, objectOf, textField, type Asker } from '../asking/index.ts';

/** A version of a package, by the word of the registry. */
export interface PackageVersion {
  readonly name: string;
  /** The version itself, where a tag such as `latest` was asked for. */
  readonly version: string;
  readonly tarball: string;
  /** Hexadecimal. */
  readonly sha512: string | undefined;
  /** As the registry writes it, where it is that one digest: what the registry signed holds it letter by letter. */
  readonly integrity: string | undefined;
  /** What the registry says are its own signatures. */
  readonly signatures: readonly RegistrySignature[];
}

/** Source: docs.npmjs.com, "About ECDSA registry signatures". */
export interface RegistrySignature {
  readonly keyId: string;
  readonly signature: Uint8Array;
}

type Sought<T> = Parsed<T> | { readonly kind: 'missing' };

/** Reads what a registry says of a version or tag. Takes its address, such as `https://registry.npmjs.org`. */
export async function readPackage(
  asker: Asker,
  { name, version }: { readonly name: string; readonly version: string },
  registry: string,
): Promise<Sought<PackageVersion>> {
  const host = new URL(registry).host;
  // The short form, as npm's own client asks for it.
  const accept = 'application/vnd.npm.install-v1+json, application/json;q=0.8';
  const found = await ask(asker, `${registry}/${nameInPath(name)}`, { accept, maxBytes: limits.maxEvidenceBytes });
  if (found.kind !== 'parsed') return found;
  const answer = objectOf(found.value.bytes);
  const versions = answer && objectField(answer, 'versions');
  if (answer === undefined || versions === undefined || textField(answer, 'name') !== name)
    return refused('SERVICE_MALFORMED', `${host}: the answer about ${name} is about something else`);
  const tags = objectField(answer, 'dist-tags');
  const own = field(versions, version) === undefined ? tags && textField(tags, version) : version;
  if (own === undefined) return { kind: 'missing' };
  const one = objectField(versions, own);
  const dist = one && objectField(one, 'dist');
  const address = dist && textField(dist, 'tarball');
  if (
    one === undefined ||
    dist === undefined ||
    address === undefined ||
    textField(one, 'name') !== name ||
    textField(one, 'version') !== own ||
    !/^\d[\w.+-]{0,255}$/.test(own)
  )
    return refused('SERVICE_MALFORMED', `${host}: what it says of ${name} ${own.slice(0, 100)} is of another form, or of another package`);
  const to = hop(address, new URL(found.value.url));
  if (to.kind === 'refused') return refused('SERVICE_MALFORMED', `${host}: the address of the tarball of ${name} ${to.why}`);
  const integrity = textField(dist, 'integrity');
  const sha512 = sha512Of(integrity);
  const isPlain = sha512 !== undefined && integrity === `sha512-${Buffer.from(sha512, 'hex').toString('base64')}`;
  return parsed({
    name,
    version: own,
    tarball: to.url.href,
    sha512,
    integrity: isPlain ? integrity : undefined,
    signatures: (listField(dist, 'signatures') ?? []).slice(0, maxSignatures).flatMap(signatureIn),
  });
}

const maxSignatures = 16;

function signatureIn(one: unknown): readonly RegistrySignature[] {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
  const { keyid, sig } = one as { readonly keyid?: unknown; readonly sig?: unknown };
  const signature = typeof sig === 'string' && sig.length < 1_000 ? decodeBase64(sig) : undefined;
  return signature === undefined || signature.length === 0 || typeof keyid !== 'string' ? [] : [{ keyId: keyid.slice(0, 200), signature }];
}

/** The attestations of a version, as `{attestations: [{predicateType, bundle}]}`; `missing` where there are none. */
export async function readAttestations(
  asker: Asker,
  { name, version }: { readonly name: string; readonly version: string },
  registry: string,
): Promise<Sought<Uint8Array>> {
  const found = await ask(asker, `${registry}/-/npm/v1/attestations/${nameInPath(name)}@${encodeURIComponent(version)}`, {
    accept: 'application/json',
    maxBytes: limits.maxEvidenceBytes,
  });
  if (found.kind !== 'parsed') return found;
  const answer = objectOf(found.value.bytes);
  if (answer === undefined || listField(answer, 'attestations') === undefined)
    return refused('SERVICE_MALFORMED', `${new URL(registry).host}: the list of attestations is none`);
  return parsed(found.value.bytes);
}

async function ask(
  asker: Asker,
  url: string,
  { accept, maxBytes }: { readonly accept: string; readonly maxBytes: number },
): Promise<Sought<{ readonly bytes: Uint8Array; readonly url: string }>> {
  const reply = await asker.ask({ url, headers: { accept }, maxBytes, redirects: 'within' });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 404) return { kind: 'missing' };
  if (reply.status === 401 || reply.status === 403) return refused('SERVICE_DENIED', `${new URL(url).host} does not show it to who asks`);
  return reply.status === 200 ? parsed(reply) : refused('SERVICE_FAILED', `${new URL(url).host} answered with status ${reply.status}`);
}

/** The slash of a scope is part of the name. */
function nameInPath(name: string): string {
  return encodeURIComponent(name).replace(/^%40/, '@');
}

/** The SHA-512 of an integrity text, which may list several digests. Source: W3C Subresource Integrity, section 3.5. */
function sha512Of(integrity: string | undefined): string | undefined {
  const all = (integrity ?? '').split(/\s+/).flatMap((one) => {
    const bytes = one.startsWith('sha512-') ? decodeBase64(one.slice('sha512-'.length).replace(/\?.*$/, '')) : undefined;
    return bytes?.length === 64 ? [Buffer.from(bytes).toString('hex')] : [];
  });
  return all.length === 1 ? all[0] : undefined;
}
