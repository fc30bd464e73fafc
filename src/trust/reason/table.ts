/**
 * Every code that a verdict can carry, with what it means and whether it says "not verified" or "could not decide";
 * docs/verdicts.md is generated from this table.
 */
export const reasonTable = {
  // Reading.
  BUNDLE_MALFORMED: { kind: 'refused', about: 'The evidence is not what its format says: JSON, base64 or a field is malformed.' },
  BUNDLE_UNSUPPORTED: { kind: 'refused', about: 'The evidence is of a format or version that is not read.' },
  BUNDLE_TOO_LARGE: { kind: 'refused', about: 'The evidence is larger, deeper or has more parts than is read.' },
  STATEMENT_MALFORMED: { kind: 'refused', about: 'The signed payload is not an in-toto statement.' },
  STATEMENT_UNSUPPORTED: { kind: 'refused', about: 'The signed payload is a statement of a type or version that is not read.' },
  CERTIFICATE_MALFORMED: { kind: 'refused', about: 'A certificate, key or timestamp is not strict DER, or has a field that is malformed.' },
  ROOT_MALFORMED: { kind: 'undecided', about: 'The trusted root cannot be read.' },
  // Finding.
  EVIDENCE_MISSING: { kind: 'refused', about: 'No evidence was found for the subject.' },
  SUBJECT_MALFORMED: { kind: 'undecided', about: 'What was named as a subject is of no form that is known.' },
  SUBJECT_MISSING: { kind: 'undecided', about: 'The subject is not where it was named, or is not shown to who asks.' },
  SUBJECT_UNREADABLE: { kind: 'undecided', about: 'The subject is there and cannot be read, or holds what it should not.' },
  // Asking services.
  SERVICE_UNREACHABLE: { kind: 'undecided', about: 'A service did not answer, or its answer broke off.' },
  SERVICE_DENIED: { kind: 'undecided', about: 'A service does not show what was asked for to who asks.' },
  SERVICE_LIMITED: { kind: 'undecided', about: 'A service answers no more questions for now.' },
  SERVICE_FAILED: { kind: 'undecided', about: 'A service answered that it failed, or with a status that has no meaning here.' },
  SERVICE_MALFORMED: { kind: 'undecided', about: 'A service answered in a form that is not known, or leads in circles or to where it is not followed.' },
  SERVICE_TOO_MUCH: { kind: 'undecided', about: 'A service has more of something, or longer answers, than is read.' },
  SERVICE_MISMATCH: { kind: 'undecided', about: 'A service gave other bytes than those of the digest that was asked for.' },
  // Judging.
  EVIDENCE_KIND_MISSING: { kind: 'refused', about: 'Evidence of a kind that was asked for is not there, or none of it was verified.' },
  EVIDENCE_OTHER_KIND: { kind: 'refused', about: 'The evidence is sound and of another kind than the one asked for: it says something else.' },
  PREDICATE_UNKNOWN: { kind: 'refused', about: 'A statement of a type that is not known says nothing unless that type is asked for by its address.' },
  PREDICATE_MISMATCH: { kind: 'refused', about: 'The predicate is not what its type says, such as an SPDX type over something that is no SPDX document.' },
  MEMBERSHIP_ONLY: { kind: 'refused', about: 'The evidence says that a file is part of a release, and nothing of who built it.' },
  SUMMARY_NOT_PASSED: { kind: 'refused', about: 'A verification summary does not say PASSED.' },
  POLICY_SILENT: { kind: 'refused', about: 'The policy file says nothing of the subject.' },
  POLICY_TOO_OPEN: { kind: 'refused', about: 'With --strict a policy that leaves open which workflow and which ref signed is not enough.' },
  ROOT_STALE: { kind: 'undecided', about: 'With --strict a trusted root that is older than 30 days is not enough: it may lack what was revoked since.' },
  CROSS_CHECK_DISAGREES: { kind: 'refused', about: 'With --cross-check, @sigstore/verify does not accept what sealwright accepted.' },
} as const satisfies Readonly<Record<string, { readonly kind: 'refused' | 'undecided'; readonly about: string }>>;
