import type { KeyObject } from 'node:crypto';
import { field, textField } from '../http/json.ts';
import { dsseV1, hashedRekordV1, hashedRekordV2, intotoV1, type EntryBody, type EnvelopeParts, type Verifier } from '../log/bodies.ts';
import type { HashName } from '../keys.ts';
import { publicKeyIn, signsDigest, signsEnvelope } from './signature.ts';

const hashNames: readonly string[] = ['sha256', 'sha384', 'sha512'];

/** What a client proposes to a log of version 1, as the entry that it becomes; a reason where the log refuses it. */
export function proposedEntry(proposal: unknown): EntryBody | string {
  const kind = `${textField(proposal, 'kind') ?? ''} ${textField(proposal, 'apiVersion') ?? ''}`;
  const spec = field(proposal, 'spec');
  if (kind === 'hashedrekord 0.0.1') return hashedRekord(spec);
  if (kind === 'dsse 0.0.1') {
    const verifiers = field(spec, 'proposedContent', 'verifiers');
    return enveloped(textField(spec, 'proposedContent', 'envelope'), Array.isArray(verifiers) ? verifiers[0] : undefined, dsseV1);
  }
  if (kind === 'intoto 0.0.1') return enveloped(textField(spec, 'content', 'envelope'), field(spec, 'publicKey'), intotoV1);
  return `entries of kind ${JSON.stringify(kind)} are not taken`;
}

function hashedRekord(spec: unknown): EntryBody | string {
  const hash = textField(spec, 'data', 'hash', 'algorithm') ?? '';
  const digest = Buffer.from(textField(spec, 'data', 'hash', 'value') ?? '', 'hex');
  const signature = Buffer.from(textField(spec, 'signature', 'content') ?? '', 'base64');
  const verifier = verifierIn(field(spec, 'signature', 'publicKey', 'content'));
  if (verifier === undefined || !isHash(hash)) return 'the key or the hash cannot be read';
  return signsDigest(verifier.key, { hash, digest, signature })
    ? hashedRekordV1({ hash, digest, signature, verifier })
    : 'the signature is not over the digest';
}

function enveloped(text: string | undefined, publicKey: unknown, make: (envelope: EnvelopeParts, verifier: Verifier) => EntryBody): EntryBody | string {
  const verifier = verifierIn(publicKey);
  const parts = text === undefined ? undefined : envelopeIn(text);
  if (verifier === undefined || parts === undefined) return 'the key or the envelope cannot be read';
  const sound = parts.signatures.length > 0 && parts.signatures.every((signature) => signsEnvelope(verifier.key, { ...parts, signature }));
  return sound ? make(parts, verifier) : 'a signature is not over the envelope';
}

function envelopeIn(text: string): EnvelopeParts | undefined {
  try {
    const envelope = JSON.parse(text) as unknown;
    const signatures = field(envelope, 'signatures');
    return {
      text,
      payloadType: textField(envelope, 'payloadType') ?? '',
      payload: Buffer.from(textField(envelope, 'payload') ?? '', 'base64'),
      signatures: Array.isArray(signatures) ? signatures.map((one) => Buffer.from(textField(one, 'sig') ?? '', 'base64')) : [],
    };
  } catch {
    return undefined;
  }
}

/** A key or certificate as entries of version 1 hold it: PEM in base64. */
function verifierIn(content: unknown): (Verifier & { readonly key: KeyObject }) | undefined {
  const pem = Buffer.from(typeof content === 'string' ? content : '', 'base64').toString();
  const key = publicKeyIn(Buffer.from(pem));
  if (key === undefined) return undefined;
  const kind = pem.includes('CERTIFICATE') ? 'certificate' : 'key';
  return { kind, key, pem, der: Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'), keyDetails: '' };
}

function isHash(name: string): name is HashName {
  return hashNames.includes(name);
}

const hashesOfKeys: readonly (readonly [string, HashName])[] = [
  ['PKIX_ECDSA_P256_SHA_256', 'sha256'],
  ['PKIX_ECDSA_P384_SHA_384', 'sha384'],
  ['PKIX_ECDSA_P521_SHA_512', 'sha512'],
  ['PKIX_ED25519_PH', 'sha512'],
  ['PKIX_RSA_PKCS1V15_2048_SHA256', 'sha256'],
  ['PKIX_RSA_PKCS1V15_3072_SHA256', 'sha256'],
  ['PKIX_RSA_PKCS1V15_4096_SHA256', 'sha256'],
];

/** The same for a log of version 2, which takes one kind of entry alone. */
export function requestedEntry(request: unknown): EntryBody | string {
  const asked = field(request, 'hashedRekordRequestV002');
  const verifier = field(asked, 'signature', 'verifier');
  const certificate = textField(verifier, 'x509Certificate', 'rawBytes');
  const der = Buffer.from(certificate ?? textField(verifier, 'publicKey', 'rawBytes') ?? '', 'base64');
  const keyDetails = textField(verifier, 'keyDetails') ?? '';
  const hash = hashesOfKeys.find(([name]) => name === keyDetails)?.[1];
  const key = publicKeyIn(der);
  if (key === undefined) return 'invalid type, must be hashedrekord with a key or a certificate';
  if (hash === undefined) return `keys of kind ${JSON.stringify(keyDetails)} are not taken`;
  const digest = Buffer.from(textField(asked, 'digest') ?? '', 'base64');
  const signature = Buffer.from(textField(asked, 'signature', 'content') ?? '', 'base64');
  if (!signsDigest(key, { hash, digest, signature })) return 'the signature is not over the digest';
  return hashedRekordV2({ hash, digest, signature, verifier: { kind: certificate === undefined ? 'key' : 'certificate', der, pem: '', keyDetails } });
}
