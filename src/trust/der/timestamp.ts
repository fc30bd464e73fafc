import { limits } from '../../base/index.ts';
import type { Parsed } from '../reason/index.ts';
import { readHash, readSignatureAlgorithm, type HashName, type SignatureAlgorithm } from './algorithm.ts';
import { guarded } from './key.ts';
import { constructed, DerFault, DerReader, primitive, tag, type DerValue } from './reader.ts';
import { boolean, integerBytes, oid, smallInteger, time } from './values.ts';

/** A time-stamp token with nothing of it believed. Source: RFC 3161 section 2.4.2, RFC 5652 section 5. */
export interface Timestamp {
  /** The TSTInfo bytes, which the signed attributes name by digest. */
  readonly info: Uint8Array;
  readonly imprint: { readonly hash: HashName | undefined; readonly value: Uint8Array };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly policy: string;
  readonly signer: TimestampSigner;
  /** DER of the certificates that came along; hints alone. */
  readonly certificates: readonly Uint8Array[];
}

export interface TimestampSigner {
  readonly id:
    | { readonly kind: 'issuer-and-serial'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
    | { readonly kind: 'key-id'; readonly keyId: Uint8Array };
  readonly digest: HashName | undefined;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** The signed attributes as they are signed: with the tag of a SET. */
  readonly signedBytes: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  /** The digest of the signing certificate that the signer vouches for (ESSCertID); undefined where it does not. */
  readonly certificateDigest: { readonly hash: HashName | 'sha1' | undefined; readonly value: Uint8Array } | undefined;
}

const signedData = '1.2.840.113549.1.7.2';
export const timestampInfo = '1.2.840.113549.1.9.16.1.4';
const maxCertificates = 16;

/** Reads a TimeStampResp that grants a token. */
export function readTimestamp(der: Uint8Array): Parsed<Timestamp> {
  return guarded(() => {
    if (der.length > limits.maxTimestampBytes) throw new DerFault(`a timestamp of ${der.length} bytes`);
    const outer = new DerReader(der);
    const response = outer.sequence('a timestamp response');
    outer.end('a timestamp response');
    const status = response.sequence('the status of a timestamp response');
    const code = smallInteger(status.expect(tag.integer, 'the status of a timestamp response'));
    // Source: RFC 3161 section 2.4.2: 0 granted, 1 granted with modifications; a token is there with no other.
    if (code > 1) throw new DerFault(`a timestamp response that grants nothing (status ${code})`);
    status.optional(tag.sequence);
    status.optional(tag.bitString);
    status.end('the status of a timestamp response');
    const token = response.sequence('a timestamp token');
    response.end('a timestamp response');
    if (oid(token.expect(tag.oid, 'the type of a timestamp token')) !== signedData) throw new DerFault('a timestamp token that is not signed data');
    const wrapped = token.expect(constructed(0), 'a timestamp token');
    token.end('a timestamp token');
    const inside = token.inside(wrapped);
    const data = inside.sequence('signed data');
    inside.end('signed data');
    return readSignedData(data);
  });
}

/** Source: RFC 5652 section 5.1. */
function readSignedData(data: DerReader): Timestamp {
  const version = smallInteger(data.expect(tag.integer, 'the version of signed data'));
  // Source: RFC 5652 section 5.1: version 3 where the content is of another type than data, as it is here.
  if (version !== 3) throw new DerFault(`signed data of version ${version}`);
  const digests = data.inside(data.expect(tag.set, 'the digest algorithms'));
  const named: (HashName | undefined)[] = [];
  while (digests.more) named.push(readHash(digests));
  const content = data.sequence('the content of signed data');
  if (oid(content.expect(tag.oid, 'the type of the content')) !== timestampInfo) throw new DerFault('signed data that holds no timestamp');
  const explicit = content.expect(constructed(0), 'the content of signed data');
  content.end('the content of signed data');
  const wrapped = content.inside(explicit);
  const info = wrapped.expect(tag.octetString, 'the content of signed data');
  wrapped.end('the content of signed data');
  const certificates = readCertificates(data, data.optional(constructed(0)));
  data.optional(constructed(1));
  const signers = data.inside(data.expect(tag.set, 'the signers'));
  const signer = readSigner(signers.sequence('a signer'));
  // Source: RFC 3161 section 2.4.2: the token contains no signature but the authority's.
  signers.end('the one signer of a timestamp');
  data.end('signed data');
  // Source: RFC 5652 section 5.1: the signer's is among them.
  if (!named.includes(signer.digest)) throw new DerFault('a timestamp that does not announce the digest of its signer');
  return { info: info.content, ...readInfo(data.wrapped(info)), signer, certificates };
}

/** TSTInfo. Source: RFC 3161 section 2.4.2. */
function readInfo(outer: DerReader): Pick<Timestamp, 'imprint' | 'at' | 'policy'> {
  const info = outer.sequence('what was timestamped');
  outer.end('what was timestamped');
  const version = smallInteger(info.expect(tag.integer, 'the version of a timestamp'));
  if (version !== 1) throw new DerFault(`a timestamp of version ${version}`);
  const policy = oid(info.expect(tag.oid, 'the policy of a timestamp'));
  const print = info.sequence('the imprint');
  const imprint = { hash: readHash(print), value: print.expect(tag.octetString, 'the imprint').content };
  print.end('the imprint');
  integerBytes(info.expect(tag.integer, 'the serial number of a timestamp'));
  const at = time(info.expect(tag.generalizedTime, 'the time'), { fractions: 'read' });
  info.optional(tag.sequence);
  const ordering = info.optional(tag.boolean);
  if (ordering !== undefined) boolean(ordering);
  const nonce = info.optional(tag.integer);
  if (nonce !== undefined) integerBytes(nonce);
  info.optional(constructed(0));
  if (info.optional(constructed(1)) !== undefined) throw new DerFault('a timestamp with extensions');
  info.end('what was timestamped');
  return { policy, imprint, at };
}

function readCertificates(data: DerReader, value: DerValue | undefined): readonly Uint8Array[] {
  if (value === undefined) return [];
  const list = data.inside(value);
  const found: Uint8Array[] = [];
  while (list.more) {
    if (found.length >= maxCertificates) throw new DerFault('a timestamp with more certificates than are read');
    found.push(list.expect(tag.sequence, 'a certificate of a timestamp').whole);
  }
  return found;
}

/** SignerInfo. Source: RFC 5652 section 5.3; signed attributes must be there, as the content is not of type data. */
function readSigner(signer: DerReader): TimestampSigner {
  const version = smallInteger(signer.expect(tag.integer, 'the version of a signer'));
  const keyId = signer.optional(primitive(0));
  const id: TimestampSigner['id'] = keyId === undefined ? readIssuerAndSerial(signer) : { kind: 'key-id', keyId: keyId.content };
  if (version !== (keyId === undefined ? 1 : 3)) throw new DerFault(`a signer of version ${version}`);
  const digest = readHash(signer);
  const attributes = signer.expect(constructed(0), 'the signed attributes');
  const signedBytes = Uint8Array.from(attributes.whole);
  signedBytes[0] = tag.set;
  const algorithm = readSignatureAlgorithm(signer);
  const signature = signer.expect(tag.octetString, 'the signature of a timestamp').content;
  // They are not signed, so they could say anything.
  if (signer.more) throw new DerFault('a timestamp with attributes that are not signed');
  return { id, digest, algorithm, signature, signedBytes, ...readAttributes(signer.inside(attributes)) };
}

function readIssuerAndSerial(signer: DerReader): TimestampSigner['id'] {
  const parts = signer.sequence('the certificate of a signer');
  const issuer = parts.expect(tag.sequence, 'the issuer of a signer').whole;
  const serial = integerBytes(parts.expect(tag.integer, 'the serial number of a signer'));
  parts.end('the certificate of a signer');
  return { kind: 'issuer-and-serial', issuer, serial };
}

type Attributes = Pick<TimestampSigner, 'contentType' | 'messageDigest' | 'certificateDigest'>;

/** Source: RFC 5652 section 11, RFC 2634 section 5.4 and RFC 5035 section 3 for the signing certificate. */
function readAttributes(list: DerReader): Attributes {
  const values = new Map<string, DerReader>();
  while (list.more) {
    const one = list.sequence('an attribute');
    const name = oid(one.expect(tag.oid, 'the type of an attribute'));
    const set = one.inside(one.expect(tag.set, 'the values of an attribute'));
    one.end('an attribute');
    if (values.has(name)) throw new DerFault(`the attribute ${name} twice`);
    values.set(name, set);
  }
  const single = <T>(name: string, read: (reader: DerReader) => T): T | undefined => {
    const set = values.get(name);
    if (set === undefined) return undefined;
    const value = read(set);
    set.end(`the attribute ${name}`);
    return value;
  };
  const contentType = single('1.2.840.113549.1.9.3', (set) => oid(set.expect(tag.oid, 'the content type')));
  const messageDigest = single('1.2.840.113549.1.9.4', (set) => set.expect(tag.octetString, 'the message digest').content);
  if (contentType === undefined || messageDigest === undefined) throw new DerFault('signed attributes without content type or message digest');
  const second = single('1.2.840.113549.1.9.16.2.47', (set) => readCertificateDigest(set, 'sha256'));
  const first = single('1.2.840.113549.1.9.16.2.12', (set) => readCertificateDigest(set, 'sha1'));
  return { contentType, messageDigest, certificateDigest: second ?? first };
}

function readCertificateDigest(set: DerReader, usual: HashName | 'sha1'): NonNullable<TimestampSigner['certificateDigest']> {
  const attribute = set.sequence('the signing certificate');
  const list = attribute.sequence('the signing certificates');
  attribute.optional(tag.sequence);
  attribute.end('the signing certificate');
  // The first is the signer's. Source: RFC 5035 section 3.
  const first = list.sequence('a signing certificate');
  const hash = first.peek === tag.sequence ? readHash(first) : usual;
  const value = first.expect(tag.octetString, 'the digest of a signing certificate').content;
  first.optional(tag.sequence);
  first.end('a signing certificate');
  return { hash, value };
}
