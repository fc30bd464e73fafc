import assert from 'node:assert/strict';
import { test } from 'node:test';
import { githubClaims, type WorkflowRun } from '../../../src/lab/index.ts';
import { environmentDisagreements, provenanceOf, whyNoPublishing, type JobCertificate } from '../../../src/trust/predicate/index.ts';

const made = (claims: Readonly<Record<string, unknown>>) => {
  const got = provenanceOf(claims);
  return got.kind === 'parsed' ? got.value : undefined;
};

test('every field comes from the token', () => {
  const run: WorkflowRun = {
    repository: 'acme/lens',
    workflow: '.github/workflows/release.yml',
    ref: 'refs/tags/v2.0.0',
    commit: 'b'.repeat(40),
    trigger: 'release',
    runner: 'self-hosted',
    repositoryId: '11',
    ownerId: '22',
    runId: '33',
    attempt: '4',
    signer: { workflowRef: 'acme/shared/.github/workflows/build.yml@refs/tags/v1', commit: 'c'.repeat(40) },
  };
  assert.deepEqual(made(githubClaims(run))?.predicate, {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: 'refs/tags/v2.0.0', repository: 'https://github.com/acme/lens', path: '.github/workflows/release.yml' } },
      internalParameters: { github: { event_name: 'release', repository_id: '11', repository_owner_id: '22', runner_environment: 'self-hosted' } },
      resolvedDependencies: [{ uri: 'git+https://github.com/acme/lens@refs/tags/v2.0.0', digest: { gitCommit: 'b'.repeat(40) } }],
    },
    runDetails: {
      builder: { id: 'https://github.com/acme/shared/.github/workflows/build.yml@refs/tags/v1' },
      metadata: { invocationId: 'https://github.com/acme/lens/actions/runs/33/attempts/4' },
    },
  });
});

test('the server follows from who issued the token', () => {
  const at = (iss: string): string | undefined => made({ ...githubClaims(), iss })?.build.server;
  assert.equal(at('https://token.actions.githubusercontent.com/acme'), 'https://github.com');
  assert.equal(at('https://token.actions.acme.ghe.com'), 'https://acme.ghe.com');
  assert.equal(at('https://git.acme.example/_services/token'), 'https://git.acme.example');
  for (const iss of ['https://gitlab.com', 'https://token.actions.githubusercontent.com.evil.example', 'http://git.acme.example/_services/token', ''])
    assert.equal(at(iss), undefined, iss);
});

/** What an authority writes of such claims. */
function certificateOf(claims: Readonly<Record<string, unknown>>, server = 'https://github.com'): Required<JobCertificate> {
  const said = (name: string): string => String(claims[name]);
  const home = `${server}/${said('repository')}`;
  return {
    sourceRepositoryUri: home,
    sourceRepositoryIdentifier: said('repository_id'),
    sourceRepositoryOwnerIdentifier: said('repository_owner_id'),
    sourceRepositoryRef: said('ref'),
    sourceRepositoryDigest: said('sha'),
    buildTrigger: said('event_name'),
    runnerEnvironment: said('runner_environment'),
    runInvocationUri: `${home}/actions/runs/${said('run_id')}/attempts/${said('run_attempt')}`,
    buildConfigUri: `${server}/${said('workflow_ref')}`,
    buildSignerUri: `${server}/${said('job_workflow_ref')}`,
  };
}

test('token and certificate make the same provenance, each alone and both together', () => {
  for (const run of [
    {},
    { ref: 'refs/tags/pkg@1.0.0' },
    { signer: { workflowRef: 'acme/shared/.github/workflows/b.yml@refs/tags/v1', commit: 'c'.repeat(40) } },
  ]) {
    const claims = githubClaims(run);
    const wanted = made(claims);
    assert.ok(wanted !== undefined);
    for (const [told, certificate] of [
      [claims, certificateOf(claims)],
      [{ iss: claims['iss'] }, certificateOf(claims)],
      // An authority of one's own takes the tokens of an issuer of one's own.
      [{ ...claims, iss: 'https://issuer.example' }, certificateOf(claims)],
    ] as const) {
      const got = provenanceOf(told, certificate);
      assert.deepEqual(got.kind === 'parsed' && got.value, wanted);
    }
  }
});

