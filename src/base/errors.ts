/** Every error code of the package with what it means; docs/errors.md is generated from this table. */
export const errorTable = {
  USAGE: 'The command line cannot be understood.',
  FOLDER_MISSING: 'The folder to audit does not exist or is not a folder.',
  FOLDER_UNREADABLE: 'The folder exists and cannot be read.',
  OUTPUT_UNWRITABLE: 'The file given with --output, or a file of init, cannot be written.',
  CONFIG_MALFORMED: 'sealwright.yaml is not YAML, or does not fit its schema.',
  CONFIG_MISSING: 'A configuration file that was named does not exist.',
  BASELINE_UNREADABLE: 'The file given with --baseline does not exist, or is no baseline.',
  CONFIG_UNWRITABLE: 'A decision cannot be added to sealwright.yaml without changing what else stands in it.',
  FINDING_UNKNOWN: 'Nothing is found of what was given to disposition add.',
  DISPOSITION_REFUSED: 'A decision that disposition add was asked to write would not stand, or is there already.',
  RESOLVE_MISSING: 'The folder of a --resolve entry does not exist.',
  SURFACE_UNKNOWN: 'No surface has the name that was given to explain or lineage.',
  DOCUMENT_UNWRITABLE: 'A document given with recipe --write or --check has no marked block, or cannot be read as UTF-8 text.',
  FILE_CHANGED: 'A file that fix --write is to change is not what was read any more, or is reached through a link; nothing was written.',
  REF_UNKNOWN: 'The revision given with --against is not in this repository.',
  GIT_FAILED: 'git could not be run or failed.',
  EVIDENCE_UNREADABLE: 'A file given with --bundle, --rekor-entry or --release does not exist or cannot be read.',
  ROOT_UNREADABLE: 'A file given with --trusted-root does not exist, or is no trusted root.',
  KEY_UNREADABLE: 'A file given with --key does not exist, or holds no public key.',
  POLICY_MALFORMED: 'A file given with --policy is not YAML, or does not fit its schema.',
  POLICY_MISSING: 'A file given with --policy does not exist.',
  POLICY_TOO_OPEN: 'With --strict, a policy file leaves open both which workflow and which ref signed, or who signed.',
  SUBJECT_CHANGED: 'A file that is verified was written to while it was read.',
  SUBJECT_UNPINNED: 'What gate verified has no name that could not come to stand for something else.',
  COMMAND_MISSING: 'The program that gate or lab was given to run is not installed or cannot be run.',
  TAG_EXISTS: 'The tag is there already; a tag is never moved.',
  TAG_UNSIGNABLE: 'The signer cannot sign in the form that git keeps.',
  RELEASE_UNDECLARED: 'The configuration has no release.',
  RELEASE_REFUSED: 'What is declared cannot be released as it is: a pattern finds nothing, or two things would have one name.',
  RELEASE_CHANGED: 'A release of this name was begun with other files or another declaration; nothing is signed anew under the same name.',
  RELEASE_LOCKED: 'Another run has the folder of this release.',
  RELEASE_TAKEN: 'A release, tag or folder of this name is there already, and another one made it.',
  RELEASE_STOPPED: 'A step of a release failed; running the same command again goes on from there.',
  RELEASE_UNVERIFIED: 'What was made for a release does not verify; nothing of it was published.',
  RELEASE_SERVICE_FAILED: 'The service that keeps releases did not do what it was asked to; running the same command again goes on from there.',
  RELEASE_SERVICE_DENIED: 'The service that keeps releases does not let the token write.',
  PROVENANCE_UNKNOWN: 'Provenance is asked for, and nothing that can be proved says where this is built.',
  JOURNAL_DAMAGED: 'The journal of a release is not what was written.',
  STATE_UNWRITABLE: 'The folder of a release cannot be written to.',
  REGISTRIES_MALFORMED: 'A configuration of container registries, or COSIGN_REPOSITORY, cannot be understood.',
  ARGUMENT_MALFORMED: 'A program gave the library a value that is none of what it takes.',
  FILE_UNREADABLE: 'A file that is verified exists and cannot be read to its end.',
  SPOOL_FULL: 'There is no room for temporary files, which hold what a large archive or image is read from.',
  TOKEN_MISSING: 'No identity token was found to sign with, and no key was given.',
  TOKEN_UNUSABLE: 'An identity token is malformed, has expired, or is for another audience than Sigstore.',
  SIGNING_CONFIG_UNREADABLE: 'A file given with --signing-config does not exist, is no signing config, or names too few services that can be used.',
  SIGNING_KEY_UNREADABLE: 'A private key given with --key does not exist, is of a kind that is not signed with, or its password is missing or wrong.',
  SIGNING_PRIVATE: 'The repository is not known to be public, and the services that were to be asked publish what they are sent.',
  SIGNING_SERVICE_FAILED: 'A service that signing needs refused, failed or did not answer in time. Nothing was written.',
  SIGNATURE_UNSOUND: 'What was signed does not verify against the trusted root. Nothing was written.',
  IMAGE_UNRESOLVED: 'An image that is to be signed, or a platform of it, is not there or is not shown. Nothing was signed.',
  ATTACH_FAILED: 'Evidence that was made could not be attached to an image, or did not come back as it was attached. It is safe to run the command again.',
  ATTESTATION_NOT_KEPT:
    'An attestation that was made could not be kept with its repository at GitHub, or did not come back as it was sent. It is safe to run the command again.',
  BUNDLE_EXISTS: 'The file that a bundle is to be written to exists.',
  SUBJECT_UNREACHED: 'What is to be described is not there, is none of what can be described, or a service does not give it.',
  SUBJECTS_REFUSED: 'What is to be attested cannot be: a file or list is missing or malformed, or one name stands for two artifacts. Nothing was signed.',
  PREDICATE_UNUSABLE: 'The file given with --predicate is missing, or is not what its type says. Nothing was signed.',
  SBOM_OF_ANOTHER: 'The SBOM that is to be attested describes something else than its subject, by digest. Nothing was signed.',
  STATEMENT_TOO_LARGE: 'What is to be signed is larger than the services take. Nothing was signed or sent.',
  PROVENANCE_IMPOSSIBLE: 'Provenance was asked for that the identity token of this job, or its certificate, does not bear out. Nothing was signed.',
  PUBLISH_ATTESTATION_REFUSED: 'An attestation was asked for that an index of Python packages would not take. Nothing was signed.',
  SBOM_UNREADABLE: 'Nothing was found in what is to be described, and something in it could not be read.',
  LAB_STATE_LOCKED: 'The folder given with lab --state is in use by another lab.',
  LAB_STATE_UNREADABLE: 'The folder given with lab --state cannot be used, was made by no lab, or is damaged.',
  LAB_PORT_TAKEN: 'Something else listens on a port that the lab was to have.',
  INTERNAL: 'A fault of sealwright itself.',
} as const;

export type ErrorCode = keyof typeof errorTable;

export interface ErrorDetails {
  /** What happened, lower case, no final stop. */
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  /** `file:line` or another place a person can open. */
  readonly at?: string;
  /** The next thing to type. */
  readonly hint?: string;
  /** What to type or to put somewhere, line by line, under the hint. */
  readonly lines?: readonly string[];
  readonly cause?: unknown;
}

/** The one error class: a code of a closed union, facts as fields, and the next thing to type as `hint`. */
export class SealwrightError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails) {
    const parts = [details.at === undefined ? details.message : `${details.at}: ${details.message}`];
    if (details.expected !== undefined) parts.push(`expected ${details.expected}`);
    if (details.got !== undefined) parts.push(`got ${details.got}`);
    super(parts.join(', '), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'SealwrightError';
    this.code = code;
    this.details = details;
  }
}
