import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { issueLeaf } from '../ca/authority.ts';
import { identityOfClaims, type CertificateIdentity } from '../ca/identity.ts';
import { pemOf } from '../canonical.ts';
import { readSequence } from '../der/read.ts';
import { jsonOf, textField } from '../http/json.ts';
import type { Exchange, Handler } from '../http/server.ts';
import type { Reply } from '../http/reply.ts';
import type { Sigstore } from '../sigstore.ts';
import type { Claims } from './token.ts';

/** A certificate authority that asks for an identity token and for proof of the key. Source: sigstore/fulcio `fulcio.proto`, `docs/how-certificate-issuing-works.md`. */
export function fulcioHandler(options: { readonly sigstore: () => Sigstore; readonly readToken: (token: string) => Claims | string }): Handler {
  const chainPems = (): readonly string[] => options.sigstore().ca.certificates.map((der) => pemOf('CERTIFICATE', der));
  return (exchange) => {
    const { method, path } = exchange;
    if (method === 'GET' && path === '/api/v2/trustBundle') return { status: 200, body: { chains: [{ certificates: chainPems() }] } };
    if (method === 'GET' && path === '/api/v1/rootCert')
      return { status: 200, headers: { 'content-type': 'application/pem-certificate-chain' }, body: chainPems().join('') };
    if (method === 'POST' && path === '/api/v2/signingCert') return issue(exchange, { ...options, generation: 'v2' });
    if (method === 'POST' && path === '/api/v1/signingCert') return issue(exchange, { ...options, generation: 'v1' });
    return { status: 404, body: { code: 5, message: 'Not Found' } };
  };
}

interface IssueOptions {
  readonly sigstore: () => Sigstore;
  readonly readToken: (token: string) => Claims | string;
  readonly generation: 'v1' | 'v2';
}

function issue(exchange: Exchange, options: IssueOptions): Reply {
  const { generation } = options;
  const request = jsonOf(exchange);
  const token = textField(request, 'credentials', 'oidcIdentityToken') ?? (exchange.header('authorization') ?? '').replace(/^bearer /i, '');
  const claims = options.readToken(token);
  if (typeof claims === 'string') return refusal(401, claims);
  const subject = claimedSubject(claims);
  const key = provenKey(request, { generation, subject });
  if (typeof key === 'string') return refusal(400, key);
  const sigstore = options.sigstore();
  const leaf = issueLeaf({
    chain: sigstore.ca,
    identity: identityOf(claims),
    spki: key.export({ format: 'der', type: 'spki' }),
    at: Math.floor(sigstore.clock.now() / 1000) * 1000,
    ctLogs: sigstore.kind === 'public' ? [sigstore.ctLog] : [],
  });
  const pems = [leaf, ...sigstore.ca.certificates].map((der) => pemOf('CERTIFICATE', der));
  if (generation === 'v1') return { status: 201, headers: { 'content-type': 'application/pem-certificate-chain' }, body: pems.join('') };
  const chain = { certificates: pems };
  // Without a log of certificates there is no promise to embed. Source: sigstore/fulcio `pkg/server/grpc_server.go`.
  if (sigstore.kind === 'github') return { status: 200, body: { signedCertificateDetachedSct: { chain, signedCertificateTimestamp: '' } } };
  return { status: 200, body: { signedCertificateEmbeddedSct: { chain } } };
}

function refusal(status: number, message: string): Reply {
  return { status, body: { code: status === 401 ? 16 : 3, message } };
}

/** What a signer signs to prove that it has the key: the email where there is one. */
function claimedSubject(claims: Claims): string {
  const email = claims['email'];
  return typeof email === 'string' ? email : String(claims['sub'] ?? '');
}

function identityOf(claims: Claims): CertificateIdentity {
  const issuer = String(claims['iss']);
  const email = claims['email'];
  if (typeof email === 'string')
    return { san: { kind: 'email', value: email }, issuer, extensions: { 1: issuer, 8: issuer, 24: String(claims['sub'] ?? email) } };
  return identityOfClaims(Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])));
}

/** The key of a request, when the request proves that its sender has it. */
function provenKey(request: unknown, options: { readonly generation: 'v1' | 'v2'; readonly subject: string }): KeyObject | string {
  const csr = textField(request, 'certificateSigningRequest');
  if (csr !== undefined) return keyOfRequest(Buffer.from(csr, 'base64').toString());
  const v2 = options.generation === 'v2';
  const content = v2 ? textField(request, 'publicKeyRequest', 'publicKey', 'content') : textField(request, 'publicKey', 'content');
  const proof = v2 ? textField(request, 'publicKeyRequest', 'proofOfPossession') : textField(request, 'signedEmailAddress');
  if (content === undefined || proof === undefined) return 'the request has neither a signing request nor a key with its proof';
  const key = keyFrom(content);
  if (key === undefined) return 'the key cannot be read';
  const sound = verify(hashFor(key), Buffer.from(options.subject), key, Buffer.from(proof, 'base64'));
  return sound ? key : 'the proof of possession is wrong';
}

function keyFrom(content: string): KeyObject | undefined {
  const pem = content.startsWith('-----') ? content : Buffer.from(content, 'base64').toString();
  try {
    return pem.startsWith('-----') ? createPublicKey(pem) : createPublicKey({ key: Buffer.from(content, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Source: RFC 2986 section 4. */
function keyOfRequest(pem: string): KeyObject | string {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const [info, , signature] = readSequence(der) ?? [];
  const spki = readSequence(info?.whole)?.[2];
  if (info === undefined || spki === undefined || signature?.tag !== 0x03) return 'the signing request cannot be read';
  try {
    const key = createPublicKey({ key: Buffer.from(spki.whole), format: 'der', type: 'spki' });
    return verify(hashFor(key), info.whole, key, signature.content.subarray(1)) ? key : 'the signature of the signing request is wrong';
  } catch {
    return 'the key of the signing request cannot be read';
  }
}

function hashFor(key: KeyObject): string | null {
  if (key.asymmetricKeyType === 'ed25519') return null;
  return { secp384r1: 'sha384', secp521r1: 'sha512' }[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'sha256';
}
