import type { Job, Workflow } from '../workflow/index.ts';

/** The ids of all jobs that a job waits for. */
export function needsOf(workflow: Workflow, job: Job): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = job.needs.map((one) => one.value);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(workflow.jobs.find((one) => one.id === id)?.needs.map((one) => one.value) ?? []));
  }
  return found;
}

/** A job's condition without the brackets and blanks that mean nothing; empty where there is none. */
export function conditionSourceOf(job: Pick<Job, 'if'>): string {
  return bare(job.if?.value ?? '');
}

/** An expression without the brackets around the whole of it. */
export function bare(condition: string): string {
  return (/^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(condition)?.[1] ?? condition).trim();
}
