import type { Parsed } from '../reason/index.ts';
import { readHash, readSignatureAlgorithm, type HashName, type SignatureAlgorithm } from './algorithm.ts';
import { guarded } from './key.ts';
import { constructed, DerFault, DerReader, primitive, tag, type DerValue } from './reader.ts';
import { oid, smallInteger } from './values.ts';

/** A detached CMS signature of one signer, as git keeps it, with nothing of it believed. Source: RFC 5652 section 5. */
export interface SignedMessage {
  /** DER of the certificates that came along. */
  readonly certificates: readonly Uint8Array[];
  readonly digest: HashName | undefined;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** The signed attributes as they are signed: with the tag of a SET. */
  readonly signedBytes: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  /** Attributes that nobody signed, by their type: DER of their one value. */
  readonly unsigned: ReadonlyMap<string, Uint8Array>;
}

const signedData = '1.2.840.113549.1.7.2';
const data = '1.2.840.113549.1.7.1';
const contentTypeOid = '1.2.840.113549.1.9.3';
const messageDigestOid = '1.2.840.113549.1.9.4';
const maxCertificates = 16;

/** Reads a ContentInfo that holds signed data without its content. */
export function readSignedMessage(der: Uint8Array): Parsed<SignedMessage> {
  return guarded(() => {
    const outer = new DerReader(der);
    const info = outer.sequence('a signature');
    outer.end('a signature');
    if (oid(info.expect(tag.oid, 'the type of a signature')) !== signedData) throw new DerFault('a signature that is not signed data');
    const wrapped = info.expect(constructed(0), 'a signature');
    info.end('a signature');
    const inside = info.inside(wrapped);
    const signed = inside.sequence('signed data');
    inside.end('signed data');
    return readSignedData(signed);
  });
}

function readSignedData(signed: DerReader): SignedMessage {
  // Source: RFC 5652 section 5.1: version 1 where the content is data and the signer is named by issuer and serial.
  if (smallInteger(signed.expect(tag.integer, 'the version of signed data')) !== 1) throw new DerFault('signed data of another version than 1');
  const digests = signed.inside(signed.expect(tag.set, 'the digest algorithms'));
  const named: (HashName | undefined)[] = [];
  while (digests.more) named.push(readHash(digests));
  const content = signed.sequence('the content of signed data');
  if (oid(content.expect(tag.oid, 'the type of the content')) !== data) throw new DerFault('signed data of another type than data');
  content.end('the content of a detached signature');
  const certificates = readCertificates(signed, signed.optional(constructed(0)));
  signed.optional(constructed(1));
  const signers = signed.inside(signed.expect(tag.set, 'the signers'));
  const signer = readSigner(signers.sequence('a signer'));
  signers.end('the one signer');
  signed.end('signed data');
  if (!named.includes(signer.digest)) throw new DerFault('a signature that does not announce the digest of its signer');
  return { certificates, ...signer };
}

function readCertificates(signed: DerReader, value: DerValue | undefined): readonly Uint8Array[] {
  if (value === undefined) return [];
  const list = signed.inside(value);
  const found: Uint8Array[] = [];
  while (list.more) {
    if (found.length >= maxCertificates) throw new DerFault('a signature with more certificates than are read');
    found.push(list.expect(tag.sequence, 'a certificate').whole);
  }
  return found;
}

/** SignerInfo. Source: RFC 5652 section 5.3. */
function readSigner(signer: DerReader): Omit<SignedMessage, 'certificates'> {
  const version = smallInteger(signer.expect(tag.integer, 'the version of a signer'));
  const keyId = signer.optional(primitive(0));
  if (keyId === undefined) signer.expect(tag.sequence, 'the certificate of a signer');
  if (version !== (keyId === undefined ? 1 : 3)) throw new DerFault(`a signer of version ${version}`);
  const digest = readHash(signer);
  const attributes = signer.expect(constructed(0), 'the signed attributes');
  const signedBytes = Uint8Array.from(attributes.whole);
  signedBytes[0] = tag.set;
  const algorithm = readSignatureAlgorithm(signer);
  const signature = signer.expect(tag.octetString, 'the signature').content;
  const others = signer.optional(constructed(1));
  signer.end('a signer');
  const values = readAttributes(signer.inside(attributes));
  const contentType = values.get(contentTypeOid);
  const messageDigest = values.get(messageDigestOid);
  // Source: RFC 5652 section 11: the two must be signed.
  if (contentType === undefined || messageDigest === undefined) throw new DerFault('signed attributes without content type or message digest');
  return {
    digest,
    algorithm,
    signature,
    signedBytes,
    contentType: oid(single(contentType, tag.oid)),
    messageDigest: single(messageDigest, tag.octetString).content,
    unsigned: others === undefined ? new Map() : readAttributes(signer.inside(others)),
  };
}

function readAttributes(list: DerReader): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  while (list.more) {
    const one = list.sequence('an attribute');
    const name = oid(one.expect(tag.oid, 'the type of an attribute'));
    const set = one.inside(one.expect(tag.set, 'the values of an attribute'));
    one.end('an attribute');
    const value = set.next().whole;
    set.end(`the attribute ${name}`);
    if (values.has(name)) throw new DerFault(`the attribute ${name} twice`);
    values.set(name, value);
  }
  return values;
}

function single(der: Uint8Array, wanted: number): DerValue {
  const reader = new DerReader(der);
  const value = reader.expect(wanted, 'the value of an attribute');
  reader.end('the value of an attribute');
  return value;
}

/** The content of an OCTET STRING that takes up all of the bytes. */
export function readOctets(der: Uint8Array): Parsed<Uint8Array> {
  return guarded(() => single(der, tag.octetString).content);
}
