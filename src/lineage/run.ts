import type { Job } from '../workflow/index.ts';
import { runCallingJob } from './call.ts';
import type { JobResult } from './context.ts';
import { runJob, type JobFrame } from './job.ts';
import type { WorkflowSource } from './sources.ts';

/** Runs the jobs of a workflow in an order that respects `needs`; jobs in a cycle are reported and left out. */
export function runJobs(frame: JobFrame, sources: WorkflowSource): ReadonlyMap<string, JobResult> {
  const results = new Map<string, JobResult>();
  for (const job of orderJobs(frame)) {
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

export function orderJobs(frame: JobFrame): readonly Job[] {
  const jobs = frame.workflow.jobs;
  const byId = new Map(jobs.map((j) => [j.id, j]));
  const done = new Set<string>();
  const order: Job[] = [];
  let left = [...jobs];
  while (left.length > 0) {
    const ready = left.filter((j) => j.needs.every((n) => done.has(n.value) || !byId.has(n.value)));
    if (ready.length === 0) {
      for (const job of left) frame.trace.notRead(job.keySpan, `job ${job.id} needs itself through others: it never runs`);
      break;
    }
    for (const job of ready) {
      done.add(job.id);
      order.push(job);
    }
    left = left.filter((j) => !done.has(j.id));
  }
  return order;
}

/** For each job the jobs that come before it on every path, by `needs` and what those need. */
export function jobsBefore(jobs: readonly Job[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(jobs.map((j) => [j.id, j]));
  const before = new Map<string, ReadonlySet<string>>();
  const walk = (id: string, path: ReadonlySet<string>): ReadonlySet<string> => {
    const known = before.get(id);
    if (known !== undefined) return known;
    const all = new Set<string>();
    if (!path.has(id)) {
      for (const need of byId.get(id)?.needs ?? []) {
        all.add(need.value);
        for (const earlier of walk(need.value, new Set([...path, id]))) all.add(earlier);
      }
    }
    before.set(id, all);
    return all;
  };
  for (const job of jobs) walk(job.id, new Set());
  return before;
}
