import { readCertificate, readPkcs1Key, readPublicKey, type Certificate, type PublicKey, type SignatureAlgorithm } from '../der/index.ts';
import type { Parsed } from '../reason/index.ts';
import { bytesOf, fieldsOf, listOf, RootFault, textOf, validityOf } from './fields.ts';
import type { CertificateAuthority, LogAuthority } from './trusted-root.ts';

interface KeyKind {
  readonly wrapped: 'spki' | 'pkcs1';
  readonly type: 'ecdsa' | 'ed25519' | 'rsa';
  readonly algorithm: SignatureAlgorithm;
}

const ecdsa = (hash: 'sha256' | 'sha384' | 'sha512'): KeyKind => ({ wrapped: 'spki', type: 'ecdsa', algorithm: { kind: 'ecdsa', hash } });
const rsa = (wrapped: 'spki' | 'pkcs1'): KeyKind => ({ wrapped, type: 'rsa', algorithm: { kind: 'rsa-pkcs1', hash: 'sha256' } });
const pss: KeyKind = { wrapped: 'spki', type: 'rsa', algorithm: { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 } };

/** Source: sigstore/protobuf-specs `sigstore_common.proto`, PublicKeyDetails. */
const keyKinds = new Map<string, KeyKind>([
  ['PKCS1_RSA_PKCS1V5', rsa('pkcs1')],
  ['PKIX_RSA_PKCS1V5', rsa('spki')],
  ['PKIX_RSA_PKCS1V15_2048_SHA256', rsa('spki')],
  ['PKIX_RSA_PKCS1V15_3072_SHA256', rsa('spki')],
  ['PKIX_RSA_PKCS1V15_4096_SHA256', rsa('spki')],
  ['PKIX_RSA_PSS_2048_SHA256', pss],
  ['PKIX_RSA_PSS_3072_SHA256', pss],
  ['PKIX_RSA_PSS_4096_SHA256', pss],
  ['PKIX_ECDSA_P256_SHA_256', ecdsa('sha256')],
  ['PKIX_ECDSA_P384_SHA_384', ecdsa('sha384')],
  ['PKIX_ECDSA_P384_SHA_256', ecdsa('sha256')],
  ['PKIX_ECDSA_P521_SHA_512', ecdsa('sha512')],
  ['PKIX_ECDSA_P521_SHA_256', ecdsa('sha256')],
  ['PKIX_ED25519', { wrapped: 'spki', type: 'ed25519', algorithm: { kind: 'ed25519' } }],
]);

const maxChain = 8;

/** Reads a TransparencyLogInstance; undefined for one whose key is of a kind that is not read. */
export function readLog(value: unknown, where: string): LogAuthority | undefined {
  const fields = fieldsOf(value, where);
  const baseUrl = textOf(fields['baseUrl'], `${where}.baseUrl`);
  const keyFields = fieldsOf(fields['publicKey'], `${where}.publicKey`);
  const validFor = validityOf(keyFields['validFor'], `${where}.publicKey.validFor`);
  const raw = bytesOf(keyFields['rawBytes'], `${where}.publicKey.rawBytes`);
  const id = bytesOf(fieldsOf(fields['logId'], `${where}.logId`)['keyId'], `${where}.logId.keyId`);
  const kind = keyKinds.get(textOf(keyFields['keyDetails'], `${where}.publicKey.keyDetails`));
  if (kind === undefined || textOf(fields['hashAlgorithm'], `${where}.hashAlgorithm`) !== 'SHA2_256') return undefined;
  const key: PublicKey = take(kind.wrapped === 'spki' ? readPublicKey(raw) : readPkcs1Key(raw), `${where}.publicKey`);
  if (key.type.kind !== kind.type) throw new RootFault(`${where}.publicKey is not of the kind that it says`);
  const checkpoint = fields['checkpointKeyId'];
  const checkpointKeyId = checkpoint === undefined ? id : bytesOf(fieldsOf(checkpoint, `${where}.checkpointKeyId`)['keyId'], `${where}.checkpointKeyId.keyId`);
  if (id.length < 4 || checkpointKeyId.length < 4) throw new RootFault(`${where}.logId is too short`);
  return {
    baseUrl,
    names: namesOf(baseUrl),
    id,
    checkpointKeyId,
    key,
    algorithm: kind.algorithm,
    validFor,
    operator: operatorOf(fields['operator'], baseUrl, where),
  };
}

/** Reads a CertificateAuthority. */
export function readAuthority(value: unknown, where: string): CertificateAuthority {
  const fields = fieldsOf(value, where);
  const validFor = validityOf(fields['validFor'], `${where}.validFor`);
  const certificates = listOf(fieldsOf(fields['certChain'], `${where}.certChain`)['certificates'], `${where}.certChain.certificates`, maxChain);
  const chain = certificates.map((one, index): Certificate => {
    const place = `${where}.certChain.certificates[${index}]`;
    return take(readCertificate(bytesOf(fieldsOf(one, place)['rawBytes'], place)), place);
  });
  const [first, ...rest] = chain;
  if (first === undefined) throw new RootFault(`${where} has no certificate`);
  const uri = typeof fields['uri'] === 'string' && fields['uri'] !== '' ? fields['uri'] : first.subject.words;
  return { uri, operator: operatorOf(fields['operator'], uri, where), validFor, chain: [first, ...rest] };
}

/** The names are compared as a whole, never looked for within an address. */
function namesOf(baseUrl: string): readonly string[] {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    return [baseUrl];
  }
  const bare = baseUrl.slice(baseUrl.indexOf('//') + 2).replace(/\/$/, '');
  return [...new Set([url.hostname, url.host, bare])].filter((name) => name !== '');
}

/**
 * Without a name the operator is taken from the host's last two labels: two logs below one domain are then one operator,
 * which can only make a threshold harder to reach.
 */
function operatorOf(value: unknown, address: string, where: string): string {
  if (value !== undefined && value !== '') return textOf(value, `${where}.operator`);
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:]+)/i.exec(address)?.[1] ?? address;
  return /^[\d.]+$/.test(host) ? host : host.split('.').slice(-2).join('.').toLowerCase();
}

function take<T>(read: Parsed<T>, where: string): T {
  if (read.kind === 'refused') throw new RootFault(`${where}: ${read.reason.message}`);
  return read.value;
}
