import type { Tri } from '../base/index.ts';
import { hole, lit, type Datum, type Text } from '../values/index.ts';
import { evaluateCondition, type EvalContext, type Job, type Workflow } from '../workflow/index.ts';
import type { Origin } from './model.ts';
import type { TraceInput } from './trace-state.ts';

const text = (value: Text): Datum => ({ kind: 'text', text: value });

/** What expressions see in a run of a pull request, as far as that is the same for every one of them. */
class PullRequestContext implements EvalContext {
  readonly #event: string;
  readonly #input: TraceInput;

  constructor(event: string, input: TraceInput) {
    this.#event = event;
    this.#input = input;
  }

  readonly id = (what: string): string => `pull request/${what}`;

  lookup(path: readonly string[]): Datum | undefined {
    if (path[0] !== 'github' || path.length !== 2) return undefined;
    const { owner, repo } = this.#input.git;
    switch (path[1]?.toLowerCase()) {
      case 'event_name':
        return text(lit(this.#event));
      case 'ref':
        if (this.#event === 'pull_request_target') return text([...lit('refs/heads/'), ...hole('pull request/base', { label: 'branch' })]);
        return text([...lit('refs/pull/'), ...hole('pull request/number', { label: 'number', shape: '[0-9]+' }), ...lit('/merge')]);
      case 'ref_type':
        return text(lit('branch'));
      case 'repository':
        return owner === null || repo === null ? undefined : text(lit(`${owner}/${repo}`));
      case 'repository_owner':
        return owner === null ? undefined : text(lit(owner));
      default:
        return undefined;
    }
  }
}

/**
 * Whether a step that was traced under another event runs for a pull request too: `true` where its workflow starts on
 * that event and no condition of its job, of the jobs before it and of the step leaves it out. Steps of called workflows
 * and of actions in the checkout are not known.
 */
export function runsForPullRequests(workflow: Workflow, origin: Origin, event: string, input: TraceInput): Tri {
  if (workflow.path !== origin.workflow || origin.workflow !== origin.entry) return 'unknown';
  const ctx = new PullRequestContext(event, input);
  const job = workflow.jobs.find((one) => one.id === origin.job);
  if (job === undefined) return 'unknown';
  const step = job.steps.find((one) => one.span.file === origin.at.file && one.span.start <= origin.at.start && origin.at.end <= one.span.end);
  if (step === undefined) return 'unknown';
  // What it does may hang on the event inside of it.
  const told = [...step.with.values(), ...step.env.values(), ...(step.run === undefined ? [] : [step.run])].some((one) => asksForEvent.test(one.value));
  if (told || (step.with.get('push')?.value ?? '').includes('${{')) return 'unknown';
  return both(jobRuns(job, workflow.jobs, ctx, new Set()), evaluateCondition(step.if, ctx).value);
}

function jobRuns(job: Job, jobs: readonly Job[], ctx: EvalContext, seen: Set<string>): Tri {
  seen.add(job.id);
  let runs: Tri = evaluateCondition(job.if, ctx).value;
  for (const need of job.needs) {
    const before = jobs.find((one) => one.id === need.value);
    if (before !== undefined && !seen.has(before.id)) runs = both(runs, jobRuns(before, jobs, ctx, seen));
  }
  return runs;
}

function both(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false;
  return a === 'unknown' || b === 'unknown' ? 'unknown' : true;
}

const asksForEvent = /github\.event|github\.ref_type|pull_request|GITHUB_(?:EVENT|REF_TYPE|HEAD_REF)/;
