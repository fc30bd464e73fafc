import type { Matcher } from './matcher.ts';

/** What is asked of one subject. Nothing has a default that accepts: what is not to be asked is spelled `unsafely`. */
export interface Policy {
  readonly signer: SignerPolicy;
  readonly artifact: ArtifactPolicy;
  /** Each must be met by a piece of evidence of its own or a shared one; an empty list asks for any one piece. */
  readonly evidence: readonly EvidenceKind[];
  /** Asked of every provenance that counts. */
  readonly build: BuildPolicy;
  /** Asked of every verification summary that counts as `vsa`; without it none does. */
  readonly summary?: SummaryPolicy;
}

export type SignerPolicy =
  | {
      readonly kind: 'certificate';
      /** The subject alternative name. */
      readonly identity: Matcher | { readonly kind: 'any-of-repository'; readonly repository: string };
      readonly issuer: Matcher;
      readonly extensions: Readonly<Partial<Record<CertificateField, Matcher>>>;
    }
  | {
      readonly kind: 'key';
      readonly spki: Uint8Array;
      readonly hashAlgorithm?: string;
      /** Further keys, each as good as the first. */
      readonly others?: readonly Uint8Array[];
      /** What each of them may sign, in the same order; left out where each may sign anything. */
      readonly uses?: readonly KeyUses[];
      /** When each of them was in use, in the same order, in milliseconds since 1970; left out where nothing is said of that. */
      readonly validFor?: readonly { readonly start: number; readonly end: number | undefined }[];
      /** Whose they are, where that is known better than that they were given. */
      readonly holder?: string;
    }
  /** Any of these OpenPGP public keys: their packets, without armour. */
  | { readonly kind: 'openpgp'; readonly keys: Uint8Array }
  | { readonly kind: 'unsafely-any-identity' };

/** What a signature says that it is for: namespaces of SSH (OpenSSH `PROTOCOL.sshsig`), and what npm's registry signs of a version. */
export type KeyUse = 'git' | 'file' | 'npm';

/** What whoever wrote down a key lets it sign. */
export type KeyUses = 'anything' | readonly KeyUse[];

/** Who is to have signed, where keys say it. */
export type KeyPolicy = Extract<SignerPolicy, { readonly kind: 'key' | 'openpgp' }>;

/** The extensions of Fulcio's certificates by name. Source: sigstore/fulcio `docs/oid-info.md`, 1.3.6.1.4.1.57264.1.8 to .24. */
export type CertificateField =
  | 'issuer'
  | 'buildSignerUri'
  | 'buildSignerDigest'
  | 'runnerEnvironment'
  | 'sourceRepositoryUri'
  | 'sourceRepositoryDigest'
  | 'sourceRepositoryRef'
  | 'sourceRepositoryIdentifier'
  | 'sourceRepositoryOwnerUri'
  | 'sourceRepositoryOwnerIdentifier'
  | 'buildConfigUri'
  | 'buildConfigDigest'
  | 'buildTrigger'
  | 'runInvocationUri'
  | 'sourceRepositoryVisibility'
  | 'deploymentEnvironment'
  | 'tokenSubject';

export type ArtifactPolicy =
  | { readonly kind: 'artifact' }
  /** The subject is not compared with what was signed. */
  | { readonly kind: 'unsafely-any-artifact' };

export type EvidenceKind = 'signature' | 'provenance' | 'spdx' | 'cyclonedx' | 'sbom' | 'vsa' | { readonly predicateType: string };

/** Who verified, what, and what came of it. Source: slsa.dev `verification_summary/v1`. */
export interface SummaryPolicy {
  readonly verifier: string;
  readonly resourceUri: string;
  /** Each must be there, or a higher one of its track. */
  readonly levels: readonly string[];
}

/** What slsa-verifier asks of provenance, by its words. */
export interface BuildPolicy {
  readonly builder?: string;
  readonly sourceUri?: string;
  readonly sourceBranch?: string;
  readonly sourceTag?: string;
  readonly sourceVersionedTag?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}
