import type { BytesRead } from '../base/index.ts';
import type { Bundle, Offered } from '../trust/bundle/index.ts';
import { decodeBase64, decodeUtf8 } from '../trust/json/index.ts';
import { quoted, reason, type Reason } from '../trust/reason/index.ts';
import { parseStatement } from '../trust/statement/index.ts';
import type { Artifact } from '../trust/verify/index.ts';
import { digestOf } from './digest.ts';
import { leftOut, readFile, readSignature } from './given.ts';
import { evidenceFor, neighboursOf, type FolderNames } from './neighbours.ts';

/** Files that lie together, some of which are taken for evidence by their names. */
export interface Together {
  readonly names: FolderNames;
  readonly read: (name: string) => BytesRead;
  /** The artifact that a file is; undefined where it cannot be read. */
  readonly artifact: (name: string) => Artifact | undefined;
  /** Whether anything of the release has a digest, here or in another folder. */
  readonly isThere: (algorithm: Algorithm, digest: string) => boolean;
}

const algorithms = ['sha256', 'sha384', 'sha512'] as const;
type Algorithm = (typeof algorithms)[number];

/** Files that belong to others by their names: each is about one of them, or is no evidence. */
interface Role {
  readonly owners: string[];
  /** Set where it is a signature in a file of its own. */
  readonly beside?: { readonly certificate?: string; readonly entry?: string };
}

/**
 * Looks into every file that is taken for evidence by its name, and so was not judged itself. Returns those that are not
 * evidence, or about none of what they lie beside: a name alone must hide nothing.
 */
export function orphansOf(together: Together): readonly { readonly name: string; readonly reason: Reason }[] {
  const { names, read } = together;
  const roles = rolesIn(names);
  const fine = new Set<string>();
  const found = new Map<string, Reason>();
  for (const name of evidenceFor(names.sorted, names)) {
    const role = roles.get(name);
    const bytes = read(name);
    if (bytes.kind !== 'bytes') {
      found.set(name, reason('EVIDENCE_UNREAD', `${quoted(name)} is evidence by its name: ${bytes.kind === 'refused' ? bytes.reason : 'it is no file'}`));
      continue;
    }
    const shared = role === undefined ? readFile(bytes.bytes, name) : [];
    const left = shared.map(leftOut).find((one) => one !== undefined);
    if (left !== undefined) found.set(name, left);
    const isFine = role === undefined ? isAboutThese(shared, together) : isOwned(bytes.bytes, { name, role, together });
    if (!isFine) continue;
    fine.add(name);
    if (role?.beside?.certificate !== undefined) fine.add(role.beside.certificate);
  }
  return [...evidenceFor(names.sorted, names)]
    .filter((name) => !fine.has(name))
    .map((name) => ({
      name,
      reason:
        found.get(name) ?? reason('EVIDENCE_ORPHAN', 'by its name it is evidence, and not all that is in it is about a file that lies beside it', { hint }),
    }));
}

const hint = 'publish what it is about beside it, leave it out, or give it a name of its own';

/** Files whose names begin with that of another file. */
function rolesIn(names: FolderNames): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const owner of names.sorted) {
    const { evidence, signatures, openPgp } = neighboursOf(owner, names);
    const add = (name: string, more: Pick<Role, 'beside'>): void => {
      const known = roles.get(name);
      if (known === undefined) roles.set(name, { owners: [owner], ...more });
      else known.owners.push(owner);
    };
    for (const name of [...evidence, ...openPgp]) add(name, {});
    for (const { signature, ...beside } of signatures) add(signature, { beside });
  }
  return roles;
}

/** Evidence that is named after no file: each piece is a statement about something, and one about a file beside it. */
function isAboutThese(pieces: readonly Offered[], { isThere }: Together): boolean {
  return pieces.length > 0 && pieces.every((piece) => statementNames(piece, isThere));
}

function isOwned(bytes: Uint8Array, { name, role, together }: { readonly name: string; readonly role: Role; readonly together: Together }): boolean {
  return role.owners.some((owner) => {
    const artifact = together.artifact(owner);
    if (artifact === undefined) return false;
    const pieces = piecesIn(bytes, { name, role, artifact, together });
    const isOfOwner = (piece: Offered): boolean =>
      isForeign(piece, bytes) || isMessageOf(piece, { artifact, bytes }) || statementNames(piece, digestsOf(artifact));
    return pieces.some(isOfOwner) && pieces.every((piece) => isOfOwner(piece) || statementNames(piece, together.isThere));
  });
}

