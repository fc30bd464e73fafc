import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../reason/index.ts';
import type { Bundle } from './bundle.ts';
import { parseBundle } from './parse.ts';

const lineFeed = 0x0a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Reads a file of bundles: one JSON text, or one on each line as gh and the SLSA generators write them. Each gives a
 * bundle or a reason of its own, so that one broken line hides no other.
 */
export function parseBundles(bytes: Uint8Array): Parsed<readonly Parsed<Bundle>[]> {
  const read = piecesOf(bytes);
  if (read.kind === 'refused') return read;
  const { pieces, left } = read.value;
  return left > 0 ? refused('BUNDLE_TOO_LARGE', `the file has more than ${limits.maxEvidencePieces} pieces of evidence`) : parsed(pieces.map(parseBundle));
}

export interface Pieces {
  readonly pieces: readonly Uint8Array[];
  /** How many more there are than are read. */
  readonly left: number;
}

/** The JSON texts of a file: its lines where the first of them is an object by itself, else all of it as one. */
export function piecesOf(bytes: Uint8Array): Parsed<Pieces> {
  if (bytes.length > limits.maxEvidenceBytes)
    return refused('BUNDLE_TOO_LARGE', `the file has ${bytes.length} bytes, expected at most ${limits.maxEvidenceBytes}`);
  const lines: Uint8Array[] = [];
  let left = 0;
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineFeed, start);
    const line = trimmed(bytes, start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
    if (line.length === 0) continue;
    // A text that was set out over lines begins with a bracket alone.
    if (lines.length === 0 && !(line[0] === openBrace && line.at(-1) === closeBrace)) return parsed({ pieces: [bytes], left: 0 });
    if (lines.length < limits.maxEvidencePieces) lines.push(line);
    else left++;
  }
  return lines.length === 0 ? refused('BUNDLE_MALFORMED', 'the file is empty') : parsed({ pieces: lines, left });
}

/** A stretch of bytes without white space at its ends. */
function trimmed(bytes: Uint8Array, from: number, to: number): Uint8Array {
  let start = from;
  let end = to;
  while (start < end && isBlank(bytes[start])) start++;
  while (end > start && isBlank(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
