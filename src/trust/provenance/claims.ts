/** What a predicate says of a build, whatever its version and build type; what it does not say is missing. */
export interface Claims {
  readonly form: BuildForm;
  readonly buildType: string | undefined;
  readonly builderId: string | undefined;
  /** What the run was started for. */
  readonly trigger: GitPlace | undefined;
  /** What was built. */
  readonly source: GitPlace | undefined;
  readonly workflowPath: string | undefined;
  readonly environment: RunEnvironment;
  /** Address of the run. */
  readonly invocation: string | undefined;
  /** Identifier of the run and attempt, as `id-attempt`. */
  readonly invocationId: string | undefined;
  /** Parameters from outside that the build type does not know. */
  readonly unknownParameters: readonly string[];
}

/**
 * Who writes the predicate: `workflow` the job itself, `npm` npm's client in the job, `generator` a reusable workflow of
 * its own, `delegated` a delegator that names the builder it called; `other` a build type that is not known here.
 */
export type BuildForm = 'workflow' | 'npm' | 'generator' | 'delegated' | 'other';

export interface GitPlace {
  /** `git+https://…` without the ref. */
  readonly uri: string;
  readonly ref: string | undefined;
  readonly commit: string | undefined;
}

/** What a run of GitHub Actions knew of itself. */
export interface RunEnvironment {
  readonly event?: string | undefined;
  readonly ref?: string | undefined;
  readonly refType?: string | undefined;
  readonly commit?: string | undefined;
  readonly repository?: string | undefined;
  readonly repositoryId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly runner?: string | undefined;
  readonly runId?: string | undefined;
  readonly runAttempt?: string | undefined;
  readonly workflowRef?: string | undefined;
  readonly workflowCommit?: string | undefined;
  /** The branch that a tag was pushed or released from, as a ref. */
  readonly baseRef?: string | undefined;
  /** What was typed for a run that was started by hand. */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** Reads `git+https://host/owner/name@ref`; undefined for what is no such address. */
export function gitPlace(uri: string | undefined, commit: string | undefined): GitPlace | undefined {
  if (uri === undefined || !uri.startsWith('git+')) return undefined;
  const at = uri.indexOf('@');
  return at === -1 ? { uri, ref: undefined, commit } : { uri: uri.slice(0, at), ref: uri.slice(at + 1), commit };
}
