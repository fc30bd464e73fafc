import { constructed, DerReader, tag } from './reader.ts';
import { oids } from './extensions.ts';
import { oid } from './values.ts';

/**
 * What a CT log signed for a certificate: its TBSCertificate without the list of SCTs.
 * Takes the TBS bytes of a certificate that was read, whose extensions each occur once. Source: RFC 6962 section 3.2.
 */
export function withoutScts(tbs: Uint8Array): Uint8Array {
  const outer = new DerReader(tbs);
  const whole = outer.next();
  const parts = outer.inside(whole);
  while (parts.more) {
    const wrapped = parts.next();
    if (wrapped.tag !== constructed(3)) continue;
    const list = parts.inside(wrapped).next();
    const values = parts.inside(list);
    while (values.more) {
      const value = values.next();
      if (oid(values.inside(value).next()) !== oids.sctList) continue;
      const kept = [tbs.subarray(list.from, value.start), tbs.subarray(value.to, list.to)];
      const listHeader = header(tag.sequence, list.to - list.from - (value.to - value.start));
      const wrapHeader = header(constructed(3), listHeader.length + sizeOf(kept));
      const inner = [tbs.subarray(whole.from, wrapped.start), wrapHeader, listHeader, ...kept, tbs.subarray(wrapped.to, whole.to)];
      return Buffer.concat([header(tag.sequence, sizeOf(inner)), ...inner]);
    }
  }
  return tbs;
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  let size = 0;
  for (const one of pieces) size += one.length;
  return size;
}

function header(tagByte: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tagByte, length);
  if (length < 0x100) return Uint8Array.of(tagByte, 0x81, length);
  if (length < 0x1_0000) return Uint8Array.of(tagByte, 0x82, length >> 8, length & 0xff);
  // As many as a certificate that is read can have.
  return Uint8Array.of(tagByte, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);
}
