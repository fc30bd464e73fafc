import type { EvidenceRecord, Traced } from '../../lineage/index.ts';

/** The certificate identity that a keyless signer will have. */
export interface Signer {
  /** The workflow's URL, without its ref: `https://github.com/acme/lens/.github/workflows/release.yml`; undefined where another service runs it. */
  readonly workflow: string | undefined;
  /** The ref as a word of a shell command: `refs/tags/${TAG}`; undefined where it cannot be told. */
  readonly ref: string | undefined;
  /** The ref of the run, where the identity is a called workflow's and holds its own ref instead. */
  readonly runRef?: string;
  readonly variables: readonly string[];
  readonly issuer: string;
  /** Whether it is a workflow whose name could mean something to a shell. */
  readonly unsayable?: true;
}

/**
 * Returns who signs: the workflow that holds the step (a called one under its own path and ref, as Fulcio writes
 * `job_workflow_ref` into the certificate) at the ref of the event. Undefined where the repository is not known.
 */
export function signerOf(traced: Traced, record: EvidenceRecord): Signer | undefined {
  const { trace } = traced;
  const { deployment, git } = trace.input;
  const held = record.signer?.workflow ?? record.origin.workflow;
  // Names come from the audited repository, and a recipe is pasted into a shell.
  if (!/^[\w.+@/=,~-]+$/.test(held)) return { workflow: undefined, ref: undefined, variables: [], issuer: deployment.issuer, unsayable: true };
  const issuer = deployment.issuer;
  if (deployment.host.includes('gitlab')) return { workflow: undefined, ref: undefined, variables: [], issuer };
  const run = refOfRun(traced, record);
  const callee = record.signer?.ref ?? trace.calleeRefs.get(record.origin.workflow);
  if (record.signer !== undefined || callee !== undefined)
    return {
      workflow: `${deployment.sanPrefix}${record.signer?.workflow ?? record.origin.workflow}`,
      ref: refOfCallee(callee),
      ...(run === undefined ? {} : { runRef: run.ref }),
      variables: run?.variables ?? [],
      issuer,
    };
  if (git.owner === null || git.repo === null) return undefined;
  if (!record.origin.workflow.startsWith('.github/workflows/')) return { workflow: undefined, ref: undefined, variables: [], issuer };
  const workflow = `${deployment.sanPrefix}${git.owner}/${git.repo}/${record.origin.workflow}`;
  return { workflow, ref: run?.ref, variables: run?.variables ?? [], issuer };
}

/** The ref of the event under which the evidence is made, as a word of a command. */
function refOfRun(traced: Traced, record: EvidenceRecord): { readonly ref: string; readonly variables: readonly string[] } | undefined {
  const scenario = (traced.scenarios.get(record.origin.entry) ?? []).find((one) => one.id === record.origin.scenario);
  if (scenario === undefined) return undefined;
  if (scenario.refKind === 'tag') return { ref: 'refs/tags/${TAG}', variables: ['TAG'] };
  const [only, ...others] = scenario.refPatterns;
  if (only !== undefined && others.length === 0 && /^[\w./-]+$/.test(only)) return { ref: `refs/heads/${only}`, variables: [] };
  return { ref: 'refs/heads/${BRANCH}', variables: ['BRANCH'] };
}

/** A commit stands for itself; a version is a tag; of another name nobody can tell whether it is a branch. */
function refOfCallee(ref: string | undefined): string | undefined {
  if (ref === undefined) return undefined;
  if (/^[0-9a-f]{40}$/.test(ref) || /^refs\/(?:heads|tags)\/[\w./-]+$/.test(ref)) return ref;
  if (/^v?\d+(?:\.[\w-]+)*$/.test(ref)) return `refs/tags/${ref}`;
  return /^(?:main|master)$/.test(ref) ? `refs/heads/${ref}` : undefined;
}

/** The exact identity as a shell word, or why there is none. */
export function identityOf(signer: Signer | undefined): { readonly san: string } | { readonly why: string } {
  if (signer === undefined) return { why: 'git does not say which repository this is, and the identity of its workflows holds that' };
  if (signer.workflow === undefined)
    return {
      why:
        signer.unsayable === true
          ? 'the name of the workflow that signs it holds characters that cannot be put in a command'
          : 'it is signed by another service than GitHub Actions, whose identities are not known',
    };
  if (signer.ref === undefined) return { why: `the ref at which ${signer.workflow} signs is not known, and its identity ends in it` };
  return { san: `${signer.workflow}@${signer.ref}` };
}
