import { limits } from '../base/index.ts';
import { originsOf, show, type Datum, type Text } from '../values/index.ts';
import { evaluateCondition, evaluateText, expandMatrix, type Job, type Node, type Workflow } from '../workflow/index.ts';
import { evalContext, type JobOutputs, type JobResult, type Scope, type StepResult } from './context.ts';
import { Reads } from './reads.ts';
import { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { repositoryOf } from './context.ts';
import { permissionsOf, type Ceiling } from './permissions.ts';
import { knownSecrets } from './secrets.ts';
import { sharedKey } from './secret-keys.ts';
import { runSteps, truthOf } from './steps.ts';
import { joinLegs } from './legs.ts';
import { spend, type RunState, type Trace } from './trace-state.ts';
import type { Scenario } from './scenario.ts';

/** What a job is run in: the workflow's own scope and what its caller gives. */
export interface JobFrame {
  readonly trace: Trace;
  readonly run: RunState;
  readonly scenario: Scenario;
  readonly workflow: Workflow;
  readonly entry: string;
  /** Prefix of job keys: the chain of calling jobs. */
  readonly prefix: string;
  readonly inputs: ReadonlyMap<string, Datum>;
  readonly secrets: ReadonlyMap<string, Text> | undefined;
  readonly ceiling: Ceiling | undefined;
  readonly weak: readonly Weakness[];
  readonly depth: number;
  readonly needs: ReadonlyMap<string, JobResult>;
}

/** Runs every leg of a job that has steps; a job that calls a workflow is run by `call.ts`. */
export function runJob(frame: JobFrame, job: Job, run: (machine: Machine, scope: Scope, job: Job) => JobOutputs = runOwnSteps): JobResult {
  const probe = newMachine(frame, job, '');
  const empty: Scope = {
    env: new Map(),
    steps: new Map(),
    inputs: frame.inputs,
    matrix: undefined,
    needs: frame.needs,
    actionPath: undefined,
    secretsKnown: knownSecrets(frame.secrets, job.environment !== undefined),
  };
  const base: Scope = { ...empty, env: jobEnv(probe, frame, new Map(), empty) };
  const skippedNeed = job.needs.map((n) => frame.needs.get(n.value)).find((r) => r?.ran === false);
  const condition = evaluateCondition(job.if, evalContext(probe, base, true));
  const status = condition.usesStatus;
  if (condition.value === false || status === 'failure' || status === 'cancelled') return { outputs: new Map(), asked: new Map(), ran: false, when: [] };
  if (skippedNeed !== undefined && condition.afterSkip === false) return { outputs: new Map(), asked: new Map(), ran: false, when: [] };
  const weak: Weakness[] = [...frame.weak];
  const at = job.if?.span ?? job.keySpan;
  if (condition.value === 'unknown')
    condition.keys.forEach((key, i) => weak.push({ kind: 'conditional', key: sharedKey(key), how: `if: ${condition.labels[i] ?? key}`, at }));
  if (status === 'always' && !asksResults(job, frame.workflow.jobs)) weak.push({ kind: 'swallowed', key: 'always', how: 'if: always()', at });
  // A job that is skipped takes those with it that need it: they run under its conditions too.
  for (const need of condition.afterSkip === true ? [] : job.needs) {
    for (const w of frame.needs.get(need.value)?.when ?? []) if (!weak.some((x) => x.key === w.key)) weak.push(w);
  }
  if (truthOf(job.continueOnError, probe, base) !== false && job.continueOnError !== undefined)
    weak.push({ kind: 'swallowed', key: `job-continue:${job.id}`, how: 'continue-on-error: true', at: job.continueOnError.span });

  const matrix = job.matrix === undefined ? undefined : expandMatrix(job.matrix, evalContext(probe, base));
  if (matrix !== undefined && !matrix.complete && matrix.reason !== undefined) {
    if (matrix.cut === true) probe.cut(job.matrix!.span, matrix.reason);
    else frame.trace.notRead(job.matrix!.span, matrix.reason);
  }
  const legs = matrix === undefined ? [undefined] : matrix.legs.length === 0 ? [new Map<string, Datum>()] : matrix.legs.slice(0, limits.maxMatrixLegs);
  const outputs: JobOutputs[] = [];
  for (const [i, values] of legs.entries()) {
    const leg = values === undefined ? undefined : ({ kind: 'map', entries: values, open: matrix?.complete === false } as const);
    if (!spend(frame.trace, frame.run, limits.stepsPerJob, job.keySpan)) break;
    const reads = (frame.trace.reads = job.uses === undefined ? new Reads() : undefined);
    const machine = legs.length === 1 ? probe : newMachine(frame, job, `#${i}`);
    machine.jobWeak = weak;
    machine.runner = runnerOf(job.runsOn, machine, { ...base, matrix: leg });
    const scope: Scope = { ...base, matrix: leg, steps: new Map() };
    const withEnv: Scope = { ...scope, env: jobEnv(machine, frame, job.env, scope) };
    if (job.container !== undefined) machine.maybeInstalled = 'the job runs in a container';
    const follow = (): JobOutputs => run(machine, withEnv, { ...job, defaults: { ...frame.workflow.defaults, ...job.defaults } });
    outputs.push(reads === undefined ? follow() : frame.trace.barren.run(job, machine, withEnv, reads, follow));
  }
  const key = `${frame.prefix}${job.id}`;
  return {
    outputs: joinLegs(
      key,
      outputs.map((leg) => leg.outputs),
    ),
    asked: joinLegs(
      key,
      outputs.map((leg) => leg.asked),
    ),
    ran: condition.value,
    when: weak.filter((w) => w.kind === 'conditional'),
  };
}

/**
 * `always()` with a look at the result of every job that it needs, so that a failure of one stops this one all the same.
 * What a job that is asked about needs for its own success is asked about with it.
 */
function asksResults(job: Job, jobs: readonly Job[], depth = 0): boolean {
  const text = job.if?.value ?? '';
  if (job.needs.length === 0 || depth > limits.maxCallDepth) return false;
  if (/!\s*\(?\s*contains\(\s*needs\.\*\.result\s*,\s*'failure'\s*\)/.test(text)) return true;
  const asked = job.needs.filter((need) => {
    const name = need.value.replaceAll(/[^\w-]/g, '');
    return [`needs.${name}.result`, `needs['${name}'].result`].some((one) => text.replaceAll(/\s+/g, '').includes(`${one}=='success'`));
  });
  const behind = jobs.filter((one) => asked.some((need) => need.value === one.id) && stopsWithNeeds(one, jobs, depth + 1));
  return job.needs.every((need) => asked.includes(need) || behind.some((one) => one.needs.some((n) => n.value === need.value)));
}

/** Whether a job succeeds only after all that it needs. */
function stopsWithNeeds(job: Job, jobs: readonly Job[], depth: number): boolean {
  return !/\b(?:always|failure|cancelled)\s*\(/.test(job.if?.value ?? '') || asksResults(job, jobs, depth);
}

function newMachine(frame: JobFrame, job: Job, leg: string): Machine {
  const machine = new Machine({
    trace: frame.trace,
    run: frame.run,
    scenario: frame.scenario,
    workflow: frame.workflow.path,
    entry: frame.entry,
    job: job.id,
    jobKey: `${frame.run.record.id}/${frame.prefix}${job.id}${leg}`,
    permission: permissionsOf(job.permissions, frame.workflow.permissions, frame.ceiling),
  });
  machine.ownRepository = repositoryOf(frame.trace.input);
  return machine;
}

function jobEnv(machine: Machine, frame: JobFrame, own: Job['env'], base: Scope): ReadonlyMap<string, Text> {
  const env = new Map<string, Text>();
  for (const block of [frame.workflow.env, own]) {
    for (const [key, value] of block) {
      env.set(key, evaluateText(value, evalContext(machine, { ...base, env })));
      machine.noteSecrets(value.value, base.secretsKnown);
    }
  }
  return env;
}

/** `ubuntu`, `macos` or `windows` when every label says so; self-hosted runners may have anything installed. */
function runnerOf(node: Node | undefined, machine: Machine, scope: Scope): string | undefined {
  const labels: string[] = [];
  const walk = (n: Node | undefined): void => {
    if (n === undefined) return;
    if (n.kind === 'scalar') labels.push(show(evaluateText(n.scalar, evalContext(machine, scope))));
    else if (n.kind === 'list') n.items.forEach(walk);
    else n.entries.forEach((e) => walk(e.value));
  };
  walk(node);
  const all = labels.join(' ').toLowerCase();
  if (all.includes('self-hosted')) {
    machine.selfHosted = true;
    machine.maybeInstalled ??= 'the runner is self-hosted';
    return undefined;
  }
  for (const os of ['ubuntu', 'macos', 'windows']) if (all.includes(os)) return os;
  machine.maybeInstalled ??= 'the runner is not one of the hosted images';
  return undefined;
}

function runOwnSteps(machine: Machine, scope: Scope, job: Job): JobOutputs {
  const own = { ...scope, env: new Map(scope.env), steps: new Map<string, StepResult>() };
  runSteps(machine, job.steps, { scope: own, defaults: job.defaults, depth: 0, prefix: `${machine.jobKey}/` });
  const after = { ...own, env: new Map([...own.env, ...machine.exported]) };
  const given = (asking: boolean): ReadonlyMap<string, Text> =>
    new Map([...job.outputs].map(([name, value]) => [name, evaluateText(value, evalContext(machine, after, asking))]));
  const outputs = given(false);
  for (const [name, value] of outputs) noteHanded(machine.trace, name, value);
  return { outputs, asked: given(true) };
}

/** Notes the digests that an output of a job carries. */
function noteHanded(trace: Trace, name: string, value: Text): void {
  for (const id of originsOf(value)) {
    for (const meaning of trace.meaningsOfId(id)) if (meaning.kind === 'hashes' && !meaning.evidence.values.includes(name)) meaning.evidence.values.push(name);
  }
}
