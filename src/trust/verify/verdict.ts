import type { CertificateField } from '../policy/index.ts';
import type { Reason } from '../reason/index.ts';
import type { Statement, StatementSubject } from '../statement/index.ts';

/** What one bundle came to. There is no third way: what could not be decided carries a reason of kind `undecided`. */
export type BundleVerdict =
  | { readonly verified: true; readonly facts: BundleFacts }
  | { readonly verified: false; readonly reasons: readonly [Reason, ...Reason[]] };

/** What was proved, each field by a check of its own. */
export interface BundleFacts {
  readonly signer: SignerFacts;
  readonly content: ContentFacts;
  /** The moments at which the signature is known to have existed. */
  readonly times: readonly TimeFact[];
  readonly log: readonly LogFact[];
  /** The checks that were made, in order, for `--explain`. */
  readonly proof: readonly ProofStep[];
}

export type SignerFacts =
  | {
      readonly kind: 'certificate';
      readonly identity: string;
      /** What the certificate says that the identity is: a URI of a workflow or machine, an address, a host, a name of Fulcio's own form. */
      readonly identityKind: 'uri' | 'email' | 'dns' | 'other';
      readonly issuer: string;
      readonly extensions: Readonly<Partial<Record<CertificateField, string>>>;
      /** Of the leaf, SHA-256 in hexadecimal. */
      readonly fingerprint: string;
      readonly caSubject: string;
    }
  /** The hint that a bundle gives for its key is nobody's word, and so is no fact. */
  | {
      readonly kind: 'key';
      /** Hexadecimal: SHA-256 of the SPKI, or of `openpgp` what that calls the fingerprint of its primary key. */
      readonly fingerprint: string;
      readonly scheme?: 'openpgp';
      /** Whose it is, where the policy says that. */
      readonly holder?: string;
    };

export type ContentFacts =
  | { readonly kind: 'message'; readonly digest: { readonly algorithm: string; readonly value: string } | undefined }
  | {
      readonly kind: 'statement';
      readonly statement: Statement;
      /** The subject that is the artifact; undefined with `unsafely-any-artifact` alone. */
      readonly subject: StatementSubject | undefined;
    }
  /** cosign's image payload: the manifest's digest that it names, and the annotations that were signed with it. */
  | { readonly kind: 'image-payload'; readonly digest: string; readonly annotations: Readonly<Record<string, string>> };

export interface TimeFact {
  /** Seconds since 1970. */
  readonly at: number;
  readonly by: 'log-promise' | 'timestamp-authority';
  readonly authority: string;
}

export interface LogFact {
  readonly log: string;
  readonly index: bigint;
  readonly proved: readonly ('promise' | 'inclusion')[];
}

export interface ProofStep {
  readonly what: string;
  /** The clause of the specification that asks for it. */
  readonly clause: string;
}
