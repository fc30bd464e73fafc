import { DerFault, tag, type DerValue } from './reader.ts';

/** The value of an INTEGER as its shortest two's complement bytes. Source: X.690 section 8.3.2. */
export function integerBytes(value: DerValue): Uint8Array {
  const bytes = value.content;
  const [first, second] = bytes;
  if (first === undefined) throw new DerFault('an empty integer');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw new DerFault('an integer in more bytes than needed');
  return bytes;
}

/** A small INTEGER that is not negative. */
export function smallInteger(value: DerValue): number {
  const bytes = integerBytes(value);
  if (bytes.length > 4 || (bytes[0] ?? 0) >= 0x80) throw new DerFault('an integer out of range');
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Source: X.690 section 11.1: true is FF. */
export function boolean(value: DerValue): boolean {
  const [byte] = value.content;
  if (value.content.length !== 1 || (byte !== 0 && byte !== 0xff)) throw new DerFault('a boolean that is neither 00 nor FF');
  return byte === 0xff;
}

/** The bytes of a BIT STRING whose bits come in eights, as keys and signatures do. */
export function bitStringBytes(value: DerValue): Uint8Array {
  if (value.content[0] !== 0) throw new DerFault('a bit string that is not whole bytes');
  return value.content.subarray(1);
}

/** The named bits that are set. Source: X.690 section 11.2: unused bits are zero, and trailing zero bits are left out. */
export function namedBits(value: DerValue): ReadonlySet<number> {
  const unused = value.content[0];
  const bytes = value.content.subarray(1);
  const last = bytes.at(-1);
  if (unused === undefined || unused > 7 || bytes.length > 4 || (last === undefined && unused > 0)) throw new DerFault('a malformed bit string');
  if (last !== undefined && (last & ((1 << unused) - 1)) !== 0) throw new DerFault('a bit string with unused bits that are set');
  if (last !== undefined && (last & (1 << unused)) === 0) throw new DerFault('a bit string with trailing zero bits');
  const set = new Set<number>();
  for (const [index, byte] of bytes.entries()) for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) set.add(index * 8 + bit);
  return set;
}

/** Dotted decimal. Source: X.690 section 8.19. */
export function oid(value: DerValue): string {
  const bytes = value.content;
  if (bytes.length === 0 || bytes.length > 64 || (bytes.at(-1) ?? 0) >= 0x80) throw new DerFault('a malformed object identifier');
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const byte of bytes) {
    if (fresh && byte === 0x80) throw new DerFault('an object identifier in more bytes than needed');
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerFault('an object identifier out of range');
    fresh = byte < 0x80;
    if (!fresh) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a UTF8String, PrintableString or IA5String; bytes that are not what the type says are refused. */
export function text(value: DerValue): string {
  if (value.tag !== tag.utf8String && value.tag !== tag.printableString && value.tag !== tag.ia5String) throw new DerFault('a text of another type');
  return value.tag === tag.utf8String ? utf8Text(value.content) : asciiText(value.content);
}

export function asciiText(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte >= 0x80)) throw new DerFault('a text with bytes that are not ASCII');
  return utf8.decode(bytes);
}

export function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DerFault('a text that is not UTF-8');
  }
}

/**
 * Milliseconds since 1970 of a UTCTime or GeneralizedTime in the forms that DER and RFC 5280 section 4.1.2.5 leave:
 * with seconds, in UTC; fractions, which only timestamps have, without trailing zeros.
 */
export function time(value: DerValue, { fractions }: { readonly fractions: 'refused' | 'read' }): number {
  const written = asciiText(value.content);
  const short = value.tag === tag.utcTime;
  if (!short && value.tag !== tag.generalizedTime) throw new DerFault('a time of another type');
  const match = (short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/).exec(written);
  if (match === null || (match[7] !== undefined && fractions === 'refused')) throw new DerFault('a malformed time');
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map(Number);
  const full = short ? year + (year >= 50 ? 1900 : 2000) : year;
  const at = Date.UTC(full, month - 1, day, hours, minutes, seconds);
  const back = new Date(at);
  const same =
    back.getUTCFullYear() === full &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hours &&
    back.getUTCMinutes() === minutes;
  if (!same || back.getUTCSeconds() !== seconds) throw new DerFault('a time that does not exist');
  return at + Math.floor(Number(match[7] ?? 0) * 1000);
}
