import type { Offered } from '../trust/bundle/index.ts';
import type { Parsed, Reason } from '../trust/reason/index.ts';
import type { Artifact } from '../trust/verify/index.ts';

/** What a subject came to: itself, or each platform of an image and each file of a version or a release. */
export interface Finding {
  readonly subjects: readonly FoundSubject[];
  /** Why there may be more of them than these. */
  readonly problems: readonly Reason[];
}

/** A subject with its name, as a person types it to get this one alone. */
export interface FoundSubject extends Found {
  readonly name: string;
  /** What the name stands for, where that is more than it says: the digest of a tag, the version of `latest`. */
  readonly resolved?: string;
}

/** What was found for a subject. */
export interface Found {
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** Statements for many files that are about other bytes of the subject's name: who signed them may have meant another file. */
  readonly others?: readonly Offered[];
  /** What could not be asked or looked at. */
  readonly notes: readonly Reason[];
  /** Why there is no evidence, where that is known better than that none was found. */
  readonly unsigned?: Reason;
  /** Lists of checksums beside the subject that have evidence of their own. */
  readonly lists: readonly FoundList[];
}

/** A list of checksums with its evidence: where it is verified, what it lists of the subject is vouched for by its signer. */
export interface FoundList {
  readonly from: string;
  readonly artifact: Artifact;
  readonly offered: readonly Offered[];
  /** The subject's line, whose digest is that of the subject; or why the list does not vouch for it. */
  readonly entry: Parsed<ChecksumEntry>;
}

export interface ChecksumEntry {
  /** As the list writes it. */
  readonly name: string;
  readonly algorithm: 'sha256' | 'sha384' | 'sha512';
  /** Hexadecimal, lower case. */
  readonly digest: string;
}
