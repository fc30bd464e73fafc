import { constructed, DerReader, tag, type DerValue } from './reader.ts';
import { oids } from './extensions.ts';
import { oid } from './values.ts';

/**
 * What a CT log signed for a certificate: its TBSCertificate without the list of SCTs.
 * Takes the TBS bytes of a certificate that was read. Source: RFC 6962 section 3.2.
 */
export function withoutScts(tbs: Uint8Array): Uint8Array {
  const outer = new DerReader(tbs);
  const parts = outer.inside(outer.next());
  const kept: Uint8Array[] = [];
  while (parts.more) {
    const value = parts.next();
    kept.push(value.tag === constructed(3) ? wrap(constructed(3), [extensionsWithout(parts, value)]) : value.whole);
  }
  return wrap(tag.sequence, kept);
}

function extensionsWithout(parts: DerReader, wrapped: DerValue): Uint8Array {
  const list = parts.inside(wrapped).sequence('the extensions');
  const kept: Uint8Array[] = [];
  while (list.more) {
    const value = list.next();
    if (oid(list.inside(value).next()) !== oids.sctList) kept.push(value.whole);
  }
  return wrap(tag.sequence, kept);
}

function wrap(tagByte: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = length < 0x80 ? [tagByte, length] : [tagByte, 0x80 | lengthBytes(length).length, ...lengthBytes(length)];
  return Buffer.concat([Uint8Array.from(header), ...parts]);
}

function lengthBytes(length: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}
