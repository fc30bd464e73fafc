import { hash } from 'node:crypto';
import { limits } from '../../base/index.ts';
import type { Parsed } from '../reason/index.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './algorithm.ts';
import { readExtensions, type Extension, type KnownExtensions } from './extensions.ts';
import { guarded } from './key.ts';
import { readName, type Name } from './name.ts';
import { constructed, DerFault, DerReader, primitive, tag } from './reader.ts';
import { bitStringBytes, integerBytes, smallInteger, time } from './values.ts';

/** An X.509 certificate with nothing of it believed. Times are milliseconds since 1970, both inclusive. Source: RFC 5280 section 4.1. */
export interface Certificate extends KnownExtensions {
  readonly der: Uint8Array;
  /** What its signature is over. */
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** As an INTEGER's content. */
  readonly serial: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** SHA-256 in hexadecimal. */
  readonly fingerprint: string;
}

/** Reads one certificate that takes up all of the bytes. */
export function readCertificate(der: Uint8Array): Parsed<Certificate> {
  return guarded(() => {
    if (der.length > limits.maxCertificateBytes) throw new DerFault(`a certificate of ${der.length} bytes`);
    const outer = new DerReader(der);
    const whole = outer.sequence('a certificate');
    outer.end('a certificate');
    const tbs = whole.expect(tag.sequence, 'what a certificate signs');
    const algorithmAt = whole.peek === tag.sequence ? whole.next() : undefined;
    if (algorithmAt === undefined) throw new DerFault('the signature algorithm of a certificate is missing');
    const signature = bitStringBytes(whole.expect(tag.bitString, 'the signature of a certificate'));
    whole.end('a certificate');
    const parts = whole.inside(tbs);
    readVersion(parts);
    const serial = integerBytes(parts.expect(tag.integer, 'the serial number'));
    const inner = parts.expect(tag.sequence, 'the signature algorithm');
    // Source: RFC 5280 section 4.1.1.2: the two must be the same.
    if (Buffer.compare(inner.whole, algorithmAt.whole) !== 0) throw new DerFault('a certificate that names two signature algorithms');
    const algorithm = readSignatureAlgorithm(new DerReader(inner.whole));
    const issuer = readName(parts, parts.expect(tag.sequence, 'the issuer'));
    const validity = parts.sequence('the validity');
    const notBefore = time(validity.next(), { fractions: 'refused' });
    const notAfter = time(validity.next(), { fractions: 'refused' });
    validity.end('the validity');
    const subject = readName(parts, parts.expect(tag.sequence, 'the subject'));
    const spki = parts.expect(tag.sequence, 'the public key').whole;
    parts.optional(primitive(1));
    parts.optional(primitive(2));
    const wrapped = parts.optional(constructed(3));
    parts.end('what a certificate signs');
    const { extensions, known } = readExtensions(parts, wrapped);
    const fingerprint = hash('sha256', der, 'hex');
    return { der, tbs: tbs.whole, algorithm, signature, serial, issuer, subject, notBefore, notAfter, spki, extensions, fingerprint, ...known };
  });
}

/** Extensions came with version 3, and everything here needs them. */
function readVersion(parts: DerReader): void {
  const wrapped = parts.optional(constructed(0));
  if (wrapped === undefined) throw new DerFault('a certificate of version 1');
  const inside = parts.inside(wrapped);
  const version = smallInteger(inside.expect(tag.integer, 'the version'));
  inside.end('the version');
  if (version !== 2) throw new DerFault(`a certificate of version ${version + 1}`);
}
