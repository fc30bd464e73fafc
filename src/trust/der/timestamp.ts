import { limits } from '../../base/index.ts';
import type { Parsed } from '../reason/index.ts';
import { readHash, type HashName } from './algorithm.ts';
import { openSignedData, readSignedData, readSingle, type CmsSigner } from './cms.ts';
import { guarded } from './key.ts';
import { constructed, DerFault, DerReader, tag } from './reader.ts';
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

export interface TimestampSigner extends Omit<CmsSigner, 'attributes' | 'unsigned'> {
  /** The digest of the signing certificate that the signer vouches for (ESSCertID); undefined where it does not. */
  readonly certificateDigest: { readonly hash: HashName | 'sha1' | undefined; readonly value: Uint8Array } | undefined;
}

export const timestampInfo = '1.2.840.113549.1.9.16.1.4';

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
    return tokenOf(openSignedData(token, 'a timestamp'));
  });
}

function tokenOf(data: DerReader): Timestamp {
  const { version, contentType, content, certificates, signer } = readSignedData(data, 'a timestamp');
  // Source: RFC 5652 section 5.1: version 3 where the content is of another type than data, as it is here.
  if (version !== 3) throw new DerFault(`signed data of version ${version}`);
  if (contentType !== timestampInfo || content === undefined) throw new DerFault('signed data that holds no timestamp');
  // They are not signed, so they could say anything.
  if (signer.unsigned !== undefined) throw new DerFault('a timestamp with attributes that are not signed');
  const wrapped = data.inside(content);
  const info = wrapped.expect(tag.octetString, 'the content of signed data');
  wrapped.end('the content of signed data');
  const { attributes } = signer;
  // Source: RFC 2634 section 5.4 and RFC 5035 section 3 for the signing certificate.
  const second = readSingle(attributes, '1.2.840.113549.1.9.16.2.47', (set) => readCertificateDigest(set, 'sha256'));
  const first = readSingle(attributes, '1.2.840.113549.1.9.16.2.12', (set) => readCertificateDigest(set, 'sha1'));
  const { id, digest, algorithm, signature, signedBytes, contentType: signedType, messageDigest } = signer;
  const told = { id, digest, algorithm, signature, signedBytes, contentType: signedType, messageDigest };
  return { info: info.content, ...readInfo(data.wrapped(info)), signer: { ...told, certificateDigest: second ?? first }, certificates };
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
