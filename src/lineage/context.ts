import type { Tri } from '../base/index.ts';
import { alternatives, hole, lit, literalOf, type Datum, type Text } from '../values/index.ts';
import type { EvalContext } from '../workflow/index.ts';
import type { Machine } from './machine.ts';
import type { KnownSecrets } from './secrets.ts';
import type { Weakness } from './model.ts';
import type { Scenario } from './scenario.ts';
import type { TraceInput } from './trace-state.ts';

/** A step that ran: its outputs; `closed` when every output it has is known (a skipped step has none). */
export interface StepResult {
  readonly outputs: Map<string, Text>;
  readonly closed: boolean;
  readonly ran: Tri;
  /** Its failure does not stop the job (`continue-on-error`): a later step may ask how it ended. */
  readonly mayFail?: boolean;
  /** The key of the choice that its own condition makes: where it does not hold, the step has no outputs. */
  readonly when?: string;
}

/** A job as its dependants see it. */
export interface JobResult {
  readonly outputs: ReadonlyMap<string, Text>;
  /** Its outputs for one who asks whether they are there: those of a step that may have been skipped may be empty. */
  readonly asked: ReadonlyMap<string, Text>;
  readonly ran: Tri;
  /** The conditions under which it runs: who needs it runs under the same ones. */
  readonly when: readonly Weakness[];
}

/** What a job gives to those that need it. */
export type JobOutputs = Pick<JobResult, 'outputs' | 'asked'>;

/** What expressions of a step can name. */
export interface Scope {
  readonly env: ReadonlyMap<string, Text>;
  /** A step's own variables, as its condition sees them: over all others. */
  readonly asked?: ReadonlyMap<string, Text>;
  readonly steps: ReadonlyMap<string, StepResult>;
  readonly inputs: ReadonlyMap<string, Datum>;
  /** The leg's values; open where the matrix may have names that were not read. */
  readonly matrix: (Datum & { readonly kind: 'map' }) | undefined;
  readonly needs: ReadonlyMap<string, JobResult>;
  /** The folder of a composite action, for `github.action_path`. */
  readonly actionPath: string | undefined;
  readonly secretsKnown: KnownSecrets;
}

export function text(value: Text): Datum {
  return { kind: 'text', text: value };
}

export function ownerOf(input: TraceInput): Text {
  return input.git.owner === null ? hole('github.repository_owner', { label: 'owner' }) : lit(input.git.owner);
}

export function repositoryOf(input: TraceInput): Text {
  return input.git.owner === null || input.git.repo === null ? hole('github.repository', { label: 'owner/repo' }) : lit(`${input.git.owner}/${input.git.repo}`);
}

/** A secret that a workflow names is taken to be set, but where a condition asks whether it is: what rests on that may not happen. */
export function secret(name: string): Text {
  const id = name.toUpperCase() === 'GITHUB_TOKEN' ? 'secrets.GITHUB_TOKEN' : `secrets.${name.toUpperCase()}`;
  return hole(id, { label: id, shape: '.+', ...(id === 'secrets.GITHUB_TOKEN' ? {} : { trusted: true as const }) });
}

/** The value of a `github` context field under a scenario. */
function githubValue(input: TraceInput, scenario: Scenario, path: readonly string[], inputs: ReadonlyMap<string, Datum>): Datum | undefined {
  const name = path.join('.');
  switch (path[0]) {
    case 'event_name':
      return text(lit(scenario.event));
    case 'ref':
      return text(scenario.ref);
    case 'ref_name':
      return text(scenario.refName);
    case 'ref_type':
      return scenario.refKind === 'none' ? undefined : text(lit(scenario.refKind));
    case 'sha':
    case 'workflow_sha':
      return text(hole('github.sha', { label: 'github.sha', shape: '[0-9a-f]{40}' }));
    case 'repository':
      return text(repositoryOf(input));
    case 'repository_owner':
      return text(ownerOf(input));
    case 'token':
      return text(secret('GITHUB_TOKEN'));
    case 'workspace':
      return text(hole('github.workspace', { label: 'workspace' }));
    case 'server_url':
      return text(lit(`https://${input.deployment.host}`));
    case 'workflow':
      return text(hole('github.workflow', { label: 'workflow' }));
    case 'head_ref':
    case 'base_ref':
      return text([]);
    case 'event':
      return eventValue(input, scenario, path.slice(1), inputs);
    default:
      return text(hole(`github.${name}`, { label: `github.${name}` }));
  }
}

