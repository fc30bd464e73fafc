/** Why something that may hold packages was not read, or not wholly; stable, and shown in documents. */
export type ProblemCode =
  | 'ARCHIVE_MALFORMED'
  | 'ARCHIVE_TOO_MUCH'
  | 'ARCHIVE_UNSUPPORTED'
  | 'ENTRY_REFUSED'
  | 'DATABASE_MALFORMED'
  | 'DATABASE_UNSUPPORTED'
  | 'MANIFEST_MALFORMED'
  | 'MANIFEST_UNSUPPORTED'
  | 'BINARY_MALFORMED'
  | 'FILE_UNREADABLE';

/** Something that was met and not read, or not wholly. */
export interface Problem {
  readonly code: ProblemCode;
  /** In the tree; empty for the whole. */
  readonly path: string;
  /** Lower case, no final stop. */
  readonly reason: string;
}
