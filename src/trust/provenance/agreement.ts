import { quoted, reason, type Reason } from '../reason/index.ts';
import type { SignerFacts } from '../verify/index.ts';
import type { Claims, GitPlace } from './claims.ts';

type Extensions = Extract<SignerFacts, { readonly kind: 'certificate' }>['extensions'];

/** One thing that the predicate says, and what the certificate says of it; undefined where it says nothing. */
interface Pair {
  readonly what: string;
  readonly said: string | undefined;
  readonly known: string | undefined;
}

const clause = 'slsa.dev provenance/v1, "Verifying artifacts", step 2; sigstore/fulcio docs/oid-info.md';

/**
 * Holds every field of a predicate against what the certificate says of the same: a job writes its predicate itself, and
 * its certificate it does not write. What the certificate does not know is not held against anything.
 */
export function disagreements(claims: Claims, extensions: Extensions): readonly Reason[] {
  return pairsOf(claims, extensions)
    .filter(({ said, known }) => said !== undefined && known !== undefined && said !== known)
    .map(({ what, said, known }) =>
      reason('PROVENANCE_MISMATCH', `the predicate says that the ${what} is ${quoted(said ?? '')}, the certificate ${quoted(known ?? '')}`, { clause }),
    );
}

function pairsOf(claims: Claims, extensions: Extensions): readonly Pair[] {
  const { environment: run } = claims;
  const repository = extensions.sourceRepositoryUri;
  const isElsewhere = claims.form === 'delegated' && claims.source?.ref === undefined;
  return [
    ...placePairs('trigger', claims.trigger, extensions),
    // A delegated builder may have built a commit that it made itself, and then names no ref for it.
    ...placePairs('source', isElsewhere && claims.source !== undefined ? { ...claims.source, commit: undefined } : claims.source, extensions),
    { what: 'workflow', said: claims.workflowPath, known: workflowPathOf(extensions) },
    { what: 'event', said: run.event, known: extensions.buildTrigger },
    { what: 'ref', said: run.ref, known: extensions.sourceRepositoryRef },
    { what: 'commit', said: run.commit, known: extensions.sourceRepositoryDigest },
    { what: 'repository', said: run.repository, known: repository?.replace(/^https:\/\/[^/]+\//, '') },
    { what: 'identifier of the repository', said: run.repositoryId, known: extensions.sourceRepositoryIdentifier },
    { what: 'identifier of the owner', said: run.ownerId, known: extensions.sourceRepositoryOwnerIdentifier },
    { what: 'runner', said: run.runner, known: extensions.runnerEnvironment },
    { what: 'workflow', said: run.workflowRef, known: extensions.buildConfigUri?.replace(/^https:\/\/[^/]+\//, '') },
    { what: 'commit of the workflow', said: run.workflowCommit, known: extensions.buildConfigDigest },
    ...runPairs(claims, extensions),
  ];
}

function placePairs(what: string, place: GitPlace | undefined, extensions: Extensions): readonly Pair[] {
  if (place === undefined) return [];
  const { sourceRepositoryUri: repository } = extensions;
  return [
    { what: `repository of the ${what}`, said: place.uri, known: repository === undefined ? undefined : `git+${repository}` },
    { what: `ref of the ${what}`, said: place.ref, known: extensions.sourceRepositoryRef },
    { what: `commit of the ${what}`, said: place.commit, known: extensions.sourceRepositoryDigest },
  ];
}

/** The path of the workflow that was started, from `https://host/owner/name/PATH@ref`. */
function workflowPathOf({ buildConfigUri, sourceRepositoryUri }: Extensions): string | undefined {
  if (buildConfigUri === undefined || sourceRepositoryUri === undefined) return undefined;
  const within = `${sourceRepositoryUri}/`;
  const end = buildConfigUri.indexOf('@');
  return buildConfigUri.startsWith(within) ? buildConfigUri.slice(within.length, end === -1 ? undefined : end) : buildConfigUri;
}

function runPairs({ environment, invocation, invocationId }: Claims, { runInvocationUri }: Extensions): readonly Pair[] {
  const [, id, attempt] = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(runInvocationUri ?? '') ?? [];
  const isRun = id !== undefined && attempt !== undefined;
  return [
    { what: 'run', said: invocation, known: runInvocationUri },
    { what: 'run', said: invocationId, known: isRun ? `${id}-${attempt}` : undefined },
    { what: 'identifier of the run', said: environment.runId, known: id },
    { what: 'attempt of the run', said: environment.runAttempt, known: attempt },
  ];
}
