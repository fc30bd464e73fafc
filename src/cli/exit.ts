import type { AuditReport } from '../audit/index.ts';
import type { ErrorCode } from '../base/index.ts';
import { failingIn, type FailOn } from '../report/index.ts';

/** What a command came to; every kind has its exit code here and nowhere else. */
export type Outcome =
  | { readonly kind: 'shown' }
  | { readonly kind: 'audited'; readonly checkouts: readonly CheckoutOutcome[] }
  /** Documents or decisions held against what they should say. */
  | { readonly kind: 'checked'; readonly drifted: number }
  /** Subjects held against a policy. */
  | { readonly kind: 'verified'; readonly subjects: readonly VerifyOutcome[] }
  /** A command of the person's that was let through: its code is ours. */
  | { readonly kind: 'ran'; readonly code: number }
  /** An SBOM: whole, or with something that could not be read. */
  | { readonly kind: 'described'; readonly isWhole: boolean }
  | { readonly kind: 'usage' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'fault' };

export type CheckoutOutcome =
  | { readonly kind: 'sound' }
  | { readonly kind: 'findings' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** What one subject came to. */
export type VerifyOutcome = 'verified' | 'not-verified' | 'undecided' | 'exempt';

const sound = 0;
const findings = 1;
const usage = 2;
const undecided = 3;
const fault = 70;

const codeOfError: Readonly<Record<ErrorCode, number>> = {
  USAGE: usage,
  FOLDER_MISSING: usage,
  FOLDER_UNREADABLE: undecided,
  OUTPUT_UNWRITABLE: usage,
  CONFIG_MALFORMED: usage,
  CONFIG_MISSING: usage,
  BASELINE_UNREADABLE: usage,
  CONFIG_UNWRITABLE: usage,
  FINDING_UNKNOWN: usage,
  DISPOSITION_REFUSED: usage,
  RESOLVE_MISSING: usage,
  SURFACE_UNKNOWN: usage,
  DOCUMENT_UNWRITABLE: usage,
  FILE_CHANGED: undecided,
  REF_UNKNOWN: usage,
  GIT_FAILED: undecided,
  EVIDENCE_UNREADABLE: usage,
  ROOT_UNREADABLE: usage,
  KEY_UNREADABLE: usage,
  POLICY_MALFORMED: usage,
  POLICY_MISSING: usage,
  POLICY_TOO_OPEN: usage,
  SUBJECT_CHANGED: undecided,
  FILE_UNREADABLE: undecided,
  ARGUMENT_MALFORMED: usage,
  SUBJECT_UNPINNED: usage,
  COMMAND_MISSING: usage,
  TAG_EXISTS: usage,
  TAG_UNSIGNABLE: usage,
  RELEASE_UNDECLARED: usage,
  RELEASE_REFUSED: usage,
  RELEASE_CHANGED: usage,
  RELEASE_LOCKED: undecided,
  RELEASE_TAKEN: usage,
  RELEASE_STOPPED: undecided,
  RELEASE_UNVERIFIED: undecided,
  RELEASE_SERVICE_FAILED: undecided,
  RELEASE_SERVICE_DENIED: usage,
  PROVENANCE_UNKNOWN: usage,
  JOURNAL_DAMAGED: undecided,
  STATE_UNWRITABLE: undecided,
  REGISTRIES_MALFORMED: usage,
  SPOOL_FULL: undecided,
  TOKEN_MISSING: usage,
  TOKEN_UNUSABLE: usage,
  SIGNING_CONFIG_UNREADABLE: usage,
  SIGNING_KEY_UNREADABLE: usage,
  SIGNING_PRIVATE: usage,
  SIGNING_SERVICE_FAILED: undecided,
  SIGNATURE_UNSOUND: undecided,
  IMAGE_UNRESOLVED: undecided,
  ATTACH_FAILED: undecided,
  ATTESTATION_NOT_KEPT: undecided,
  BUNDLE_EXISTS: usage,
  SUBJECT_UNREACHED: undecided,
  SUBJECTS_REFUSED: usage,
  PREDICATE_UNUSABLE: usage,
  SBOM_OF_ANOTHER: usage,
  STATEMENT_TOO_LARGE: usage,
  PROVENANCE_IMPOSSIBLE: usage,
  PUBLISH_ATTESTATION_REFUSED: usage,
  SBOM_UNREADABLE: undecided,
  LAB_STATE_LOCKED: usage,
  LAB_STATE_UNREADABLE: usage,
  LAB_PORT_TAKEN: usage,
  INTERNAL: fault,
};

const codeOfSubject: Readonly<Record<Exclude<VerifyOutcome, 'exempt'>, number>> = { verified: sound, 'not-verified': findings, undecided };

/** Of several checkouts the first of these that occurs decides. */
const gravity: readonly number[] = [fault, usage, undecided, findings, sound];

/** What an audited checkout came to: nothing could be read, else findings that fail it, else a workflow that could not be read, else sound. */
export function checkoutOutcome(report: AuditReport, failOn: FailOn): CheckoutOutcome {
  if (report.surfaces.length === 0 && report.repository.workflows === 0 && report.unread.length > 0) return { kind: 'unread' };
  if (failingIn(report, failOn).length > 0) return { kind: 'findings' };
  return { kind: (report.repository.unreadWorkflows ?? []).length > 0 ? 'unread' : 'sound' };
}

/** Returns the exit code: 0 sound, 1 findings, 2 usage or configuration, 3 could not decide, 70 a fault of ours. */
export function exitCode(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'shown':
      return sound;
    case 'audited': {
      const codes = outcome.checkouts.map(codeOfCheckout);
      // An audit of nothing has not succeeded.
      return gravity.find((code) => codes.includes(code)) ?? undecided;
    }
    case 'checked':
      return outcome.drifted > 0 ? findings : sound;
    case 'verified': {
      const codes = outcome.subjects.flatMap((subject) => (subject === 'exempt' ? [] : [codeOfSubject[subject]]));
      // Nothing was verified where nothing was held against a policy; what was refused is graver than what was not decided.
      return [findings, undecided, sound].find((code) => codes.includes(code)) ?? undecided;
    }
    case 'ran':
      return outcome.code;
    case 'described':
      return outcome.isWhole ? sound : undecided;
    case 'usage':
      return usage;
    case 'failed':
      return codeOfError[outcome.code];
    case 'fault':
      return fault;
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

const meanings = new Map([
  [sound, 'sound'],
  [findings, 'findings'],
  [usage, 'a mistake of usage or configuration'],
  [undecided, 'not decided, because a workflow or everything could not be read'],
  [fault, 'a fault of sealwright'],
]);

/** What an exit code says, in words. */
export function exitMeaning(code: number): string {
  return meanings.get(code) ?? 'unknown';
}

function codeOfCheckout(outcome: CheckoutOutcome): number {
  switch (outcome.kind) {
    case 'sound':
      return sound;
    case 'findings':
      return findings;
    case 'unread':
      return undecided;
    case 'failed':
      return codeOfError[outcome.code];
    default: {
      const never: never = outcome;
      return never;
    }
  }
}
