import type { Job } from '../workflow/index.ts';

/** The order in which a workflow's jobs are run, and those that wait for each other in a circle. */
export interface JobOrder {
  /** Each after all that it needs; otherwise as written. */
  readonly jobs: readonly Job[];
  readonly circular: readonly Job[];
}

const orders = new WeakMap<readonly Job[], JobOrder>();

/** Orders jobs by `needs`, round by round; a need that is no job of the workflow is passed over. Linear in jobs and needs. */
export function orderJobs(jobs: readonly Job[]): JobOrder {
  const known = orders.get(jobs);
  if (known !== undefined) return known;
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const waitsFor = new Map<string, number>();
  const waiting = new Map<string, Job[]>();
  for (const job of jobs) {
    const needs = job.needs.filter((need) => byId.has(need.value));
    waitsFor.set(job.id, needs.length);
    for (const need of needs) {
      const list = waiting.get(need.value);
      if (list === undefined) waiting.set(need.value, [job]);
      else list.push(job);
    }
  }
  const place = new Map(jobs.map((job, i) => [job.id, i]));
  const ordered: Job[] = [];
  let round = jobs.filter((job) => waitsFor.get(job.id) === 0);
  while (round.length > 0) {
    const next: Job[] = [];
    for (const job of round) {
      ordered.push(job);
      for (const later of waiting.get(job.id) ?? []) {
        const left = (waitsFor.get(later.id) ?? 0) - 1;
        waitsFor.set(later.id, left);
        if (left === 0) next.push(later);
      }
    }
    round = next.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  }
  const order: JobOrder = { jobs: ordered, circular: jobs.filter((job) => (waitsFor.get(job.id) ?? 0) > 0) };
  orders.set(jobs, order);
  return order;
}

const maxKept = 1_000_000;

const ofJobs = new WeakMap<readonly Job[], EarlierJobs>();

/** For each job the jobs that come before it on every path; every run of a workflow asks the same. */
export function earlierJobs(jobs: readonly Job[]): EarlierJobs {
  const known = ofJobs.get(jobs) ?? new EarlierJobs(jobs);
  ofJobs.set(jobs, known);
  return known;
}

const none: ReadonlySet<string> = new Set();

/** The jobs that a job needs and what those need, computed when asked for. */
class EarlierJobs {
  readonly #byId: ReadonlyMap<string, Job>;
  readonly #known = new Map<string, ReadonlySet<string>>();
  #kept = 0;

  constructor(jobs: readonly Job[]) {
    this.#byId = new Map(jobs.map((job) => [job.id, job]));
  }

  get(id: string): ReadonlySet<string> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if ((this.#byId.get(id)?.needs.length ?? 0) === 0) return none;
    const earlier = new Set<string>();
    const waiting = [id];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const need of this.#byId.get(at)?.needs ?? []) {
        if (earlier.has(need.value)) continue;
        earlier.add(need.value);
        waiting.push(need.value);
      }
    }
    this.#kept += earlier.size;
    if (this.#kept > maxKept) {
      this.#known.clear();
      this.#kept = earlier.size;
    }
    this.#known.set(id, earlier);
    return earlier;
  }
}
