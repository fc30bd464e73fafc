import type { Parsed } from '../reason/index.ts';
import { openSignedData, readAttributes, readSignedData, readSingle, type CmsSigner } from './cms.ts';
import { guarded } from './key.ts';
import { DerFault, DerReader, tag } from './reader.ts';

/** A detached CMS signature of one signer, as git keeps it, with nothing of it believed. Source: RFC 5652 section 5. */
export interface SignedMessage extends Pick<CmsSigner, 'digest' | 'algorithm' | 'signature' | 'signedBytes' | 'contentType' | 'messageDigest'> {
  /** DER of the certificates that came along. */
  readonly certificates: readonly Uint8Array[];
  /** Attributes that nobody signed, by their type: DER of their one value. */
  readonly unsigned: ReadonlyMap<string, Uint8Array>;
}

const dataType = '1.2.840.113549.1.7.1';
const what = 'a signature';

/** Reads a ContentInfo that holds signed data without its content. */
export function readSignedMessage(der: Uint8Array): Parsed<SignedMessage> {
  return guarded(() => {
    const outer = new DerReader(der);
    const info = outer.sequence(what);
    outer.end(what);
    const inside = openSignedData(info, what);
    const { version, contentType, content, certificates, signer } = readSignedData(inside, what);
    // Source: RFC 5652 section 5.1: version 1 where the content is data and the signer is named by issuer and serial.
    if (version !== 1) throw new DerFault('signed data of another version than 1');
    if (contentType !== dataType) throw new DerFault('signed data of another type than data');
    if (content !== undefined) throw new DerFault('a detached signature with content in it');
    const unsigned = signer.unsigned === undefined ? new Map<string, () => DerReader>() : readAttributes(inside.inside(signer.unsigned));
    const { digest, algorithm, signature, signedBytes, contentType: signedType, messageDigest } = signer;
    for (const name of signer.attributes.keys()) readSingle(signer.attributes, name, (set) => set.next());
    return {
      certificates,
      digest,
      algorithm,
      signature,
      signedBytes,
      contentType: signedType,
      messageDigest,
      unsigned: new Map([...unsigned.keys()].map((name) => [name, readSingle(unsigned, name, (set) => set.next().whole) ?? new Uint8Array()])),
    };
  });
}

/** The content of an OCTET STRING that takes up all of the bytes. */
export function readOctets(der: Uint8Array): Parsed<Uint8Array> {
  return guarded(() => {
    const reader = new DerReader(der);
    const value = reader.expect(tag.octetString, 'the value of an attribute');
    reader.end('the value of an attribute');
    return value.content;
  });
}
