import type { JsonObject } from '../json/index.ts';
import { parsed, quoted, refused, type Parsed } from '../reason/index.ts';

const buildType = 'https://actions.github.io/buildtypes/workflow/v1';
/** Source: actions/buildtypes `workflow/v1/README.md`, "Description": it must not be used for other events. */
const events: readonly string[] = ['create', 'push', 'release', 'workflow_dispatch'];

/** What a token of GitHub says of a build, each of a form that can be put into provenance. */
export interface BuildClaims {
  /** `https://github.com`, or where GitHub is otherwise. */
  readonly server: string;
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly ref: string;
  readonly commit: string;
  readonly event: string;
  readonly runner: string;
  readonly runId: string;
  readonly attempt: string;
  /** Path of the workflow that was started. */
  readonly path: string;
  readonly workflowRef: string;
  /** The workflow that the job is of, which signs. */
  readonly signerRef: string;
}

/** What the certificate of a job says of it, by the names of Fulcio's extensions. */
export type JobCertificate = Readonly<Partial<Record<(typeof certificateFields)[number], string>>>;

/** Source: sigstore/fulcio `docs/oid-info.md`. */
const certificateFields = [
  'sourceRepositoryUri',
  'sourceRepositoryIdentifier',
  'sourceRepositoryOwnerIdentifier',
  'sourceRepositoryRef',
  'sourceRepositoryDigest',
  'buildTrigger',
  'runnerEnvironment',
  'runInvocationUri',
  'buildConfigUri',
  'buildSignerUri',
] as const;

/**
 * Makes provenance of SLSA v1 of what the identity token of a job of GitHub Actions says, and its certificate once there is
 * one; no word of it is a person's. What both say has to be the same. Refused for jobs of other systems, for events of which
 * the build type does not know what they bring in, and where the workflow is of another repository than the one that was
 * built. Sources: slsa.dev `provenance/v1`; actions/buildtypes `workflow/v1`; GitHub's "OpenID Connect reference".
 */
export function provenanceOf(
  claims: Readonly<Record<string, unknown>>,
  certificate: JobCertificate = {},
): Parsed<{ readonly predicate: JsonObject; readonly build: BuildClaims }> {
  const build = buildClaimsOf(claims, certificate);
  if (build.kind === 'refused') return build;
  const { server, repository, repositoryId, ownerId, ref, commit, event, runner, runId, attempt, path, signerRef } = build.value;
  const home = `${server}/${repository}`;
  const predicate = {
    buildDefinition: {
      buildType,
      externalParameters: { workflow: { ref, repository: home, path } },
      internalParameters: { github: { event_name: event, repository_id: repositoryId, repository_owner_id: ownerId, runner_environment: runner } },
      resolvedDependencies: [{ uri: `git+${home}@${ref}`, digest: { gitCommit: commit } }],
    },
    runDetails: {
      builder: { id: `${server}/${signerRef}` },
      metadata: { invocationId: `${home}/actions/runs/${runId}/attempts/${attempt}` },
    },
  };
  return parsed({ predicate, build: build.value });
}

/** Forms of what is put into provenance; what is of another is no claim of GitHub's. */
const forms = {
  repository: /^[\w-]+\/[\w.-]+$/,
  repository_id: /^\d+$/,
  repository_owner_id: /^\d+$/,
  ref: /^refs\/\S+$/,
  sha: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/,
  event_name: /^[a-z_]+$/,
  runner_environment: /^(?:github|self)-hosted$/,
  run_id: /^\d+$/,
  run_attempt: /^\d+$/,
  workflow_ref: /^[\w-]+\/[\w.-]+\/\S[^@]*@\S+$/,
  job_workflow_ref: /^[\w-]+\/[\w.-]+\/\S[^@]*@\S+$/,
} as const;

function buildClaimsOf(claims: Readonly<Record<string, unknown>>, certificate: JobCertificate): Parsed<BuildClaims> {
  const { iss } = claims;
  const certified = claimsOf(certificate);
  const issued = serverOf(typeof iss === 'string' ? iss : '');
  // Who runs an authority of their own says with it which issuer's tokens are those of a GitHub.
  const server = issued ?? certified.server;
  if (server === undefined)
    return refused('PROVENANCE_UNSUPPORTED', 'the identity token is not of GitHub Actions, the one system whose provenance is written here', {
      hint: 'sealwright attest SUBJECT --type slsa-provenance --predicate FILE, with provenance that this system makes itself',
    });
  if (certified.server !== undefined && certified.server !== server) return disagree('server', server, certified.server);
  const said = {} as Record<keyof typeof forms, string>;
  for (const [name, form] of Object.entries(forms) as [keyof typeof forms, RegExp][]) {
    const [told, known] = [claims[name], certified.claims[name]];
    if (typeof told === 'string' && known !== undefined && told !== known) return disagree(name, told, known);
    const value = told ?? known;
    if (typeof value !== 'string' || value.length > 1_000 || !form.test(value))
      return refused('PROVENANCE_MALFORMED', `the identity token has no ${name}, or one of another form`);
    said[name] = value;
  }
  const { repository, ref, event_name: event, workflow_ref: workflowRef } = said;
  if (!events.includes(event))
    return refused('PROVENANCE_UNSUPPORTED', `the run was started by ${event}, and the build type of GitHub's workflows is for ${events.join(', ')} alone`, {
      hint: 'build what is released in a run that a tag, a release or a person started',
    });
  const prefix = `${repository}/`;
  const suffix = `@${ref}`;
  if (!workflowRef.startsWith(prefix) || !workflowRef.endsWith(suffix))
    return refused('PROVENANCE_UNSUPPORTED', `the workflow ${quoted(workflowRef)} is not of ${quoted(`${prefix}…${suffix}`)}, which was built`);
  return parsed({
    server,
    repository,
    repositoryId: said.repository_id,
    ownerId: said.repository_owner_id,
    ref,
    commit: said.sha,
    event,
    runner: said.runner_environment,
    runId: said.run_id,
    attempt: said.run_attempt,
    path: workflowRef.slice(prefix.length, -suffix.length),
    workflowRef,
    signerRef: said.job_workflow_ref,
  });
}

