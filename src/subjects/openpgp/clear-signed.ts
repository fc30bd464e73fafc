import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { openPgpSignatures } from './read.ts';

/** A text with its signatures under it. */
export interface ClearSigned {
  /** What is signed: lines with CRLF between them, without white space at their ends, and without a line end after the last. */
  readonly document: Uint8Array;
  /** The same as programs write it out: lines that each end in LF. */
  readonly text: Uint8Array;
  readonly signatures: readonly Parsed<Uint8Array>[];
}

const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
const signature = '-----BEGIN PGP SIGNATURE-----';

/** True of a text with a signature under it, by how it begins. */
export function looksClearSigned(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, begin.length)).toString('latin1') === begin;
}

/**
 * Reads a text with its signatures under it. What is not signed may not stand there: no header but the hashes, nothing
 * before and nothing after, and no line that only looks like a part of it. Source: RFC 9580 section 7.
 */
export function readClearSigned(bytes: Uint8Array): Parsed<ClearSigned> {
  if (bytes.length > limits.maxDocumentBytes) return refused('BUNDLE_TOO_LARGE', 'the signed text is larger than is read', { clause });
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const ends = lines.map((line) => line.replace(/[ \t\r]+$/, ''));
  if (ends[0] !== begin) return malformed('it does not begin with its armour');
  let at = 1;
  while (/^Hash: [A-Za-z0-9-]+(?:, ?[A-Za-z0-9-]+)*$/.test(ends[at] ?? '')) at++;
  if (ends[at] !== '') return malformed('it has a header that is not signed');
  const last = ends.indexOf(signature);
  if (last === -1) return malformed('there is no signature under it');
  const text = ends.slice(at + 1, last);
  // Every line that begins with a dash is written with "- " in front of it.
  if (text.some((line) => line.startsWith('-') && !line.startsWith('- '))) return malformed('a line begins with a dash that is not escaped');
  const plain = text.map((line) => (line.startsWith('- ') ? line.slice(2) : line));
  const signatures = openPgpSignatures(Buffer.from(lines.slice(last).join('\n'), 'latin1'));
  if (signatures.kind === 'refused') return signatures;
  return parsed({
    document: Buffer.from(plain.join('\r\n'), 'latin1'),
    text: Buffer.from(plain.map((line) => `${line}\n`).join(''), 'latin1'),
    signatures: signatures.value,
  });
}

const clause = 'RFC 9580 section 7';

function malformed(why: string): Parsed<never> {
  return refused('BUNDLE_MALFORMED', `the signed text of OpenPGP cannot be read: ${why}`, { clause });
}
