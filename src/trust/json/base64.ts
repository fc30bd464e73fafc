/**
 * The bytes of a base64 text in its one spelling, or undefined: the standard alphabet, padded, with no other characters
 * and no stray bits. protobuf-JSON lets a reader take other spellings; a second spelling of signed bytes is no use to
 * anybody but a forger. Source: RFC 4648 sections 3.2, 3.3, 3.5 and 4.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** The one spelling of bytes as base64. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
