import { SealwrightError } from '../../base/index.ts';
import type { IdentityToken } from '../ambient/index.ts';
import type { Caller } from '../calling/index.ts';
import { pemBlocks, readCertificate, readFulcioFields, type Certificate, pemOf } from '../der/index.ts';
import { encodeBase64, isJsonObject, parseJson, type JsonValue } from '../json/index.ts';
import type { Service } from './signing-config.ts';
import type { SignerWho } from './signer.ts';
import type { SigningKey } from './signing-key.ts';

/** A certificate for a key, and whom it names. */
export interface Certified {
  readonly leaf: Certificate;
  readonly who: Extract<SignerWho, { readonly kind: 'certificate' }>;
}

/**
 * Asks a certificate authority for a certificate of a key, and holds it against the key and the token. Throws
 * TOKEN_UNUSABLE, SIGNING_SERVICE_FAILED. Source: sigstore/fulcio `fulcio.proto`, `docs/how-certificate-issuing-works.md`.
 */
export async function certify(
  key: SigningKey,
  { token, service, caller }: { readonly token: IdentityToken; readonly service: Service; readonly caller: Caller },
): Promise<Certified> {
  const proof = await key.sign({ kind: 'bytes', bytes: new TextEncoder().encode(subjectOf(token)) });
  const request = {
    credentials: { oidcIdentityToken: token.token },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: pemOf('PUBLIC KEY', key.publicKey.spki) },
      proofOfPossession: encodeBase64(proof),
    },
  };
  const { bytes } = await caller.call({
    service: 'Fulcio',
    method: 'POST',
    url: `${service.url.replace(/\/$/, '')}/api/v2/signingCert`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(request)),
    expects: [200, 201],
    hint: 'does this authority know the issuer of the identity token?',
  });
  const wrong = (what: string): SealwrightError =>
    new SealwrightError('SIGNING_SERVICE_FAILED', {
      message: `Fulcio (${new URL(service.url).host}): ${what}`,
      hint: 'nothing was written, and it is safe to run again; if it stays so, ask who runs it',
    });
  const json = parseJson(bytes);
  const first = json.kind === 'parsed' ? firstOf(json.value) : undefined;
  const pem = first === undefined ? undefined : pemBlocks(first);
  const leaf = pem?.kind === 'parsed' ? readCertificate(pem.value[0].der) : undefined;
  if (leaf?.kind !== 'parsed') throw wrong('the answer holds no certificate that can be read');
  // A certificate for another key would sign nothing of ours.
  if (Buffer.compare(leaf.value.spki, key.publicKey.spki) !== 0) throw wrong('the certificate is for another key than the one that was sent');
  const fields = readFulcioFields(leaf.value);
  if (fields.kind === 'refused') throw wrong(`the certificate cannot be read: ${fields.reason.message}`);
  const issuer = fields.value.issuer;
  if (issuer === undefined || !issuersOf(token).includes(issuer)) throw wrong('the certificate names another issuer than the identity token');
  const [name, ...others] = leaf.value.alternativeNames;
  if (name === undefined || name.kind === 'unread' || others.length > 0) throw wrong('the certificate does not have one name that can be read');
  const odd = agreements.find((one) => !agrees(one, fields.value, token.claims));
  if (odd !== undefined) throw wrong(`the certificate names another ${odd.what} than the identity token`);
  const email = token.claims['email'];
  if (typeof email === 'string' && name.text !== email) throw wrong('the certificate names another address than the identity token');
  return { leaf: leaf.value, who: { kind: 'certificate', identity: name.text, issuer, extensions: fields.value, claims: token.claims } };
}

type FulcioFields = Certified['who']['extensions'];

interface Agreement {
  readonly what: string;
  readonly field: keyof FulcioFields;
  readonly claim: string;
  /** An address that ends in the claim, whose beginning is the service's. */
  readonly as: 'the same' | 'address';
}

/** What a certificate takes from a token, where both say it. Source: sigstore/fulcio `docs/oid-info.md`, `config/identity/config.yaml`. */
const agreements: readonly Agreement[] = [
  { what: 'subject', field: 'tokenSubject', claim: 'sub', as: 'the same' },
  { what: 'workflow', field: 'buildSignerUri', claim: 'job_workflow_ref', as: 'address' },
  { what: 'repository', field: 'sourceRepositoryUri', claim: 'repository', as: 'address' },
  { what: 'commit', field: 'sourceRepositoryDigest', claim: 'sha', as: 'the same' },
];

function agrees({ field, claim, as }: Agreement, fields: FulcioFields, claims: IdentityToken['claims']): boolean {
  const [stated, told] = [fields[field], claims[claim]];
  if (stated === undefined || typeof told !== 'string') return true;
  return as === 'address' ? stated.endsWith(`/${told}`) : stated === told;
}

/** What the key signs to prove that it is there: the address of a person, else the subject. Source: sigstore/fulcio `docs/how-certificate-issuing-works.md`. */
function subjectOf(token: IdentityToken): string {
  const { email, email_verified: verified, sub } = token.claims;
  const unusable = (message: string): SealwrightError => new SealwrightError('TOKEN_UNUSABLE', { message, hint: 'ask its issuer for another' });
  if (typeof email === 'string' && email !== '') {
    if (verified !== true && verified !== 'true') throw unusable('the address in the identity token is not verified by its issuer');
    return email;
  }
  if (typeof sub !== 'string' || sub === '') throw unusable('the identity token names no subject');
  return sub;
}

/** Whom the certificate may name: the issuer, or the one that it spoke for. Source: sigstore/fulcio `pkg/oauthflow`, `federated_claims`. */
function issuersOf({ claims }: IdentityToken): readonly unknown[] {
  const federated = claims['federated_claims'];
  return [claims['iss'], ...(isJsonObject(federated as JsonValue) ? [(federated as Readonly<Record<string, unknown>>)['connector_id']] : [])];
}

/** The first certificate of an answer. Where no certificate log is in it, the authority answers under the other name; whether one has to be is the root's to say. */
function firstOf(value: JsonValue): string | undefined {
  const answer = isJsonObject(value) ? (value['signedCertificateEmbeddedSct'] ?? value['signedCertificateDetachedSct']) : undefined;
  const chain = isJsonObject(answer) ? answer['chain'] : undefined;
  const certificates = isJsonObject(chain) ? chain['certificates'] : undefined;
  const first = Array.isArray(certificates) ? (certificates[0] as JsonValue) : undefined;
  return typeof first === 'string' ? (first.endsWith('\n') ? first : `${first}\n`) : undefined;
}
