import type { GitFacts } from '../base/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { AskedAction, Questions } from '../registry/service/index.ts';

/** What only the service that keeps the repository can say of its releases; null where no remote names the repository. */
export function questionsOf(traced: Traced, git: GitFacts, publishing: Iterable<string>): Questions | null {
  if (git.owner === null || git.repo === null) return null;
  const jobs = releaseJobs(traced);
  const environments = new Set<string>();
  const actions = new Map<string, AskedAction>();
  for (const { uses, comment, environment } of jobs) {
    if (environment !== undefined && !environment.includes('${{')) environments.add(environment);
    const asked = uses === undefined ? undefined : askedAction(uses, comment);
    if (asked !== undefined) actions.set(`${asked.name}@${asked.ref} ${asked.version ?? ''}`, asked);
  }
  return {
    owner: git.owner,
    repo: git.repo,
    environments: [...environments].toSorted(),
    workflows: [...publishing].filter((path) => traced.workflows.has(path)).toSorted(),
    actions: [...actions.values()],
  };
}

interface Used {
  readonly uses?: string;
  readonly comment?: string | undefined;
  readonly environment?: string | undefined;
}

/** The environments of the workflows that release, and what their jobs that publish or make evidence use. */
function releaseJobs({ trace, workflows }: Traced): readonly Used[] {
  const origins = [...trace.publishes, ...trace.evidence].map(({ origin }) => origin);
  const doing = new Set(origins.map(({ workflow, job }) => `${workflow} ${job}`));
  const out: Used[] = [];
  for (const path of new Set(origins.flatMap(({ workflow, entry }) => [workflow, entry]))) {
    for (const job of workflows.get(path)?.jobs ?? []) {
      out.push({ environment: job.environment?.value.trim() });
      if (job.uses !== undefined) out.push({ uses: job.uses.value.trim(), comment: job.usesComment });
      if (!doing.has(`${path} ${job.id}`)) continue;
      for (const step of job.steps) if (step.uses !== undefined) out.push({ uses: step.uses.value.trim(), comment: step.usesComment });
    }
  }
  return out;
}

/** An action of another repository; one of the checkout, and an image, are not the service's to know. */
function askedAction(uses: string, comment: string | undefined): AskedAction | undefined {
  const parts = /^([\w.-]+\/[\w.-]+(?:\/[^@\s]+)?)@([^\s@]+)$/.exec(uses);
  if (parts?.[1] === undefined || parts[2] === undefined || uses.includes('${{')) return undefined;
  return { name: parts[1], ref: parts[2], version: /(?:^|[\s@=])(v?\d+(?:\.\d+)*[\w.-]*)/.exec(comment ?? '')?.[1] };
}
