/** The type of attestation that Python's index takes for who published a distribution. Source: docs.pypi.org, "Attestations", publish v1. */
export const publishType = 'https://docs.pypi.org/attestations/publish/v1';

/**
 * Why a job may not make attestations that an index of Python packages takes; undefined where it may, as far as the claims
 * of its token say. Source: docs.pypi.org, "Trusted publishers", "Troubleshooting": reusable workflows cannot publish.
 */
export function whyNoPublishing(claims: Readonly<Record<string, unknown>>): string | undefined {
  const { workflow_ref: caller, job_workflow_ref: signer } = claims;
  if (caller === undefined && signer === undefined) return undefined;
  if (caller === signer) return undefined;
  return 'this job is of a reusable workflow, whose attestations an index of Python packages does not take: its publishers are workflows that were started';
}
