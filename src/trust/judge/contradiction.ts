import type { Offered } from '../bundle/index.ts';
import { quoted, reason, type Parsed, type Reason } from '../reason/index.ts';
import { isOfBytes, otherBytesOf, parseStatement, type DigestOf, type Statement } from '../statement/index.ts';
import type { Artifact } from '../verify/index.ts';

/** A list of checksums that has evidence of its own: who signed it vouches for the files that it lists. */
export interface SignedList {
  readonly from: string;
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** Its line for the subject, whose digest is that of the subject; or why it does not vouch for it. */
  readonly entry: Parsed<unknown>;
}

/** What a piece of evidence says against a subject, if it is signed by whom a demand asks for. */
export interface Contradiction {
  readonly reason: Reason;
  /** What the piece is about: the list, or the other bytes of the subject's name. */
  readonly about: Artifact;
  /** What it calls the bytes of the subject, where it does. */
  readonly named?: string | undefined;
}

/** What a list says against a subject; undefined where it does not have another digest for it. */
export function contradictionInList({ entry, artifact }: SignedList): Contradiction | undefined {
  return entry.kind === 'refused' && entry.reason.code === 'CHECKSUM_MISMATCH' ? { reason: entry.reason, about: artifact } : undefined;
}

/** What a statement says against a subject; undefined where it does not give the subject's own name to other bytes. */
export function contradictionIn(statement: Statement, from: string, { name }: Artifact, digestOf: DigestOf): Contradiction | undefined {
  if (name === undefined) return undefined;
  const other = otherBytesOf(statement.subject, name, digestOf);
  if (other === undefined) return undefined;
  const named = statement.subject.find((one) => isOfBytes(one, digestOf))?.name;
  const these = named === undefined ? '' : `; it names these bytes ${quoted(named)}`;
  const message = `${quoted(from)} is about other bytes of the name ${quoted(other.name)}: ${other.algorithm} ${other.digest}${these}`;
  const more = named === undefined ? {} : { hint: 'use it by the name that its signer gave it, if that is the file that you want; else get the file anew' };
  return { reason: reason('SUBJECT_OTHER_BYTES', message, more), about: { digests: { [other.algorithm]: other.digest }, name }, named };
}

/** The statement in a piece, of which nothing is verified yet; undefined where there is none. */
export function statementIn({ bundle }: Offered): Statement | undefined {
  if (bundle.kind === 'refused' || bundle.value.content.kind !== 'envelope') return undefined;
  const statement = parseStatement(bundle.value.content.envelope.payload);
  return statement.kind === 'parsed' ? statement.value : undefined;
}
