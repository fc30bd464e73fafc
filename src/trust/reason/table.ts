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
  CERTIFICATE_MALFORMED: { kind: 'refused', about: 'A certificate, key or timestamp is not strict DER, or has a field that is malformed.' },
  ROOT_MALFORMED: { kind: 'undecided', about: 'The trusted root cannot be read.' },
  // Finding.
  EVIDENCE_MISSING: { kind: 'refused', about: 'No evidence was found for the subject.' },
} as const satisfies Readonly<Record<string, { readonly kind: 'refused' | 'undecided'; readonly about: string }>>;
