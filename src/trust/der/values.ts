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
  let sum = 0;
  for (const byte of bytes) sum = sum * 256 + byte;
  return sum;
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

/** Names that were read before, by a number made of their bytes: the same few stand in every certificate. */
const names = new Map<number, { readonly bytes: Uint8Array; readonly dotted: string }>();
const maxNames = 512;

/** Dotted decimal. Source: X.690 section 8.19. */
export function oid({ bytes, from, to }: DerValue): string {
  let mixed = to - from;
  for (let at = from; at < to; at++) mixed = (Math.imul(mixed, 31) + (bytes[at] ?? 0)) | 0;
  const earlier = names.get(mixed);
  if (earlier !== undefined && isAt(bytes, from, to, earlier.bytes)) return earlier.dotted;
  // A copy: whoever holds the bytes may change them.
  const own = Uint8Array.from(bytes.subarray(from, to));
  const dotted = dottedOf(own);
  if (names.size < maxNames) names.set(mixed, { bytes: own, dotted });
  return dotted;
}

function isAt(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  if (to - from !== wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}

function dottedOf(bytes: Uint8Array): string {
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
  for (const byte of bytes) if (byte >= 0x80) throw new DerFault('a text with bytes that are not ASCII');
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
  const short = value.tag === tag.utcTime;
  if (!short && value.tag !== tag.generalizedTime) throw new DerFault('a time of another type');
  const { bytes, from, to } = value;
  const head = short ? 2 : 4;
  const two = (at: number): number => digits(bytes, from + head + at, to, 2);
  const year = digits(bytes, from, to, head);
  const [month, day, hours, minutes, seconds] = [two(0), two(2), two(4), two(6), two(8)];
  const rest = from + head + 10;
  let fraction = 0;
  if (rest !== to - 1 || bytes[rest] !== letterZ) {
    const match = short || fractions === 'refused' ? null : /^(\.\d*[1-9])Z$/.exec(asciiText(bytes.subarray(rest, to)));
    if (match === null) throw new DerFault('a malformed time');
    fraction = Math.floor(Number(match[1]) * 1000);
  }
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
  return at + fraction;
}

const letterZ = 0x5a;

/** The number that so many digits stand for. */
function digits(bytes: Uint8Array, from: number, to: number, count: number): number {
  if (from + count > to) throw new DerFault('a malformed time');
  let sum = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) throw new DerFault('a malformed time');
    sum = sum * 10 + digit;
  }
  return sum;
}
