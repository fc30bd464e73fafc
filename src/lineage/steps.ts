import type { FileTree, Span, Tri } from '../base/index.ts';
import { parseUses } from '../catalog/index.ts';
import { alternatives, type Datum, type Text } from '../values/index.ts';
import { evaluateCondition, evaluateScalarDatum, evaluateText, type Condition, type Defaults, type Scalar, type Step } from '../workflow/index.ts';
import { runLocalAction } from './composite.ts';
import { evalContext, type Scope, type StepResult } from './context.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { runRemoteAction } from './remote-action.ts';
import { runScriptStep } from './script.ts';
import { sharedKey } from './secret-keys.ts';
import { spend } from './trace-state.ts';

/** How a list of steps is run: what a job and a composite action share. */
export interface StepFrame {
  readonly scope: Scope & { readonly steps: Map<string, StepResult> };
  readonly defaults: Defaults;
  readonly depth: number;
  /** Ids of unknown outputs start with it. */
  readonly prefix: string;
  /** The checkout that the steps' own text is from, when it is another than the audited one. */
  readonly files?: FileTree;
}

export function runSteps(machine: Machine, steps: readonly Step[], frame: StepFrame): void {
  const outerWeak = machine.stepWeak;
  const outerStep = machine.step;
  for (const step of steps) {
    if (!spend(machine.trace, machine.run, 1, step.span)) {
      machine.builderRan('steps past the bound');
      break;
    }
    runStep(machine, step, frame, outerWeak, outerStep);
  }
  machine.stepWeak = outerWeak;
  machine.step = outerStep;
}

function runStep(machine: Machine, step: Step, frame: StepFrame, outer: readonly Weakness[], outerStep: string): void {
  const base: Scope = machine.exported.size === 0 ? frame.scope : { ...frame.scope, env: withExported(frame.scope.env, machine) };
  // The runner sets the step's own variables before it asks whether the step runs.
  const asked = step.env.size === 0 || step.if === undefined || !/env/i.test(step.if.value) ? base : { ...base, asked: ownEnv(machine, step, base, true) };
  const ctx = evalContext(machine, asked, true);
  const id = step.id ?? `${step.index}`;
  const condition = evaluateCondition(step.if, ctx);
  if (condition.value === false || condition.usesStatus === 'failure' || condition.usesStatus === 'cancelled') {
    if (step.id !== undefined) frame.scope.steps.set(step.id, { outputs: new Map(), closed: true, ran: false });
    return;
  }
  const weak: Weakness[] = [...outer];
  const at = step.if?.span ?? step.span;
  if (condition.value === 'unknown')
    condition.keys.forEach((key, i) => weak.push({ kind: 'conditional', key: sharedKey(key), how: `if: ${condition.labels[i] ?? key}`, at }));
  if (condition.usesStatus === 'always') weak.push({ kind: 'swallowed', key: 'always', how: 'if: always()', at });
  const env = step.env.size === 0 ? base.env : ownVariables(machine, step, base);
  const soft = truthOf(step.continueOnError, machine, { ...base, env });
  if (soft !== false && step.continueOnError !== undefined)
    weak.push({ kind: 'swallowed', key: `continue-on-error:${step.span.start}`, how: 'continue-on-error: true', at: step.continueOnError.span });
  machine.stepWeak = weak;
  const name = step.name === undefined ? (step.id ?? describeStep(step)) : step.name.value;
  machine.step = outerStep === '' ? name : `${outerStep} / ${name}`;
  machine.stepEnv = env;
  const result: StepResult = {
    outputs: new Map(),
    closed: false,
    ran: condition.value,
    mayFail: soft !== false,
    ...(condition.value === 'unknown' ? { when: condition.choice } : {}),
  };
  if (step.id !== undefined) frame.scope.steps.set(step.id, result);
  const scope: Scope = { ...frame.scope, env };
  const call = { step, scope, frame, result, id: `${frame.prefix}steps.${id}`, label: `steps.${id}` };
  const exported = new Map(machine.exported);
  const noted = condition.value === 'unknown' || machine.perhapsExported.size > 0;
  machine.exportedBefore = exported;
  if (step.run !== undefined) runScriptStep(machine, call);
  else if (step.uses !== undefined) runUses(machine, call);
  if (noted) notePerhaps(machine, exported, condition);
}

