import { readHash, readSignatureAlgorithm, type HashName, type SignatureAlgorithm } from './algorithm.ts';
import { constructed, DerFault, primitive, tag, type DerReader, type DerValue } from './reader.ts';
import { integerBytes, oid, smallInteger } from './values.ts';

const signedDataType = '1.2.840.113549.1.7.2';
const contentTypeOid = '1.2.840.113549.1.9.3';
const messageDigestOid = '1.2.840.113549.1.9.4';
const maxCertificates = 16;

/** Whom a signer says that its certificate is. Source: RFC 5652 section 5.3, SignerIdentifier. */
export type SignerId =
  | { readonly kind: 'issuer-and-serial'; readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly kind: 'key-id'; readonly keyId: Uint8Array };

/** The one signer of signed data, with nothing of it believed. */
export interface CmsSigner {
  readonly id: SignerId;
  readonly digest: HashName | undefined;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** The signed attributes as they are signed: with the tag of a SET. */
  readonly signedBytes: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  /** The values of each attribute that is signed, by its type. */
  readonly attributes: ReadonlyMap<string, () => DerReader>;
  /** Attributes that nobody signed, which could say anything. */
  readonly unsigned: DerValue | undefined;
}

/** Signed data of one signer. Source: RFC 5652 section 5.1. */
export interface SignedData {
  readonly version: number;
  readonly contentType: string;
  /** What the signature is over, where it is within. */
  readonly content: DerValue | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly signer: CmsSigner;
}

/** Opens the ContentInfo around signed data. `what` names it in faults. Source: RFC 5652 section 3. */
export function openSignedData(info: DerReader, what: string): DerReader {
  if (oid(info.expect(tag.oid, `the type of ${what}`)) !== signedDataType) throw new DerFault(`${what} that is not signed data`);
  const wrapped = info.expect(constructed(0), what);
  info.end(what);
  const inside = info.inside(wrapped);
  const data = inside.sequence('signed data');
  inside.end('signed data');
  return data;
}

/** Reads signed data to its end. Takes the reader that `openSignedData` gives. Source: RFC 5652 sections 5.1 and 5.2. */
export function readSignedData(data: DerReader, what: string): SignedData {
  const version = smallInteger(data.expect(tag.integer, 'the version of signed data'));
  const digests = data.inside(data.expect(tag.set, 'the digest algorithms'));
  const named: (HashName | undefined)[] = [];
  while (digests.more) named.push(readHash(digests));
  const content = data.sequence('the content of signed data');
  const contentType = oid(content.expect(tag.oid, 'the type of the content'));
  const held = content.optional(constructed(0));
  content.end('the content of signed data');
  const certificates = readCertificates(data, data.optional(constructed(0)), what);
  data.optional(constructed(1));
  const signers = data.inside(data.expect(tag.set, 'the signers'));
  const signer = readSigner(signers.sequence('a signer'), what);
  signers.end(`the one signer of ${what}`);
  data.end('signed data');
  // Source: RFC 5652 section 5.1: the signer's digest is among those that are announced.
  if (!named.includes(signer.digest)) throw new DerFault(`${what} that does not announce the digest of its signer`);
  return { version, contentType, content: held, certificates, signer };
}

function readCertificates(data: DerReader, value: DerValue | undefined, what: string): readonly Uint8Array[] {
  if (value === undefined) return [];
  const list = data.inside(value);
  const found: Uint8Array[] = [];
  while (list.more) {
    if (found.length >= maxCertificates) throw new DerFault(`${what} with more certificates than are read`);
    found.push(list.expect(tag.sequence, `a certificate of ${what}`).whole);
  }
  return found;
}

/** SignerInfo, with signed attributes. Source: RFC 5652 section 5.3. */
function readSigner(signer: DerReader, what: string): CmsSigner {
  const version = smallInteger(signer.expect(tag.integer, 'the version of a signer'));
  const keyId = signer.optional(primitive(0));
  const id: SignerId = keyId === undefined ? readIssuerAndSerial(signer) : { kind: 'key-id', keyId: keyId.content };
  if (version !== (keyId === undefined ? 1 : 3)) throw new DerFault(`a signer of version ${version}`);
  const digest = readHash(signer);
  const attributes = signer.expect(constructed(0), 'the signed attributes');
  const signedBytes = Uint8Array.from(attributes.whole);
  signedBytes[0] = tag.set;
  const algorithm = readSignatureAlgorithm(signer);
  const signature = signer.expect(tag.octetString, `the signature of ${what}`).content;
  const unsigned = signer.optional(constructed(1));
  signer.end('a signer');
  const values = readAttributes(signer.inside(attributes));
  const contentType = readSingle(values, contentTypeOid, (set) => oid(set.expect(tag.oid, 'the content type')));
  const messageDigest = readSingle(values, messageDigestOid, (set) => set.expect(tag.octetString, 'the message digest').content);
  // Source: RFC 5652 section 11: the two must be signed.
  if (contentType === undefined || messageDigest === undefined) throw new DerFault('signed attributes without content type or message digest');
  return { id, digest, algorithm, signature, signedBytes, contentType, messageDigest, attributes: values, unsigned };
}

function readIssuerAndSerial(signer: DerReader): SignerId {
  const parts = signer.sequence('the certificate of a signer');
  const issuer = parts.expect(tag.sequence, 'the issuer of a signer').whole;
  const serial = integerBytes(parts.expect(tag.integer, 'the serial number of a signer'));
  parts.end('the certificate of a signer');
  return { kind: 'issuer-and-serial', issuer, serial };
}

/** Reads attributes, each type once. Source: RFC 5652 section 5.3, and section 11 on attributes that occur once. */
export function readAttributes(list: DerReader): ReadonlyMap<string, () => DerReader> {
  const values = new Map<string, () => DerReader>();
  while (list.more) {
    const one = list.sequence('an attribute');
    const name = oid(one.expect(tag.oid, 'the type of an attribute'));
    const set = one.expect(tag.set, 'the values of an attribute');
    one.end('an attribute');
    if (values.has(name)) throw new DerFault(`the attribute ${name} twice`);
    values.set(name, () => one.inside(set));
  }
  return values;
}

/** What `read` makes of the one value of an attribute; undefined where there is no such attribute. */
export function readSingle<T>(values: ReadonlyMap<string, () => DerReader>, name: string, read: (reader: DerReader) => T): T | undefined {
  const set = values.get(name)?.();
  if (set === undefined) return undefined;
  const value = read(set);
  set.end(`the attribute ${name}`);
  return value;
}
