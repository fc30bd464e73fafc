import { isUtf8 } from 'node:buffer';
import type { FileRead } from '../../base/index.ts';

const binary: FileRead = { kind: 'refused', reason: 'binary: it holds NUL bytes' };

/**
 * Makes text of a file's bytes. UTF-8 is taken for granted; a byte-order mark is dropped, UTF-16 with a mark is
 * decoded, bytes that are not UTF-8 become U+FFFD, each with a note. NUL bytes make a file binary: refused.
 */
export function decode(bytes: Buffer): FileRead {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), 'UTF-16LE');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(swapped(bytes.subarray(2)), 'UTF-16BE');
  if (bytes.includes(0)) return binary;
  const notes: string[] = [];
  let body = bytes;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    notes.push('a byte-order mark at the start was dropped');
    body = bytes.subarray(3);
  }
  if (!isUtf8(body)) notes.push('bytes that are not UTF-8 were replaced');
  return { kind: 'text', text: body.toString('utf8'), notes };
}

function decodeUtf16(body: Buffer, encoding: string): FileRead {
  const text = body.toString('utf16le');
  if (text.includes('\0')) return binary;
  const notes = [`decoded from ${encoding}`];
  if (body.length % 2 === 1) notes.push('half a character at the end was dropped');
  return { kind: 'text', text: text.toWellFormed(), notes };
}

function swapped(body: Buffer): Buffer {
  const even = Buffer.from(body.subarray(0, body.length - (body.length % 2)));
  return Buffer.concat([even.swap16(), body.subarray(even.length)]);
}
