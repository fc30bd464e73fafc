/** Who a certificate says that its holder is. */
export interface CertificateIdentity {
  readonly san: { readonly kind: 'uri' | 'email' | 'other-name'; readonly value: string };
  /** The OIDC issuer. */
  readonly issuer: string;
  /** By the last arc of 1.3.6.1.4.1.57264.1: texts, however they are encoded. Source: sigstore/fulcio `docs/oid-info.md`. */
  readonly extensions: Readonly<Record<number, string>>;
}

/** A run of a workflow, as GitHub's tokens tell of it. What is left out has a fixed value. */
export interface WorkflowRun {
  readonly repository?: string;
  readonly workflow?: string;
  readonly workflowName?: string;
  readonly ref?: string;
  readonly commit?: string;
  readonly trigger?: string;
  readonly runner?: 'github-hosted' | 'self-hosted';
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly runId?: string;
  readonly attempt?: string;
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly environment?: string;
  /** The reusable workflow that signs, where it is not the workflow that runs: `owner/repo/.github/workflows/x.yml@ref`. */
  readonly signer?: { readonly workflowRef: string; readonly commit: string };
  readonly issuer?: string;
  readonly server?: string;
}

export const githubIssuer = 'https://token.actions.githubusercontent.com';

/** The claims of GitHub's token for a run. Source: GitHub's documentation of OpenID Connect, "Understanding the OIDC token". */
export function githubClaims(run: WorkflowRun = {}): Readonly<Record<string, string>> {
  const repository = run.repository ?? 'acme/lens';
  const workflow = run.workflow ?? '.github/workflows/release.yml';
  const ref = run.ref ?? 'refs/tags/v1.2.3';
  const commit = run.commit ?? '1f2e3d4c5b6a79880123456789abcdef01234567';
  const workflowRef = `${repository}/${workflow}@${ref}`;
  return {
    iss: run.issuer ?? githubIssuer,
    sub: run.environment === undefined ? `repo:${repository}:ref:${ref}` : `repo:${repository}:environment:${run.environment}`,
    repository,
    repository_owner: repository.split('/')[0] ?? '',
    repository_id: run.repositoryId ?? '1001',
    repository_owner_id: run.ownerId ?? '2002',
    repository_visibility: run.visibility ?? 'public',
    actor: 'octocat',
    actor_id: '3003',
    workflow: run.workflowName ?? 'release',
    workflow_ref: workflowRef,
    workflow_sha: commit,
    job_workflow_ref: run.signer?.workflowRef ?? workflowRef,
    job_workflow_sha: run.signer?.commit ?? commit,
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: commit,
    event_name: run.trigger ?? 'push',
    run_id: run.runId ?? '4004',
    run_number: '7',
    run_attempt: run.attempt ?? '1',
    runner_environment: run.runner ?? 'github-hosted',
    head_ref: '',
    base_ref: '',
    ...(run.environment === undefined ? {} : { environment: run.environment }),
  };
}

/** The identity that Fulcio's GitHub provider makes of a token's claims. Source: sigstore/fulcio `config/identity/config.yaml`. */
export function identityOfClaims(claims: Readonly<Record<string, string>>, server = 'https://github.com'): CertificateIdentity {
  const of = (name: string): string => claims[name] ?? '';
  const signer = `${server}/${of('job_workflow_ref')}`;
  const repository = `${server}/${of('repository')}`;
  return {
    san: { kind: 'uri', value: signer },
    issuer: of('iss'),
    extensions: {
      1: of('iss'),
      2: of('event_name'),
      3: of('sha'),
      4: of('workflow'),
      5: of('repository'),
      6: of('ref'),
      8: of('iss'),
      9: signer,
      10: of('job_workflow_sha'),
      11: of('runner_environment'),
      12: repository,
      13: of('sha'),
      14: of('ref'),
      15: of('repository_id'),
      16: `${server}/${of('repository_owner')}`,
      17: of('repository_owner_id'),
      18: `${server}/${of('workflow_ref')}`,
      19: of('workflow_sha'),
      20: of('event_name'),
      21: `${repository}/actions/runs/${of('run_id')}/attempts/${of('run_attempt')}`,
      22: of('repository_visibility'),
      ...(of('environment') === '' ? {} : { 23: of('environment') }),
      24: of('sub'),
    },
  };
}

/** The identity of a run of a workflow. */
export function githubIdentity(run: WorkflowRun = {}): CertificateIdentity {
  return identityOfClaims(githubClaims(run), run.server);
}

/** A person who signed in by an OIDC provider. */
export function emailIdentity(email: string, issuer = 'https://accounts.example.test'): CertificateIdentity {
  return { san: { kind: 'email', value: email }, issuer, extensions: { 1: issuer, 8: issuer } };
}
