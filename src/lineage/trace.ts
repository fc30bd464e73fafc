import { limits, wholeFile } from '../base/index.ts';
import { hole, type Datum } from '../values/index.ts';
import { parseWorkflow, refusedBecause, type Workflow } from '../workflow/index.ts';
import { waitingOf } from './awaited.ts';
import { traceCloudBuilds } from './cloud-build.ts';
import type { RunRecord } from './model.ts';
import { isChained, scenariosOf, type Scenario } from './scenario.ts';
import { earlierJobs } from './job-order.ts';
import { runJobs } from './run.ts';
import { workflowSource } from './sources.ts';
import { traceUnrunConfigs } from './unrun-config.ts';
import { cutShort, Trace, type RunState, type TraceInput } from './trace-state.ts';

export interface Traced {
  readonly trace: Trace;
  readonly workflows: ReadonlyMap<string, Workflow>;
  /** Each workflow's scenarios, previews left out. */
  readonly scenarios: ReadonlyMap<string, readonly Scenario[]>;
}

/**
 * Traces every workflow of a checkout under every scenario that can publish. Workflows whose event another run raises
 * (a release) come last, so that they find what that run published.
 */
export function traceRepository(input: TraceInput, onProgress?: (done: number, total: number) => void): Traced {
  const trace = new Trace(input);
  const workflows = readWorkflows(trace);
  const cutOff = new Set<string>();
  const sources = workflowSource(trace, workflows);
  const scenarios = new Map<string, readonly Scenario[]>();
  const names = namesOf(trace, workflows);
  const refused = refusedWorkflows(trace, workflows);
  for (const [path, workflow] of workflows) {
    const all = refused.has(path) ? [] : scenariosOf(workflow);
    if (all.length > limits.maxScenarios) cutOff.add(path);
    scenarios.set(
      path,
      all.slice(0, limits.maxScenarios).filter((s) => !waitsForNone(s, names)),
    );
  }
  const queue = [...workflows].flatMap(([path, workflow]) => (scenarios.get(path) ?? []).map((scenario) => ({ workflow, scenario })));
  const ordered = [...queue.filter((q) => !isChained(q.scenario.event)), ...queue.filter((q) => isChained(q.scenario.event))];
  // What is left to each workflow under all its scenarios, and to all workflows together.
  const left = new Map<Workflow, number>();
  let total: number = limits.maxStepsPerAudit;
  ordered.forEach(({ workflow, scenario }, i) => {
    onProgress?.(i, ordered.length);
    const id = `${workflow.path.split('/').at(-1)}@${scenario.id}`;
    const record: RunRecord = {
      id,
      workflow: workflow.path,
      scenario: scenario.id,
      event: scenario.event,
      name: workflow.name?.value ?? workflow.path,
      ...waitingOf(scenario, input.git),
      before: earlierJobs(workflow.jobs),
      inside: new Map(),
    };
    const given = Math.min(left.get(workflow) ?? limits.maxStepsPerWorkflow, total);
    const run: RunState = { record, artifacts: [], tagRules: new Map(), budget: { left: given } };
    trace.addRun(record);
    trace.entry = workflow.path;
    if (cutOff.has(workflow.path)) cutShort(trace, run, wholeFile(workflow.path), `more than ${limits.maxScenarios} events: the rest was not followed`);
    runJobs(
      {
        trace,
        run,
        scenario,
        workflow,
        entry: workflow.path,
        prefix: '',
        inputs: inputsOf(scenario),
        secrets: undefined,
        ceiling: undefined,
        weak: [],
        depth: 0,
        needs: new Map(),
      },
      sources,
    );
    if (run.budget.left < 0) cutShort(trace, run, wholeFile(workflow.path));
    const unused = Math.max(0, run.budget.left);
    left.set(workflow, unused);
    total -= given - unused;
  });
  trace.entry = undefined;
  traceCloudBuilds(trace);
  traceUnrunConfigs(trace, workflows);
  return { trace, workflows, scenarios };
}

/** Workflows of which nothing ever runs, each listed with the reason: those that GitHub refuses, and those that call one. */
function refusedWorkflows(trace: Trace, workflows: ReadonlyMap<string, Workflow>): ReadonlySet<string> {
  const refused = new Set<string>();
  for (const [path, workflow] of workflows) {
    const why = refusedBecause(workflow);
    if (why === undefined) continue;
    refused.add(path);
    trace.notRead(why.span, `GitHub refuses this workflow: ${why.reason}`);
  }
  for (let before = -1; before < refused.size;) {
    before = refused.size;
    for (const [path, workflow] of workflows) {
      const call = refused.has(path)
        ? undefined
        : workflow.jobs.find((job) => job.uses !== undefined && refused.has(job.uses.value.trim().replace(/^\.\/+/, '')));
      if (call === undefined) continue;
      refused.add(path);
      trace.notRead(call.uses!.span, `GitHub refuses this workflow: it calls ${call.uses!.value.trim()}, which is refused`);
    }
  }
  return refused;
}

/** What the workflows are called; undefined where one of them was not read. */
function namesOf(trace: Trace, workflows: ReadonlyMap<string, Workflow>): ReadonlySet<string> | undefined {
  const there = trace.input.files.folder('.github/workflows').filter((name) => /\.ya?ml$/i.test(name));
  if (there.length > workflows.size) return undefined;
  return new Set([...workflows].flatMap(([path, workflow]) => [path, workflow.name?.value ?? path]));
}

/** Whether a run waits for workflows of which none is there. GitHub compares the names as they are written. */
function waitsForNone(scenario: Scenario, names: ReadonlySet<string> | undefined): boolean {
  const awaited = scenario.event === 'workflow_run' ? scenario.trigger.workflows : undefined;
  if (names === undefined || awaited === undefined || awaited.length === 0) return false;
  return awaited.every((w) => !/[*?+[\]!{]/.test(w.value) && !names.has(w.value));
}

/** Values of a dispatch's inputs: anybody who dispatches chooses them. */
function inputsOf(scenario: Scenario): ReadonlyMap<string, Datum> {
  const inputs = new Map<string, Datum>();
  for (const [name, spec] of scenario.trigger.inputs) {
    const id = `inputs.${name}`;
    const value: Datum = spec.type === 'boolean' ? { kind: 'bool', value: 'unknown', key: id } : { kind: 'text', text: hole(id, { label: id }) };
    inputs.set(name.toLowerCase(), value);
  }
  return inputs;
}

function readWorkflows(trace: Trace): ReadonlyMap<string, Workflow> {
  const workflows = new Map<string, Workflow>();
  const files = trace.input.files;
  for (const name of files.folder('.github/workflows')) {
    if (!/\.ya?ml$/i.test(name)) continue;
    const path = `.github/workflows/${name}`;
    const read = files.read(path);
    const at = { file: path, start: 0, end: 0, line: 1, column: 1, endLine: 1 };
    if (read.kind !== 'text') {
      trace.notRead(at, read.kind === 'refused' ? read.reason : 'the file could not be read');
      continue;
    }
    for (const note of read.notes) trace.notRead(at, note);
    const parsed = parseWorkflow(path, read.text);
    for (const problem of parsed.problems) trace.notRead(problem.span, problem.reason);
    if (parsed.kind === 'workflow') workflows.set(path, parsed);
  }
  return workflows;
}
