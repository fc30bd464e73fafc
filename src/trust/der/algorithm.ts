import { constructed, DerFault, tag, type DerReader } from './reader.ts';
import { oid, smallInteger } from './values.ts';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** How a signature was made, as far as it is accepted. */
export type SignatureAlgorithm =
  | { readonly kind: 'ecdsa'; readonly hash: HashName }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'rsa-pkcs1'; readonly hash: HashName }
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  /** In CMS alone: the key's own algorithm, with the hash that the signer names beside it. */
  | { readonly kind: 'rsa-pkcs1-of-digest' }
  | { readonly kind: 'unsupported'; readonly oid: string };

const hashes = new Map<string, HashName>([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

const signatures = new Map<string, SignatureAlgorithm>([
  ['1.2.840.10045.4.3.2', { kind: 'ecdsa', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { kind: 'ecdsa', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { kind: 'ecdsa', hash: 'sha512' }],
  ['1.3.101.112', { kind: 'ed25519' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa-pkcs1', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa-pkcs1', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa-pkcs1', hash: 'sha512' }],
  ['1.2.840.113549.1.1.1', { kind: 'rsa-pkcs1-of-digest' }],
]);

const nullValue = 0x05;

/** The hash that an AlgorithmIdentifier names; undefined for one that is not accepted, SHA-1 with the rest. Source: RFC 5754 section 2. */
export function readHash(reader: DerReader): HashName | undefined {
  const parts = reader.sequence('a hash algorithm');
  const name = oid(parts.expect(tag.oid, 'the name of a hash algorithm'));
  readNull(parts);
  parts.end('a hash algorithm');
  return hashes.get(name);
}

/** Reads the AlgorithmIdentifier of a signature. Source: RFC 5758 section 3.2, RFC 8410 section 3, RFC 4055 sections 3 and 5. */
export function readSignatureAlgorithm(reader: DerReader): SignatureAlgorithm {
  const parts = reader.sequence('a signature algorithm');
  const name = oid(parts.expect(tag.oid, 'the name of a signature algorithm'));
  if (name === '1.2.840.113549.1.1.10') return readPss(parts);
  const found = signatures.get(name);
  if (found === undefined) return { kind: 'unsupported', oid: name };
  if (found.kind === 'rsa-pkcs1' || found.kind === 'rsa-pkcs1-of-digest') readNull(parts);
  parts.end('a signature algorithm');
  return found;
}

/** RSASSA-PSS with one hash for message and mask, which is all that anybody writes. */
function readPss(parts: DerReader): SignatureAlgorithm {
  const unsupported = { kind: 'unsupported', oid: '1.2.840.113549.1.1.10' } as const;
  if (!parts.more) return unsupported;
  const fields = parts.sequence('the parameters of RSASSA-PSS');
  parts.end('a signature algorithm');
  const first = fields.optional(constructed(0));
  const second = fields.optional(constructed(1));
  const salt = fields.optional(constructed(2));
  fields.end('the parameters of RSASSA-PSS');
  // What is left out stands for SHA-1.
  if (first === undefined || second === undefined || salt === undefined) return unsupported;
  const hashPart = fields.inside(first);
  const hash = readHash(hashPart);
  hashPart.end('the hash of RSASSA-PSS');
  const outer = fields.inside(second);
  const mask = outer.sequence('the mask of RSASSA-PSS');
  outer.end('the mask of RSASSA-PSS');
  if (oid(mask.expect(tag.oid, 'the mask of RSASSA-PSS')) !== '1.2.840.113549.1.1.8') return unsupported;
  const maskHash = readHash(mask);
  mask.end('the mask of RSASSA-PSS');
  const saltPart = fields.inside(salt);
  const saltLength = smallInteger(saltPart.expect(tag.integer, 'the salt of RSASSA-PSS'));
  saltPart.end('the salt of RSASSA-PSS');
  return hash === undefined || hash !== maskHash ? unsupported : { kind: 'rsa-pss', hash, saltLength };
}

function readNull(parts: DerReader): void {
  const value = parts.optional(nullValue);
  if (value !== undefined && value.content.length > 0) throw new DerFault('a null with content');
}