function eventValue(input: TraceInput, scenario: Scenario, path: readonly string[], inputs: ReadonlyMap<string, Datum>): Datum | undefined {
  const name = path.join('.');
  if (path[0] === 'inputs') return path.length === 1 ? { kind: 'map', entries: inputs } : (inputs.get((path[1] ?? '').toLowerCase()) ?? { kind: 'null' });
  if (path[0] === 'pull_request' && scenario.id === 'pull_request:merged') return path[1] === 'merged' ? { kind: 'bool', value: true } : undefined;
  if (path[0] === 'action' && scenario.id === 'pull_request:merged') return text(lit('closed'));
  if (path[0] === 'pull_request' || path[0] === 'issue' || path[0] === 'comment') return { kind: 'null' };
  if (path[0] === 'release') {
    if (scenario.event !== 'release') return { kind: 'null' };
    if (path[1] === 'tag_name') return text(scenario.tag);
    return undefined;
  }
  if (name === 'repository.full_name') return text(repositoryOf(input));
  if (name === 'repository.owner.login') return text(ownerOf(input));
  if (name === 'repository.name') return text(input.git.repo === null ? hole('github.repository_name', { label: 'repo' }) : lit(input.git.repo));
  if (name === 'repository.fork') return { kind: 'bool', value: false };
  if (name === 'ref') return text(scenario.ref);
  if (name === 'action' && scenario.event === 'release') {
    const types = scenario.trigger.types ?? [];
    if (types.length === 1) return text(lit(types[0]!.value));
  }
  // Payloads of these events have no such field.
  if (name === 'action' && /^(?:push|schedule|workflow_dispatch|create)$/.test(scenario.event)) return { kind: 'null' };
  if (name === 'workflow_run.conclusion') return text(lit('success'));
  return undefined;
}

/** A field of the `github` context in a job. */
export function github(machine: Machine, path: readonly string[], inputs: ReadonlyMap<string, Datum>): Datum | undefined {
  const value = githubValue(machine.trace.input, machine.unnotedScenario(), path, inputs);
  machine.trace.reads?.note({ kind: 'context', path: ['github', ...path] }, value);
  return value;
}

/**
 * The context in which a step's expressions are evaluated. Who uses an output of a step takes it that the step ran;
 * `asking`, for an `if:`, does not.
 */
export function evalContext(machine: Machine, scope: Scope, asking = false): EvalContext {
  return new LineageContext(machine, scope, asking);
}

class LineageContext implements EvalContext {
  readonly #machine: Machine;
  readonly #scope: Scope;
  readonly #asking: boolean;

  constructor(machine: Machine, scope: Scope, asking: boolean) {
    this.#machine = machine;
    this.#scope = scope;
    this.#asking = asking;
  }

  readonly id = (what: string): string => `${this.#machine.jobKey}/${what}`;

