import type { Span } from '../base/index.ts';
import type { SurfaceKind } from '../surfaces/index.ts';

/** What a document says that there is. */
export type ClaimKind =
  | 'signed'
  | 'keyless'
  | 'hashes'
  | 'sbom'
  | 'provenance'
  | 'slsa-level'
  | 'reproducible'
  | 'every-asset'
  | 'protection'
  | 'badge'
  | 'other';

/** The published things that a claim is about, told from its words. */
export interface Subject {
  /** Kinds of surface, the ones meant first: a later group is asked only where nothing of the earlier is published. */
  readonly kinds: readonly (readonly SurfaceKind[])[];
  /** `every`, `all`, `each`: one thing without it is one too many. */
  readonly isEvery: boolean;
  /** Of a release as a whole: one SBOM beside its files is the SBOM that it has. */
  readonly isWhole: boolean;
  /** Whatever lies in a release, an SBOM or a checksum list as well. */
  readonly isAnyFile?: true;
  /** The names that are given, as `nameKey` writes them, where a thing is named rather than described. */
  readonly names?: readonly string[];
  /** Names that the words do not mean: `binaries` means no manifest beside them. */
  readonly leavesOut?: RegExp;
}

/** Something that a document states, before it is held against what is published. */
export interface Statement {
  readonly kind: ClaimKind;
  /** The sentence without its markup. */
  readonly text: string;
  readonly at: Span;
  readonly subject: Subject;
  /** The SLSA level that is stated. */
  readonly level?: number;
  /** How it is made, where the sentence says it. */
  readonly by?: 'keyless' | 'key';
  /** The tool or the formats that the sentence names: another would not do. */
  readonly named?: readonly string[];
  /** A badge of a scorer, rather than words. */
  readonly badge?: 'scorecard' | 'slsa';
}

/** `cannot-tell` is never rounded to `supported`. */
export type Verdict = 'supported' | 'contradicted' | 'unsupported' | 'cannot-tell';

/** A statement with what was found of it. */
export interface Claim {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly text: string;
  readonly surfaces: readonly string[];
  readonly verdict: Verdict;
  readonly reason: string;
  readonly at: Span;
  readonly related: readonly { readonly at: Span; readonly what: string }[];
}
