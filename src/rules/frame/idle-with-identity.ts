import type { Trace } from '../../lineage/index.ts';
import type { Job, Workflow } from '../../workflow/index.ts';

/**
 * The jobs that have the identity which signs from their workflow's permissions, and of which nothing that was read needs
 * it; none where no job of the workflow is seen to need it.
 */
export function idleWithIdentity(trace: Trace, workflow: Workflow): readonly Job[] {
  const { path } = workflow;
  const signs = new Set(
    [...trace.evidence.filter((e) => e.keyless), ...trace.publishes.filter((p) => p.auth === 'trusted-publishing')]
      .filter((one) => one.origin.entry === path)
      .map((one) => one.origin.job),
  );
  if (signs.size === 0) return [];
  // Those that call a workflow hand it on; what was not read may use it.
  return workflow.jobs.filter(
    (job) =>
      !signs.has(job.id) &&
      job.permissions === undefined &&
      job.uses === undefined &&
      !trace.opaque.some((o) => o.origin.entry === path && o.origin.job === job.id && o.scope !== 'command'),
  );
}