/** What a certificate says, by the names of claims. What is not said as GitHub says it is left out. */
function claimsOf(certificate: JobCertificate): {
  readonly server: string | undefined;
  readonly claims: Readonly<Partial<Record<keyof typeof forms, string>>>;
} {
  const home = certificate.sourceRepositoryUri;
  const server = /^(https:\/\/[^/]+)\/[\w-]+\/[\w.-]+$/.exec(home ?? '')?.[1];
  if (server === undefined || home === undefined) return { server: undefined, claims: {} };
  const at = (uri: string | undefined, place: string): string | undefined => (uri?.startsWith(`${place}/`) === true ? uri.slice(place.length + 1) : undefined);
  const [, runId, attempt] = /^actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(at(certificate.runInvocationUri, home) ?? '') ?? [];
  const said: Readonly<Record<keyof typeof forms, string | undefined>> = {
    repository: at(home, server),
    repository_id: certificate.sourceRepositoryIdentifier,
    repository_owner_id: certificate.sourceRepositoryOwnerIdentifier,
    ref: certificate.sourceRepositoryRef,
    sha: certificate.sourceRepositoryDigest,
    event_name: certificate.buildTrigger,
    runner_environment: certificate.runnerEnvironment,
    run_id: runId,
    run_attempt: attempt,
    workflow_ref: at(certificate.buildConfigUri, server),
    job_workflow_ref: at(certificate.buildSignerUri, server),
  };
  return { server, claims: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) };
}

function disagree(what: string, told: string, known: string): Parsed<never> {
  return refused('PROVENANCE_MISMATCH', `the identity token says ${what} ${quoted(told)}, and the certificate ${quoted(known)}`, {
    hint: 'take the token in the job that signs, and ask whoever runs the certificate authority',
  });
}

/** Where a GitHub is whose tokens have this issuer. Sources: GitHub's "OpenID Connect reference"; the same of Enterprise Server and of data residency. */
function serverOf(issuer: string): string | undefined {
  if (/^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w.-]+)?$/.test(issuer)) return 'https://github.com';
  const tenant = /^https:\/\/token\.actions\.([\w-]+\.ghe\.com)$/.exec(issuer)?.[1];
  const own = /^https:\/\/([\w.-]+(?::\d+)?)\/_services\/token$/.exec(issuer)?.[1];
  const host = tenant ?? own;
  return host === undefined ? undefined : `https://${host}`;
}

const variables: readonly { readonly name: string; readonly of: (build: BuildClaims) => string }[] = [
  { name: 'GITHUB_SERVER_URL', of: ({ server }) => server },
  { name: 'GITHUB_REPOSITORY', of: ({ repository }) => repository },
  { name: 'GITHUB_REPOSITORY_ID', of: ({ repositoryId }) => repositoryId },
  { name: 'GITHUB_REPOSITORY_OWNER_ID', of: ({ ownerId }) => ownerId },
  { name: 'GITHUB_REF', of: ({ ref }) => ref },
  { name: 'GITHUB_SHA', of: ({ commit }) => commit },
  { name: 'GITHUB_EVENT_NAME', of: ({ event }) => event },
  { name: 'GITHUB_RUN_ID', of: ({ runId }) => runId },
  { name: 'GITHUB_RUN_ATTEMPT', of: ({ attempt }) => attempt },
  { name: 'GITHUB_WORKFLOW_REF', of: ({ workflowRef }) => workflowRef },
  { name: 'RUNNER_ENVIRONMENT', of: ({ runner }) => runner },
];

/**
 * Where the environment of the job says something else than its token: a token of another run was handed in, or the
 * environment was changed. Gives a sentence for each variable that is set and differs.
 */
export function environmentDisagreements(build: BuildClaims, environment: (name: string) => string | undefined): readonly string[] {
  return variables.flatMap(({ name, of }) => {
    const value = environment(name) ?? '';
    return value === '' || value === of(build) ? [] : [`${name} is ${quoted(value)}, and the identity token says ${quoted(of(build))}`];
  });
}