/**
 * Notes what a step exported that may have been skipped: elsewhere a variable is what it was before. Flags of a command
 * line that come from such a step are there or not (`--snapshot` on everything but a version's tag), for every reader.
 */
function notePerhaps(machine: Machine, before: ReadonlyMap<string, Text>, condition: Condition): void {
  for (const [name, value] of machine.exported) {
    const old = before.get(name);
    if (old === value) continue;
    if (condition.value === true) machine.perhapsExported.delete(name);
    else {
      const perhaps = alternatives(condition.choice, [value, machine.perhapsExported.get(name) ?? old ?? []]);
      machine.perhapsExported.set(name, perhaps);
      if (isFlag(value)) machine.exported.set(name, perhaps);
    }
  }
}

function isFlag(value: Text): boolean {
  const first = value[0];
  return first?.kind === 'lit' && /^\s*--?[a-z]/i.test(first.text);
}

/** The environment with what earlier steps exported. */
function withExported(env: ReadonlyMap<string, Text>, machine: Machine): ReadonlyMap<string, Text> {
  const all = new Map(env);
  for (const [key, value] of machine.exported) all.set(key, value);
  return all;
}

/** The variables for a step that runs: the job's, with its own over them. */
function ownVariables(machine: Machine, step: Step, base: Scope): ReadonlyMap<string, Text> {
  for (const { value } of step.env.values()) {
    machine.noteSecrets(value, base.secretsKnown);
  }
  return new Map([...base.env, ...ownEnv(machine, step, base, false)]);
}

/** The step's own variables, each of which sees the job's. */
function ownEnv(machine: Machine, step: Step, base: Scope, asking: boolean): ReadonlyMap<string, Text> {
  const ctx = evalContext(machine, base, asking);
  return new Map([...step.env].map(([key, value]) => [key, evaluateText(value, ctx)]));
}

export interface StepCall {
  readonly step: Step;
  readonly scope: Scope;
  readonly frame: StepFrame;
  readonly result: StepResult;
  /** Unique in the audit; the start of the ids of its unknown outputs. */
  readonly id: string;
  readonly label: string;
}

function runUses(machine: Machine, call: StepCall): void {
  const scalar = call.step.uses!;
  const text = scalar.value.trim();
  const uses = parseUses(text, call.step.usesComment);
  const inputs = new Map<string, Text>();
  const ctx = evalContext(machine, call.scope);
  for (const [key, value] of call.step.with) {
    inputs.set(key.toLowerCase(), evaluateText(value, ctx));
    machine.noteSecrets(value.value, call.scope.secretsKnown);
  }
  if (uses.kind === 'self') return runLocalAction(machine, { ...call, folder: uses.name, files: call.frame.files ?? machine.trace.input.files, inputs });
  if (uses.kind === 'local') return runLocalAction(machine, { ...call, folder: uses.name, files: machine.trace.input.files, inputs });
  return runRemoteAction(machine, { ...call, uses, inputs });
}

function describeStep(step: Step): string {
  if (step.uses !== undefined) return step.uses.value.split('@')[0] ?? step.uses.value;
  if (step.run !== undefined) return step.run.value.trim().split('\n')[0]!.slice(0, 60);
  return `step ${step.index + 1}`;
}

export function truthOf(scalar: Scalar | undefined, machine: Machine, scope: Scope): Tri {
  if (scalar === undefined) return false;
  if (scalar.value === 'true') return true;
  if (scalar.value === 'false') return false;
  const datum: Datum = evaluateScalarDatum(scalar, evalContext(machine, scope));
  if (datum.kind === 'bool') return datum.value;
  if (datum.kind === 'text' && datum.text.length === 1 && datum.text[0]!.kind === 'lit') return datum.text[0]!.text === 'true';
  return datum.kind === 'null' || (datum.kind === 'text' && datum.text.length === 0) ? false : 'unknown';
}

export function spanOfStep(call: StepCall): Span {
  return call.step.uses?.span ?? call.step.run?.span ?? call.step.span;
}