  lookup(path: readonly string[]): Datum | undefined {
    const machine = this.#machine;
    const scope = this.#scope;
    const rest = path.slice(1);
    switch ((path[0] ?? '').toLowerCase()) {
      case 'github':
        if (rest[0] === 'action_path') return text(lit(scope.actionPath ?? ''));
        if (rest[0] === 'job') return text(lit(machine.job));
        return github(
          machine,
          rest.map((p) => p.toLowerCase()),
          scope.inputs,
        );
      case 'env':
        return rest.length === 0 ? undefined : this.#variable(rest[0]!);
      case 'secrets': {
        if (rest.length === 0) return undefined;
        const known = scope.secretsKnown?.(rest[0]!.toLowerCase());
        return this.#noted(path, text(known ?? secret(rest[0]!)));
      }
      case 'vars':
        return rest.length === 0 ? undefined : text(hole(`vars.${rest[0]!.toUpperCase()}`, { label: `vars.${rest[0]!}` }));
      case 'inputs': {
        const value = inside({ kind: 'map', entries: scope.inputs }, rest, true);
        // An action's own inputs are computed from values that were noted.
        return scope.actionPath === undefined ? this.#noted(path, value) : value;
      }
      case 'matrix':
        return scope.matrix === undefined ? undefined : inside(scope.matrix, rest, true);
      case 'steps':
        return stepValue(machine, scope, rest, this.#asking);
      case 'needs':
        return this.#noted(path, needValue(machine, scope, rest, this.#asking));
      case 'runner':
        return runnerValue(machine, rest);
      case 'job':
        return rest[0] === 'status' ? text(lit('success')) : undefined;
      default:
        return undefined;
    }
  }

  #variable(name: string): Datum {
    const machine = this.#machine;
    const { env, asked } = this.#scope;
    const own = asked === undefined ? undefined : (asked.get(name) ?? lookupCase(asked, name));
    const value = own ?? (this.#asking ? machine.perhapsExported.get(name) : undefined) ?? env.get(name) ?? lookupCase(env, name);
    if (value !== undefined) return text(value);
    return machine.mayExport === undefined ? text([]) : text(hole(`${machine.jobKey}/env.${name}`, { label: `env.${name}` }));
  }

  #noted(path: readonly string[], value: Datum | undefined): Datum | undefined {
    this.#machine.trace.reads?.note({ kind: 'context', path, asking: this.#asking }, value);
    return value;
  }
}

function lookupCase(map: ReadonlyMap<string, Text>, name: string): Text | undefined {
  const lower = name.toLowerCase();
  for (const [key, value] of map) if (key.toLowerCase() === lower) return value;
  return undefined;
}

function inside(datum: Datum, path: readonly string[], foldCase: boolean): Datum | undefined {
  let current: Datum = datum;
  for (const part of path) {
    if (current.kind === 'map') {
      const next: Datum | undefined = current.entries.get(part) ?? (foldCase ? findFold(current.entries, part) : undefined);
      if (next === undefined) return current.open === true ? undefined : { kind: 'null' };
      current = next;
    } else if (current.kind === 'list') {
      const next: Datum | undefined = current.items[Number(part)];
      if (next === undefined) return current.open === true ? undefined : { kind: 'null' };
      current = next;
    } else if (current.kind === 'text' && literalOf(current.text) === undefined) {
      return undefined;
    } else {
      return { kind: 'null' };
    }
  }
  return current;
}

function findFold(entries: ReadonlyMap<string, Datum>, name: string): Datum | undefined {
  const lower = name.toLowerCase();
  for (const [key, value] of entries) if (key.toLowerCase() === lower) return value;
  return undefined;
}

function stepValue(machine: Machine, scope: Scope, path: readonly string[], asking: boolean): Datum | undefined {
  const id = path[0];
  if (id === undefined) return undefined;
  const step = scope.steps.get(id) ?? [...scope.steps].find(([k]) => k.toLowerCase() === id.toLowerCase())?.[1];
  if (step === undefined) return { kind: 'null' };
  if (path[1] === 'outputs') {
    const name = path[2];
    if (name === undefined) return undefined;
    const value = step.outputs.get(name) ?? step.outputs.get(name.toLowerCase());
    const made = value ?? (step.closed ? [] : hole(`${machine.jobKey}/steps.${id}.outputs.${name}`, { label: `steps.${id}.outputs.${name}` }));
    return text(asking && step.when !== undefined ? alternatives(step.when, [made, []]) : made);
  }
  if (path[1] === 'outcome' || path[1] === 'conclusion') {
    if (step.ran === false) return text(lit('skipped'));
    if (path[1] === 'outcome' && step.ran === true && step.mayFail === true)
      return text(alternatives(`${machine.jobKey}/steps.${id}.outcome`, [lit('success'), lit('failure')]));
    return step.ran === true ? text(lit('success')) : undefined;
  }
  return undefined;
}

