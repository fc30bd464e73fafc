/** One DER value: tag, length, and its parts in order. Source: ITU-T X.690 section 10. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x30, ...parts);
}

/** SET OF: DER sorts the encodings. Source: X.690 section 11.6. */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x31, ...parts.toSorted((a, b) => Buffer.compare(a, b)));
}

/** A non-negative integer from a number or from big-endian bytes. */
export function integer(value: bigint | number | Uint8Array): Uint8Array {
  const bytes = typeof value === 'object' ? Buffer.from(value) : bytesOf(BigInt(value));
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0 && (bytes[start + 1] ?? 0) < 0x80) start++;
  const body = bytes.subarray(start);
  return tlv(0x02, (body[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), body]) : body);
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

/** An object identifier from its dotted text. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from(bytes));
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return tlv(0x04, bytes);
}

export function bitString(bytes: Uint8Array): Uint8Array {
  return tlv(0x03, Buffer.from([0]), bytes);
}

export function utf8String(text: string): Uint8Array {
  return tlv(0x0c, Buffer.from(text));
}

export function nullValue(): Uint8Array {
  return tlv(0x05);
}

export function trueValue(): Uint8Array {
  return tlv(0x01, Buffer.from([0xff]));
}

/** `[n] EXPLICIT`. */
export function explicit(n: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0xa0 | n, ...parts);
}

/** `[n] IMPLICIT` of a primitive type. */
export function implicit(n: number, bytes: Uint8Array): Uint8Array {
  return tlv(0x80 | n, bytes);
}

/** GeneralizedTime in whole seconds, of milliseconds since 1970. */
export function generalizedTime(at: number): Uint8Array {
  return tlv(0x18, Buffer.from(`${digits(at)}Z`));
}

/** The time of a certificate: UTCTime to 2049. Source: RFC 5280 section 4.1.2.5. */
export function certificateTime(at: number): Uint8Array {
  const year = new Date(at).getUTCFullYear();
  return year >= 1950 && year < 2050 ? tlv(0x17, Buffer.from(`${digits(at).slice(2)}Z`)) : generalizedTime(at);
}

function digits(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(/\D/g, '');
}