test('what a certificate says otherwise than the token refuses the whole, and what neither says too', () => {
  const claims = githubClaims();
  const certificate = certificateOf(claims);
  for (const field of Object.keys(certificate) as (keyof JobCertificate)[]) {
    const other = { ...certificate, [field]: certificate[field].replace(/\w(?=\W*$)/, (last) => (last === '1' ? '2' : '1')) };
    const got = provenanceOf(claims, other);
    assert.equal(got.kind === 'refused' && got.reason.code, 'PROVENANCE_MISMATCH', field);
    const { [field]: _, ...less } = certificate;
    assert.equal(provenanceOf({ iss: claims['iss'] }, less).kind, 'refused', `nothing says ${field}`);
  }
  const elsewhere = provenanceOf(claims, certificateOf(claims, 'https://git.acme.example'));
  assert.equal(elsewhere.kind === 'refused' && elsewhere.reason.code, 'PROVENANCE_MISMATCH');
  // Jobs of other systems have certificates with such fields as well.
  const gitlab = certificateOf(claims, 'https://gitlab.com');
  const other = provenanceOf({ iss: 'https://gitlab.com' }, { ...gitlab, runInvocationUri: 'https://gitlab.com/acme/lens/-/jobs/7' });
  assert.equal(other.kind, 'refused');
});

test('paths and refs may hold what separates them', () => {
  const claims = githubClaims({ ref: 'refs/tags/pkg@1.0.0' });
  assert.equal(made(claims)?.build.path, '.github/workflows/release.yml');
});

test('a claim that is missing, or of another form, refuses the whole', () => {
  const claims = githubClaims();
  for (const name of [
    'repository',
    'repository_id',
    'repository_owner_id',
    'ref',
    'sha',
    'event_name',
    'runner_environment',
    'run_id',
    'run_attempt',
    'workflow_ref',
    'job_workflow_ref',
  ])
    for (const value of [undefined, 7, '', '"', 'a\nb']) assert.equal(made({ ...claims, [name]: value }), undefined, `${name}: ${JSON.stringify(value)}`);
});

test('events of which the build type knows nothing, and workflows of elsewhere, are refused', () => {
  for (const trigger of ['pull_request', 'pull_request_target', 'schedule', 'workflow_run', 'issue_comment', 'repository_dispatch'])
    assert.equal(made(githubClaims({ trigger })), undefined, trigger);
  assert.equal(made({ ...githubClaims(), workflow_ref: 'acme/policies/.github/workflows/required.yml@refs/heads/main' }), undefined);
});

test('an environment that says something else than the token is told, and one that says nothing is not', () => {
  const build = made(githubClaims())?.build;
  assert.ok(build !== undefined);
  assert.deepEqual(
    environmentDisagreements(build, () => undefined),
    [],
  );
  const honest: Readonly<Record<string, string>> = { GITHUB_REPOSITORY: 'acme/lens', GITHUB_SHA: build.commit, GITHUB_SERVER_URL: 'https://github.com' };
  assert.deepEqual(
    environmentDisagreements(build, (name) => honest[name]),
    [],
  );
  const other = environmentDisagreements(build, (name) => ({ ...honest, GITHUB_REPOSITORY: 'acme/other' })[name]);
  assert.deepEqual(other, ['GITHUB_REPOSITORY is "acme/other", and the identity token says "acme/lens"']);
});

test('a job of a reusable workflow makes no publish attestation', () => {
  assert.equal(whyNoPublishing(githubClaims()), undefined);
  assert.match(
    whyNoPublishing(githubClaims({ signer: { workflowRef: 'acme/shared/.github/workflows/x.yml@refs/tags/v1', commit: 'c'.repeat(40) } })) ?? '',
    /reusable/,
  );
});
