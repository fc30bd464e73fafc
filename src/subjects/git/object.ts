import { createHash } from 'node:crypto';
import { parsed, quoted, refused, type Parsed } from '../../trust/reason/index.ts';

/** A tag or a commit, parted into what is signed and the signature. Source: git `Documentation/gitformat-signature.txt`. */
export interface GitObject {
  readonly id: string;
  readonly kind: 'tag' | 'commit';
  /** The bytes that a signature is over. */
  readonly payload: Uint8Array;
  /** PEM-like, or undefined where nobody signed it. */
  readonly signature: string | undefined;
  /** Of a tag: its name, and the object that it names. */
  readonly tag?: { readonly name: string; readonly target: string; readonly targetKind: string };
}

const beginnings = ['-----BEGIN PGP SIGNATURE-----', '-----BEGIN PGP MESSAGE-----', '-----BEGIN SSH SIGNATURE-----', '-----BEGIN SIGNED MESSAGE-----'];

/** Reads an object that git gave, and holds it against its name: the bytes are those of the object, whatever git was told to show. */
export function readGitObject(bytes: Uint8Array, { id, kind }: Pick<GitObject, 'id' | 'kind'>): Parsed<GitObject> {
  const hashing = createHash(id.length === 64 ? 'sha256' : 'sha1')
    .update(`${kind} ${bytes.length}\0`)
    .update(bytes);
  if (hashing.digest('hex') !== id) return refused('SUBJECT_UNREADABLE', `git gave other bytes than those of the ${kind} ${id}`);
  return kind === 'tag' ? readTag(bytes, id) : readCommit(bytes, id);
}

/** Characters stand for bytes, so that names in any encoding come through. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function readTag(bytes: Uint8Array, id: string): Parsed<GitObject> {
  const text = latin1(bytes);
  const end = text.indexOf('\n\n');
  const [, target, targetKind, raw] =
    /^object ([0-9a-f]{40}|[0-9a-f]{64})\ntype (commit|tag|tree|blob)\ntag ([^\n]+)(?:\n|$)/.exec(text.slice(0, end === -1 ? text.length : end)) ?? [];
  if (target === undefined || targetKind === undefined || raw === undefined) return refused('SUBJECT_UNREADABLE', `the tag ${id} is of another form`);
  const at = signatureStart(text);
  const name = Buffer.from(raw, 'latin1').toString('utf8');
  const tag = { name, target, targetKind };
  if (at === undefined) return parsed({ id, kind: 'tag', payload: bytes, signature: undefined, tag });
  return parsed({ id, kind: 'tag', payload: bytes.subarray(0, at), signature: text.slice(at), tag });
}

/** Where the last signature begins, as git looks for it: a message may quote one. */
function signatureStart(text: string): number | undefined {
  let found: number | undefined;
  for (let line = 0; line < text.length;) {
    if (beginnings.some((one) => text.startsWith(one, line))) found = line;
    const end = text.indexOf('\n', line);
    line = end === -1 ? text.length : end + 1;
  }
  return found;
}

/** A commit holds its signature in a header, whose further lines begin with a space, and signs all else. */
function readCommit(bytes: Uint8Array, id: string): Parsed<GitObject> {
  const text = latin1(bytes);
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end + 1);
  if (!/^tree (?:[0-9a-f]{40}|[0-9a-f]{64})\n/.test(head)) return refused('SUBJECT_UNREADABLE', `the commit ${id} is of another form`);
  const field = id.length === 64 ? 'gpgsig-sha256' : 'gpgsig';
  const headers = head.match(/[^\n]*\n(?: [^\n]*\n)*/g) ?? [];
  const own = headers.filter((one) => one.startsWith(`${field} `));
  if (own.length > 1) return refused('SUBJECT_UNREADABLE', `the commit ${id} has ${quoted(field)} twice`);
  const rest = headers.filter((one) => !one.startsWith('gpgsig ') && !one.startsWith('gpgsig-sha256 ')).join('');
  const payload = Buffer.from(rest + text.slice(head.length), 'latin1');
  const signature = own[0]?.slice(field.length + 1).replaceAll('\n ', '\n');
  return parsed({ id, kind: 'commit', payload: signature === undefined ? bytes : payload, signature });
}
