import type { Offered } from '../bundle/index.ts';
import type { Reason } from '../reason/index.ts';
import type { BundleFacts } from '../verify/index.ts';
import type { Demand } from './demand.ts';
import type { PieceKind } from './kind.ts';

/** What a subject came to. Nothing found, and nothing asked for, are not verified. */
export type SubjectVerdict =
  | {
      readonly verified: true;
      /** One for each demand, in order. */
      readonly answers: readonly [Answer, ...Answer[]];
      readonly pieces: readonly PieceVerdict[];
      /** Set where a piece that came without its log entry speaks against the subject: with the entry it may refuse it. */
      readonly unsettled?: boolean;
    }
  | {
      readonly verified: false;
      /** `undecided`: a service, a root or the network kept us from deciding, and nothing that was decided settles it. */
      readonly decision: 'refused' | 'undecided';
      readonly reasons: readonly [Reason, ...Reason[]];
      readonly missing: readonly Demand[];
      /** The demands that were met. */
      readonly answers: readonly Answer[];
      readonly pieces: readonly PieceVerdict[];
    };

/** A demand that was met, and by which piece. */
export interface Answer {
  readonly demand: Demand;
  /** The place of the piece in `pieces`. */
  readonly piece: number;
}

/** One piece of evidence, as it was found and what it came to. */
export interface PieceVerdict {
  readonly from: string;
  readonly format: Offered['format'];
  readonly said?: Offered['said'];
  /** The signed list of checksums that it is about, in which the subject is listed; left out where it is about the subject itself. */
  readonly list?: string;
  /** What its signed payload says it is; undefined where no signature was verified. */
  readonly kind: PieceKind | undefined;
  /** The name that its statement gives the subject, where that is a file that goes by another name. */
  readonly named?: string;
  /** Set where a signature over it was verified by a signer that the policy asks for. */
  readonly facts: BundleFacts | undefined;
  /** Set where another verifier was asked as well, and accepts it. */
  readonly secondOpinion?: 'agrees';
  /** What was proved of the build, where it is provenance that counts. */
  readonly build?: BuildFacts;
  /** Why it answers nothing; empty where it answers a demand. */
  readonly reasons: readonly Reason[];
}

/** What provenance says of a build and its signer's certificate agrees with: by name. */
export type BuildFacts = Readonly<Record<string, string>>;
