import { basename, holesOf, type Hole, type NameSet, type Text } from '../values/index.ts';
import { nameOf } from './lossy.ts';
import type { EvidenceRecord, Spoiled } from './model.ts';

const lengths: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128, blake2b: 128, blake3: 64 };

/** What a function leaves of the lines of a checksum list: all of them that matters, digests without names, text that has to be decoded, or no whole digest. */
type Left = 'whole' | Spoiled;

/**
 * What is left of a checksum list in the text that a list is written from, after the functions between the two.
 * `holes` are the unknowns of the text that come from it, each with the ids of those functions.
 */
export function leftOf(
  record: EvidenceRecord,
  holes: readonly { readonly hole: Hole; readonly steps: readonly string[] }[],
  list: { readonly text: Text; readonly path: NameSet },
): Left {
  const each = holes.map(({ hole, steps }) => ({ hole, left: worst(steps.map((id) => leftBy(id, record))) }));
  const best = each.reduce((a, b) => (order.indexOf(b.left) < order.indexOf(a.left) ? b : a));
  if (best.left !== 'unnamed') return best.left;
  return isNamedBeside(list.text, best.hole, record) || isPerFile(record, list.path) ? 'whole' : 'unnamed';
}

const order: readonly Left[] = ['whole', 'unnamed', 'encoded', 'cut'];

function worst(all: readonly Left[]): Left {
  return all.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'whole');
}

/** Whether a text names the file beside its digest: anything but blanks does. */
function isNamedBeside(text: Text, digest: Hole, record: EvidenceRecord): boolean {
  return (record.target.files.length === 1 && isOneName(record)) || hasOther(text, digest);
}

function hasOther(text: Text, digest: Hole): boolean {
  return text.some((piece) => {
    if (piece.kind === 'lit') return /\S/.test(piece.text);
    if (piece.kind === 'alt') return piece.options.some((option) => hasOther(option, digest));
    return piece.kind !== 'hole' || piece.id !== digest.id;
  });
}

function isOneName(record: EvidenceRecord): boolean {
  const names = record.target.files[0]!.names.include;
  return names.length === 1 && names[0]!.every((piece) => piece.kind === 'lit' || (piece.kind === 'hole' && piece.each === undefined));
}

/** Whether a list is written for each file of a loop, under that file's own name: a name that varies is no one file's. */
function isPerFile(record: EvidenceRecord, path: NameSet): boolean {
  const looped = new Set(record.target.files.flatMap((f) => f.names.include.flatMap((name) => holesOf(name).map((hole) => hole.id))));
  const varies = (name: Text): boolean =>
    basename(name).some((piece) => piece.kind === 'wild') || holesOf(name).some((hole) => hole.each !== undefined || looped.has(hole.id));
  return path.include.length > 0 && path.include.every(varies);
}

/** What the function that an unknown's id names leaves of each line. */
function leftBy(id: string, record: EvidenceRecord): Left {
  const name = nameOf(id);
  // Lines of `DIGEST  NAME`; others print the digest last or alone.
  const first = record.tool.endsWith('sum');
  const length = lengths[record.algorithm ?? ''] ?? 32;
  const upTo = (end: number): Left => (end < length ? 'cut' : 'unnamed');
  const field = (chosen: readonly string[]): Left =>
    chosen.length === 0 ? 'whole' : chosen.every((n) => n === '1') ? 'unnamed' : chosen.includes('1') ? 'whole' : first ? 'cut' : 'unnamed';
  const characters = /^(?:cut -c(?:1?-)|head -c )(\d+)$/.exec(name) ?? /^substring 0 (\d+)/.exec(name);
  if (characters !== null) return upTo(Number(characters[1]));
  if (/^cut -c(?!1?-$)/.test(name) || /^(?:wc|rev)\b/.test(name)) return 'cut';
  const cut = /^cut (?:-d[ \t] )?-f([\d,]+)$/.exec(name);
  if (cut !== null) return field(cut[1]!.split(','));
  const printed = /^awk (?:-F\S+ )?\s*\{\s*print\b([^{}]*)\}\s*$/.exec(name);
  if (printed !== null && !printed[1]!.includes('$0')) return field([...printed[1]!.matchAll(/\$(\d+|NF)/g)].map((found) => found[1]!));
  const read = /^field (\d+)$/.exec(name);
  if (read !== null) return field([read[1]!]);
  // `${line%% *}`, `sed 's/ .*//'`
  if (name === 'strip-suffix-longest' && / w\d+:\*+\)*$/.test(id.replaceAll('\u0001', ''))) return 'unnamed';
  if (/^base64\b(?! -d)/.test(name)) return record.tool.startsWith('openssl') ? 'whole' : 'encoded';
  // `jq -R .` puts each line between quotes.
  const flags = /^jq ([\w-]+) /.exec(name)?.[1] ?? '';
  if (/R|raw-input/.test(flags) && !/r(?!aw-input)|j/.test(flags)) return 'encoded';
  const deleted = /^tr (c?d) (.*)$/s.exec(name);
  if (deleted?.[1] === 'cd') return 'unnamed';
  if (deleted?.[1] === 'd')
    return /[0-9a-fA-F]|:(?:alnum|alpha|digit|xdigit):/.test(deleted[2]!)
      ? 'cut'
      : deleted[2]!.includes(' ') || deleted[2]!.includes(':space:')
        ? 'unnamed'
        : 'whole';
  return 'whole';
}

/** How a spoiled list is told. */
export const spoiledReasons: Readonly<Record<Spoiled, string>> = {
  unnamed: 'the checksum list holds digests without the names of the files',
  encoded: 'the checksum list is encoded, and no tool checks it as it is',
  cut: 'what is published of the digests is not a whole digest',
};
