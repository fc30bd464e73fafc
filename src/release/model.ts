/** What a stranger can ask of something that is published. */
export type EvidenceType = 'signature' | 'provenance' | 'spdx' | 'cyclonedx';

/** What a file can carry beside that: an object of PEP 740, for an index of Python packages. */
export type FileEvidence = EvidenceType | 'pep740';

/** Who must have signed, as strangers are told. */
export type ReleaseSigner =
  | { readonly kind: 'workflow'; readonly repo: string; readonly workflow: string; readonly ref: string; readonly issuer?: string }
  | { readonly kind: 'identity'; readonly identity: string; readonly issuer: string }
  /** The file of the public key, as a person names it. */
  | { readonly kind: 'key'; readonly file: string };

export interface PlannedFile {
  /** As it is published. */
  readonly name: string;
  /** Where it was built. */
  readonly path: string;
  readonly evidence: readonly FileEvidence[];
}

export interface PlannedImage {
  /** The layout's folder; of a chart it is made, and known when the release runs. */
  readonly layout: string;
  /** The packed chart that it is made of. */
  readonly chart?: string;
  /** What that says it is. */
  readonly chartSays?: { readonly name: string; readonly version: string };
  /** Registry and repository. */
  readonly to: string;
  readonly tags: readonly PlannedTag[];
  readonly evidence: readonly EvidenceType[];
  /** Whether evidence is also kept as cosign 1 and 2 look for it. */
  readonly older: 'kept' | 'left-out';
}

/** A tag of an image. One that is named after the release is this release's alone; others, such as `latest`, move. */
export interface PlannedTag {
  readonly name: string;
  readonly moves: 'with-each-release' | 'never';
}

export interface PlannedPackages {
  readonly name: string;
  /** Names of planned files. */
  readonly files: readonly string[];
  /** Names of the objects of PEP 740 that are made for them. */
  readonly attestations: readonly string[];
  readonly run: readonly string[];
  readonly isPublished: readonly string[] | undefined;
}

/** A release as it was declared, with what its patterns found. */
export interface Plan {
  readonly name: string;
  /** Without a `v` before it. */
  readonly version: string;
  readonly signer: ReleaseSigner;
  readonly checksums: string;
  readonly files: readonly PlannedFile[];
  readonly images: readonly PlannedImage[];
  readonly packages: readonly PlannedPackages[];
  /** A signed tag of git, pushed where a remote is named. */
  readonly gitTag: { readonly remote: string | undefined } | undefined;
  readonly github: string | undefined;
  readonly folder: string | undefined;
  readonly steps: readonly [Step, ...Step[]];
}

/**
 * One thing that is done, and written to the journal when it is. `prepare` and `stage` can be seen by nobody under the name
 * of the release; `publish` can be taken back by hand, `final` by nobody.
 */
export interface Step {
  /** The same in each run. */
  readonly id: string;
  readonly phase: 'prepare' | 'stage' | 'verify' | 'publish' | 'final';
  readonly about: string;
  readonly does: Action;
}

export type Action =
  | { readonly kind: 'freeze' }
  | { readonly kind: 'describe'; readonly file: string; readonly as: 'spdx' | 'cyclonedx' }
  | { readonly kind: 'checksums' }
  | { readonly kind: 'sign'; readonly file: string }
  | { readonly kind: 'attest-sbom'; readonly file: string; readonly as: 'spdx' | 'cyclonedx' }
  | { readonly kind: 'attest-provenance' }
  | { readonly kind: 'attest-publish'; readonly file: string }
  | { readonly kind: 'push'; readonly image: number }
  | { readonly kind: 'sign-image'; readonly image: number }
  | { readonly kind: 'describe-image'; readonly image: number; readonly as: 'spdx' | 'cyclonedx' }
  | { readonly kind: 'attest-image'; readonly image: number }
  | { readonly kind: 'draft' }
  | { readonly kind: 'upload' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'git-tag' }
  | { readonly kind: 'tag-image'; readonly image: number; readonly tag: PlannedTag }
  | { readonly kind: 'flip' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'packages'; readonly packages: number };

/** Where a release stands. */
export type ReleaseState = 'planned' | 'frozen' | 'staged' | 'verified' | 'partly-published' | 'published';
