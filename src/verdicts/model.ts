/** The version of the JSON form; a field that goes or changes its meaning is a new one. */
export const verdictSchemaVersion = 1;

/** `exempt`: a policy file lets the subject through unverified. */
export type VerdictWord = 'verified' | 'not-verified' | 'undecided' | 'exempt';

/** What one run of `verify` came to, as it is told to people and programs. */
export interface VerdictReport {
  readonly schemaVersion: typeof verdictSchemaVersion;
  readonly tool: { readonly name: 'sealwright'; readonly version: string };
  /** That of all subjects together: `verified` only where each is, and there is one. */
  readonly verdict: VerdictWord;
  /** The release whose files the subjects are; null where they were named one by one. */
  readonly release: string | null;
  readonly subjects: readonly SubjectReport[];
  readonly roots: readonly RootReport[];
}

export interface SubjectReport {
  /** As it was named. */
  readonly subject: string;
  /** What it stands for, such as an image with its digest, where that is more than its name. */
  readonly resolved: string | null;
  readonly digests: Readonly<Record<string, string>>;
  readonly verdict: VerdictWord;
  /** The first line, in plain words. */
  readonly headline: string;
  /** What the policy leaves open of who signed. */
  readonly open: readonly string[];
  readonly asked: readonly AskedReport[];
  readonly reasons: readonly ReasonReport[];
  readonly pieces: readonly PieceReport[];
}

/** One thing that was asked for. */
export interface AskedReport {
  /** `any`, `signature`, `provenance`, `spdx`, `cyclonedx`, `sbom`, or a predicate type. */
  readonly evidence: string;
  readonly signer: string;
  /** The place in `pieces` of what met it; null where nothing did. */
  readonly metBy: number | null;
}

export interface ReasonReport {
  readonly code: string;
  readonly kind: 'refused' | 'undecided';
  readonly message: string;
  readonly hint: string | null;
  readonly clause: string | null;
}

/** One piece of evidence. Everything but `from`, `format`, `said` and `reasons` was proved. */
export interface PieceReport {
  readonly from: string;
  readonly format: string;
  readonly counted: boolean;
  /** The signed list of checksums that it is about; null where it is about the subject itself. */
  readonly list: string | null;
  readonly kind: string | null;
  readonly predicateType: string | null;
  /** The name that its statement gives the subject, where that is a file that goes by another name; null else. */
  readonly named: string | null;
  readonly signer: SignerReport | null;
  readonly times: readonly { readonly at: string; readonly by: 'log-promise' | 'timestamp-authority'; readonly authority: string }[];
  readonly log: readonly { readonly log: string; readonly index: string; readonly proved: readonly ('promise' | 'inclusion')[] }[];
  readonly build: Readonly<Record<string, string>> | null;
  /** What was signed along with an image's digest. */
  readonly annotations: Readonly<Record<string, string>> | null;
  readonly proof: readonly { readonly what: string; readonly clause: string }[];
  /** Whether another verifier was asked with `--cross-check`, and accepts it; one that does not is a reason. */
  readonly secondOpinion: 'agrees' | null;
  readonly said: Readonly<Record<string, string>> | null;
  readonly reasons: readonly ReasonReport[];
}

export type SignerReport =
  | {
      readonly kind: 'certificate';
      readonly identity: string;
      readonly identityKind: 'uri' | 'email' | 'dns' | 'other';
      readonly issuer: string;
      readonly extensions: Readonly<Record<string, string>>;
      readonly fingerprint: string;
      readonly caSubject: string;
    }
  | { readonly kind: 'key'; readonly fingerprint: string; readonly scheme?: 'openpgp'; readonly holder?: string };

/** A trusted root that was believed, and how old it is. */
export interface RootReport {
  readonly from: string;
  /** Days since it was last known to be the newest; null where that cannot be known, as of a file. */
  readonly ageDays: number | null;
  readonly stale: boolean;
}