function piecesIn(
  bytes: Uint8Array,
  { name, role, artifact, together }: { readonly name: string; readonly role: Role; readonly artifact: Artifact; readonly together: Together },
): readonly Offered[] {
  if (role.beside === undefined) return readFile(bytes, name, artifact);
  const [certificate, entry] = [role.beside.certificate, role.beside.entry].map((one) => (one === undefined ? undefined : together.read(one)));
  return readSignature({
    from: name,
    bytes,
    artifact,
    ...(certificate?.kind === 'bytes' ? { certificate: certificate.bytes } : {}),
    ...(entry?.kind === 'bytes' ? { entry: entry.bytes } : {}),
  });
}

function digestsOf(artifact: Artifact): Together['isThere'] {
  return (algorithm, digest) => digestOf(artifact, algorithm) === digest;
}

function statementNames({ bundle }: Offered, isThere: Together['isThere']): boolean {
  if (bundle.kind === 'refused' || bundle.value.content.kind !== 'envelope') return false;
  const statement = parseStatement(bundle.value.content.envelope.payload);
  if (statement.kind === 'refused') return false;
  return statement.value.subject.some(({ digest }) =>
    algorithms.some((one) => {
      const value = Object.hasOwn(digest, one) ? digest[one] : undefined;
      return value !== undefined && isThere(one, value);
    }),
  );
}

const armourLine = /^(?:-----(?:BEGIN|END) PGP SIGNATURE-----|[A-Za-z0-9+/=]*|(?:Version|Comment|Hash|Charset): .*)\r?$/;

/** A signature of another program: what it is over is not said in it, so that it must be one from its first byte to its last. */
function isForeign({ bundle, openPgp }: Offered, bytes: Uint8Array): boolean {
  if (openPgp !== undefined) return true;
  if (bundle.kind === 'parsed') return false;
  // A signature of minisign over a digest that only the bytes of the file give.
  if (bundle.reason.code === 'ARTIFACT_BYTES_NEEDED') return true;
  if (bundle.reason.code !== 'SIGNATURE_COUNT') return false;
  const text = Buffer.from(bytes).toString('latin1');
  return !text.trimStart().startsWith('-----BEGIN PGP ') || text.split('\n').every((line) => armourLine.test(line));
}

/** A signature that says of what it is, by a digest or by its log entry, or that is nothing but a signature. */
function isMessageOf({ bundle, format, over }: Offered, { artifact, bytes }: { readonly artifact: Artifact; readonly bytes: Uint8Array }): boolean {
  if (bundle.kind === 'refused' || bundle.value.content.kind !== 'message') return false;
  const { digest } = bundle.value.content;
  if (digest !== undefined) {
    const algorithm = digest.algorithm.replace(/^SHA2_/, 'sha');
    return algorithms.some((one) => one === algorithm && digestOf(artifact, one) === Buffer.from(digest.value).toString('hex'));
  }
  if (bundle.value.logEntries.length > 0) return isLogged(bundle.value, artifact);
  return format !== 'detached-signature' || over !== undefined || isMinisign(bytes) || isBareSignature(bytes);
}

function isLogged({ logEntries }: Bundle, artifact: Artifact): boolean {
  const bodies = logEntries.map(({ body }) => Buffer.from(body).toString('latin1'));
  return algorithms.some((one) => {
    const digest = digestOf(artifact, one);
    const spellings = digest === undefined ? [] : [digest, Buffer.from(digest, 'hex').toString('base64')];
    return bodies.some((body) => spellings.some((spelling) => body.includes(spelling)));
  });
}

function isMinisign(bytes: Uint8Array): boolean {
  return bytes.length < 2048 && Buffer.from(bytes).toString('latin1').startsWith('untrusted comment:');
}

const mostSignature = 1024;

/** Base64, DER, or bytes as many as a signature has; no text, and nothing that a machine would run. */
function isBareSignature(bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes)?.trim();
  const packed = text === undefined ? undefined : decodeBase64(text);
  if (packed !== undefined) return packed.length >= 48 && packed.length <= mostSignature;
  if (text !== undefined && /^[\t\n\r\u{20}-\u{7e}]*$/u.test(text)) return false;
  const raw = Buffer.from(bytes);
  if (raw[0] === 0x30) return raw.length <= 160 && raw[1] !== undefined && raw.length === (raw[1] < 0x80 ? raw[1] + 2 : (raw[2] ?? 0) + 3);
  return [64, 96, 132, 256, 384, 512].includes(raw.length) && !/^(?:#!|MZ|\u{7f}ELF|PK)/u.test(raw.toString('latin1', 0, 4));
}
