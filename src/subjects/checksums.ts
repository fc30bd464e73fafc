import { limits } from '../base/index.ts';
import { decodeUtf8 } from '../trust/json/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import type { ChecksumEntry } from './found.ts';

/** A list of checksums of one or more algorithms, each name of each once. */
export interface ChecksumList {
  readonly entries: readonly ChecksumEntry[];
  /** Names that it has digests of weak algorithms for, which are in no entry. */
  readonly weak: readonly string[];
}

const algorithms: ReadonlyMap<number, ChecksumEntry['algorithm']> = new Map([
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);

/** GNU coreutils, `sha256sum`: two characters between digest and name, the second a mode. A backslash in front says that the name is escaped. */
const gnu = /^(\\?)([0-9A-Fa-f]{32,128}) [ *](.+)$/;
/** BSD and `sha256sum --tag`, and OpenSSL's `dgst`. */
const bsd = /^(\\?)([A-Za-z0-9/-]{2,16}) ?\((.+)\) ?= ?([0-9A-Fa-f]{32,128})$/;
/** A digest alone, as a file beside the one it is of. */
const alone = /^([0-9A-Fa-f]{32,128})$/;

/**
 * Reads a list of checksums: the forms of GNU and BSD, or a digest alone, which is of `named`. Lines that are none, and
 * names that stand twice under one algorithm, refuse the list: a reader that takes the first and one that takes the last
 * would vouch for different files. Weak algorithms are read and left out.
 */
export function parseChecksums(bytes: Uint8Array, { named }: { readonly named?: string } = {}): Parsed<ChecksumList> {
  const text = bytes.length > limits.maxDocumentBytes ? undefined : decodeUtf8(bytes);
  if (text === undefined) return refused('CHECKSUMS_MALFORMED', 'the list of checksums is too large, or is not UTF-8');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const seen = new Set<string>();
  const entries: ChecksumEntry[] = [];
  const weak: string[] = [];
  for (const line of lines) {
    const read = lines.length === 1 ? (readLine(line) ?? readAlone(line, named)) : readLine(line);
    if (read === undefined) return refused('CHECKSUMS_MALFORMED', `the list of checksums has a line that is none: ${quoted(line)}`);
    const algorithm = algorithmOf(read);
    const key = `${algorithm ?? read.said ?? read.digest.length} ${read.name}`;
    if (seen.has(key)) return refused('CHECKSUMS_MALFORMED', `the list of checksums has ${quoted(read.name)} twice`);
    seen.add(key);
    if (algorithm === undefined) weak.push(read.name);
    else entries.push({ name: read.name, algorithm, digest: read.digest });
  }
  return entries.length === 0 ? refused('CHECKSUMS_MALFORMED', 'the list of checksums has no SHA-256, SHA-384 or SHA-512') : parsed({ entries, weak });
}

/** The lines of a file by its name: those of exactly that name, else those of it in some folder. */
export function entriesOf({ entries }: ChecksumList, name: string): readonly ChecksumEntry[] {
  const exact = entries.filter((one) => one.name === name || one.name === `./${name}`);
  return exact.length > 0 ? exact : entries.filter((one) => baseName(one.name) === name);
}

/** The line of a file among those of its name. A name that stands in two folders is no answer. Returns undefined where there is none. */
export function entryOf(named: readonly ChecksumEntry[], name: string): Parsed<ChecksumEntry> | undefined {
  // Of several algorithms the strongest that is listed has to agree.
  const [first, ...others] = named.toSorted((a, b) => b.digest.length - a.digest.length);
  if (first === undefined) return undefined;
  if (others.some((one) => one.algorithm === first.algorithm))
    return refused('CHECKSUMS_MALFORMED', `the list of checksums has ${quoted(name)} in several folders`);
  return parsed(first);
}

interface Line {
  readonly name: string;
  readonly digest: string;
  /** The algorithm that the line itself names. */
  readonly said?: string;
}

function readLine(line: string): Line | undefined {
  const tagged = bsd.exec(line);
  if (tagged !== null) return lineOf({ escape: tagged[1], name: tagged[3], digest: tagged[4], said: tagged[2] });
  const plain = gnu.exec(line);
  return plain === null ? undefined : lineOf({ escape: plain[1], name: plain[3], digest: plain[2], said: undefined });
}

function readAlone(line: string, name: string | undefined): Line | undefined {
  const digest = alone.exec(line.trim())?.[1];
  return digest === undefined || name === undefined ? undefined : { name, digest: digest.toLowerCase() };
}

function lineOf(line: {
  readonly escape: string | undefined;
  readonly name: string | undefined;
  readonly digest: string | undefined;
  readonly said: string | undefined;
}): Line | undefined {
  const { escape, digest, said } = line;
  const name = escape === '\\' ? unescaped(line.name ?? '') : line.name;
  if (name === undefined || digest === undefined || digest.length % 2 !== 0) return undefined;
  return { name, digest: digest.toLowerCase(), ...(said === undefined ? {} : { said }) };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\\\', '\\'],
  ['\\n', '\n'],
  ['\\r', '\r'],
]);

function unescaped(name: string): string | undefined {
  if (/(?:^|[^\\])(?:\\\\)*\\(?![\\nr])/.test(name)) return undefined;
  return name.replaceAll(/\\[\\nr]/g, (one) => escapes.get(one) ?? one);
}

/** `SHA256`, `SHA2-256` and `SHA-256` are one; `SHA512-256` and `BLAKE2b` are others of the same lengths. */
function algorithmOf({ digest, said }: Line): ChecksumEntry['algorithm'] | undefined {
  const algorithm = algorithms.get(digest.length);
  if (algorithm === undefined || said === undefined) return algorithm;
  const size = algorithm.slice(3);
  return [`SHA${size}`, `SHA-${size}`, `SHA2-${size}`].includes(said) ? algorithm : undefined;
}

/** A name of a list without its folders. */
export function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** True of names that lists of checksums go by. */
export function looksLikeChecksums(name: string): boolean {
  return /^(?:sha-?(?:256|384|512)(?:sums?)?(?:\.txt)?|(?:.*[-_.])?(?:check)?sums?(?:[-_.]?sha-?(?:256|384|512))?(?:\.txt)?|.*[-_.]sha-?(?:256|384|512)(?:sums?)?(?:\.txt)?)(?:\.asc)?$/i.test(
    name,
  );
}
