import { limits } from '../base/index.ts';
import type { Job } from '../workflow/index.ts';
import { runCallingJob } from './call.ts';
import type { JobResult } from './context.ts';
import { runJob, type JobFrame } from './job.ts';
import { earlierJobs, orderJobs } from './job-order.ts';
import type { WorkflowSource } from './sources.ts';
import { spend } from './trace-state.ts';

/** Runs the jobs of a workflow in an order that respects `needs`; jobs in a cycle are reported and left out. */
export function runJobs(frame: JobFrame, sources: WorkflowSource): ReadonlyMap<string, JobResult> {
  const results = new Map<string, JobResult>();
  const order = orderJobs(frame.workflow.jobs);
  if (frame.prefix !== '') frame.run.record.inside.set(frame.prefix, earlierJobs(frame.workflow.jobs));
  for (const job of order.circular) frame.trace.notRead(job.keySpan, `job ${job.id} needs itself through others: it never runs`);
  for (const job of order.jobs) {
    if (!spend(frame.trace, frame.run, limits.stepsPerJob, job.keySpan)) break;
    const inner: JobFrame = { ...frame, needs: needed(job, results) };
    results.set(job.id, job.uses === undefined ? runJob(inner, job) : runCallingJob(inner, job, sources));
  }
  return results;
}

function needed(job: Job, results: ReadonlyMap<string, JobResult>): ReadonlyMap<string, JobResult> {
  const needs = new Map<string, JobResult>();
  for (const need of job.needs) {
    const result = results.get(need.value);
    if (result !== undefined) needs.set(need.value, result);
  }
  return needs;
}
