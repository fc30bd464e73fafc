/** What a thing that is released must carry. */
export type ReleaseEvidence = 'signature' | 'provenance' | 'spdx' | 'cyclonedx';

/** What a file can carry beside that: the attestation that an index of Python packages takes. */
export type ReleaseFileEvidence = ReleaseEvidence | 'pep740';

/** Files of a release: one pattern or several, and what each file must carry. */
export interface ReleaseFiles {
  readonly path: string | readonly string[];
  readonly evidence: readonly ReleaseFileEvidence[];
}

/** An image of a release: where its layout is, where it goes, and what it must carry. */
export interface ReleaseImage {
  readonly layout: string;
  readonly to: string;
  readonly tags: readonly string[];
  readonly evidence: readonly ReleaseEvidence[];
  /** Whether its evidence is kept as cosign 1 and 2 look for it as well. */
  readonly legacy?: boolean | undefined;
}

/** Charts of a release: packed, and where they go. */
export interface ReleaseCharts {
  readonly file: string | readonly string[];
  readonly to: string;
  /** No SBOM. */
  readonly evidence: readonly ReleaseEvidence[];
}

/** Packages that a client of their index publishes. */
export interface ReleasePackages {
  readonly name: string;
  readonly files: string | readonly string[];
  readonly run: readonly string[];
  readonly isPublished?: readonly string[] | undefined;
}

/** Who strangers will be told must have signed. */
export type ReleaseSigner =
  | { readonly repo: string; readonly workflow: string; readonly ref?: string | undefined; readonly issuer?: string | undefined }
  | { readonly identity: string; readonly issuer: string }
  | { readonly key: string };

/** The declaration of a release, as it was written. */
export interface ReleaseConfig {
  readonly signer: ReleaseSigner;
  readonly checksums?: string | undefined;
  readonly files?: readonly ReleaseFiles[] | undefined;
  readonly images?: readonly ReleaseImage[] | undefined;
  readonly charts?: readonly ReleaseCharts[] | undefined;
  readonly packages?: readonly ReleasePackages[] | undefined;
  readonly gitTag?: { readonly remote?: string | undefined } | undefined;
  readonly github?: string | undefined;
  readonly folder?: string | undefined;
}