function needValue(machine: Machine, scope: Scope, path: readonly string[], asking: boolean): Datum | undefined {
  const id = path[0];
  if (id === undefined) return undefined;
  if (id === '*' && path[1] === 'result') return { kind: 'list', items: [...scope.needs.values()].map((j) => resultOf(j.ran)) };
  const job = scope.needs.get(id) ?? [...scope.needs].find(([k]) => k.toLowerCase() === id.toLowerCase())?.[1];
  if (job === undefined) return { kind: 'null' };
  if (path[1] === 'result') return job.ran === 'unknown' ? undefined : resultOf(job.ran);
  if (path[1] === 'outputs' && path[2] !== undefined) {
    const outputs = asking ? job.asked : job.outputs;
    const value = outputs.get(path[2]) ?? [...outputs].find(([k]) => k.toLowerCase() === path[2]!.toLowerCase())?.[1];
    if (value !== undefined) return text(value);
    return text(hole(`${machine.run.record.id}/needs.${id}.outputs.${path[2]}`, { label: `needs.${id}.outputs.${path[2]}` }));
  }
  return undefined;
}

/** The result of a job on the normal path: nothing fails, what may be skipped has one result or the other. */
function resultOf(ran: Tri): Datum {
  return text(ran === false ? lit('skipped') : ran === true ? lit('success') : alternatives('result', [lit('success'), lit('skipped')]));
}

function runnerValue(machine: Machine, path: readonly string[]): Datum | undefined {
  if (path[0] === 'os') {
    const os = machine.runner === 'ubuntu' ? 'Linux' : machine.runner === 'macos' ? 'macOS' : machine.runner === 'windows' ? 'Windows' : undefined;
    return os === undefined ? undefined : text(lit(os));
  }
  if (path[0] === 'temp') return text(lit('/runner/temp'));
  return undefined;
}

/** The variables that the runner itself sets, as far as the scenario fixes them. */
export function runnerVariable(machine: Machine, name: string): Text | undefined {
  const input = machine.trace.input;
  const s = machine.unnotedScenario();
  const noted = (value: Text): Text => {
    machine.trace.reads?.note({ kind: 'variable', name }, text(value));
    return value;
  };
  switch (name) {
    case 'GITHUB_OUTPUT':
    case 'GITHUB_ENV':
    case 'GITHUB_PATH':
    case 'GITHUB_STEP_SUMMARY':
    case 'GITHUB_ARTIFACTS':
      return hole(`file:${name}`, { label: name });
    case 'GITHUB_REF':
      return noted(s.ref);
    case 'GITHUB_REF_NAME':
      return noted(s.refName);
    case 'GITHUB_REF_TYPE':
      return noted(lit(s.refKind));
    case 'GITHUB_SHA':
      return hole('github.sha', { label: 'github.sha', shape: '[0-9a-f]{40}' });
    case 'GITHUB_REPOSITORY':
      return repositoryOf(input);
    case 'GITHUB_REPOSITORY_OWNER':
      return ownerOf(input);
    case 'GITHUB_EVENT_NAME':
      return noted(lit(s.event));
    case 'GITHUB_WORKSPACE':
      return hole('github.workspace', { label: 'workspace' });
    case 'GITHUB_SERVER_URL':
      return lit(`https://${input.deployment.host}`);
    case 'GITHUB_ACTIONS':
    case 'CI':
      return lit('true');
    case 'RUNNER_TEMP':
    case 'TMPDIR':
      return lit('/runner/temp');
    case 'HOME':
      return lit('/home/runner');
    case 'RUNNER_OS':
      return runnerValue(machine, ['os'])?.kind === 'text' ? (runnerValue(machine, ['os']) as Datum & { kind: 'text' }).text : undefined;
    case 'GITHUB_JOB':
      return lit(machine.job);
    // A step has the job's token only where it is given to it.
    case 'GITHUB_TOKEN':
    case 'GITHUB_ENTERPRISE_TOKEN':
      return undefined;
    default:
      return name.startsWith('GITHUB_') || name.startsWith('RUNNER_') ? hole(`env.${name}`, { label: name }) : undefined;
  }
}
