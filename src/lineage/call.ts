import { limits } from '../base/index.ts';
import { applyAction, findAction, parseUses } from '../catalog/index.ts';
import type { Datum, Text } from '../values/index.ts';
import { booleanOf, evaluateScalarDatum, evaluateText, type Job, type Workflow } from '../workflow/index.ts';
import { applyEffect, applyOpaque, newMade } from './apply/index.ts';
import { softFailure, sureFailure } from './failure.ts';
import { evalContext, github, secret, text, type JobResult, type Scope } from './context.ts';
import { runJob, type JobFrame } from './job.ts';
import type { Machine } from './machine.ts';
import { openConditions } from './open-conditions.ts';
import { runJobs } from './run.ts';
import { mentionsSecret } from './secrets.ts';
import type { WorkflowSource } from './sources.ts';
import { mayStandFor, toldByRow } from './told.ts';

/** Runs a job that calls a reusable workflow: inlined when its text is at hand, by its catalog row, or as an unread call. */
export function runCallingJob(frame: JobFrame, job: Job, sources: WorkflowSource): JobResult {
  const run = (machine: Machine, scope: Scope): ReadonlyMap<string, Text> => {
    const uses = parseUses(job.uses!.value.trim(), job.usesComment);
    const at = job.uses!.span;
    machine.step = '';
    const given = new Map<string, Datum>();
    const inputs = new Map<string, Text>();
    for (const [name, value] of job.with) {
      const ctx = evalContext(machine, scope);
      given.set(name.toLowerCase(), evaluateScalarDatum(value, ctx));
      inputs.set(name.toLowerCase(), evaluateText(value, ctx));
    }
    const found = uses.kind === 'local' || uses.kind === 'self' ? sources.local(uses.name) : uses.kind === 'remote' ? sources.resolved(uses) : undefined;
    const [owner, repo] = uses.name.split('/');
    const repository = `${owner}/${repo}@${uses.ref}`.toLowerCase();
    const callee = uses.kind !== 'remote' || found === undefined || mayStandFor(machine, { name: uses.name, repository }, at) ? found : undefined;
    if (callee !== undefined) {
      if (frame.depth >= limits.maxCallDepth) {
        machine.cut(at, `workflows call each other more than ${limits.maxCallDepth} deep`);
        return new Map();
      }
      return inline(frame, machine, scope, job, callee, given, sources);
    }
    return byRow(machine, scope, job, uses, inputs);
  };
  return runJob(frame, job, (machine, scope) => {
    const outputs = run(machine, scope);
    return { outputs, asked: outputs };
  });
}

function inline(
  frame: JobFrame,
  machine: Machine,
  scope: Scope,
  job: Job,
  callee: Workflow,
  given: ReadonlyMap<string, Datum>,
  sources: WorkflowSource,
): ReadonlyMap<string, Text> {
  const trigger = callee.triggers.find((t) => t.event === 'workflow_call');
  const inputs = new Map<string, Datum>();
  const ctx = evalContext(machine, scope);
  for (const [name, spec] of trigger?.inputs ?? []) {
    const value = given.get(name.toLowerCase());
    const whole = value ?? (spec.default === undefined ? empty(spec.type) : evaluateScalarDatum(spec.default, ctx));
    inputs.set(name.toLowerCase(), spec.type === 'boolean' && whole.kind === 'text' ? booleanOf(whole.text) : whole);
  }
  let secrets = frame.secrets;
  if (job.secrets !== 'inherit') {
    const passed = new Map<string, Text>();
    for (const [name, value] of job.secrets) passed.set(name.toLowerCase(), evaluateText(value, ctx));
    passed.set('github_token', secret('GITHUB_TOKEN'));
    secrets = passed;
  }
  const legKey = machine.jobKey.slice(machine.run.record.id.length + 1);
  const results = runJobs(
    {
      ...frame,
      workflow: callee,
      prefix: `${legKey}/`,
      inputs,
      secrets,
      ceiling: {
        of: (permission, level) => machine.permission(permission, level),
        isStated: (job.permissions ?? frame.workflow.permissions) !== undefined || frame.ceiling?.isStated === true,
      },
      weak: machine.jobWeak,
      depth: frame.depth + 1,
      needs: new Map(),
    },
    sources,
  );
  const outputs = new Map<string, Text>();
  for (const [name, value] of trigger?.outputs ?? []) {
    const jobs: Datum = {
      kind: 'map',
      entries: new Map(
        [...results].map(([id, r]) => [
          id,
          {
            kind: 'map',
            entries: new Map<string, Datum>([
              ['outputs', { kind: 'map', entries: new Map([...r.outputs].map(([k, v]): [string, Datum] => [k, text(v)])) }],
              ['result', text([{ kind: 'lit', text: r.ran === false ? 'skipped' : 'success' }])],
            ]),
          } as Datum,
        ]),
      ),
    };
    const inner = evalContext(machine, { ...scope, inputs });
    outputs.set(
      name,
      evaluateText(value, {
        id: (what) => inner.id(what),
        lookup: (path) => ((path[0] ?? '').toLowerCase() === 'jobs' ? dig(jobs, path.slice(1)) : inner.lookup(path)),
      }),
    );
  }
  return outputs;
}

function dig(datum: Datum, path: readonly string[]): Datum | undefined {
  let current: Datum = datum;
  for (const part of path) {
    if (current.kind !== 'map') return { kind: 'null' };
    const next: Datum | undefined = current.entries.get(part);
    if (next === undefined) return { kind: 'null' };
    current = next;
  }
  return current;
}

function empty(type: string | undefined): Datum {
  if (type === 'boolean') return { kind: 'bool', value: false };
  if (type === 'number') return { kind: 'number', value: 0 };
  return text([]);
}

function byRow(machine: Machine, scope: Scope, job: Job, uses: ReturnType<typeof parseUses>, inputs: ReadonlyMap<string, Text>): ReadonlyMap<string, Text> {
  const at = job.uses!.span;
  const id = machine.jobKey;
  const row = uses.kind === 'remote' ? findAction(uses.name, machine.trace.input.actions) : undefined;
  const assumes = row === undefined ? [] : toldByRow(machine, row, at);
  const ctx = { at, cwd: [], glob: true, weak: [], cannotWork: undefined, idPrefix: id, made: newMade(), by: uses.name, assumes };
  if (row === undefined || row.kind !== 'reusable-workflow') {
    if (job.secrets === 'inherit' || [...job.secrets.values()].some((one) => mentionsSecret(one.value, scope.secretsKnown))) machine.ownSecret = true;
    applyOpaque(
      machine,
      {
        what: `uses: ${uses.name}`,
        why:
          uses.kind === 'local' || uses.kind === 'self'
            ? 'the workflow is not in this checkout'
            : 'the workflow is in another repository (give it with --resolve)',
        touches: [...inputs.values()],
        scope: 'workflow',
        mayPublish: true,
      },
      ctx,
    );
    return new Map();
  }
  const applied = applyAction(row, {
    name: uses.name,
    ref: uses.ref,
    version: uses.version,
    inputs,
    env: (key) => scope.env.get(key),
    event: () => machine.event,
    permission: (p) => {
      const [s, level] = p.split(':').map((x) => x.trim());
      return machine.permission(s ?? '', level === 'read' ? 'read' : 'write');
    },
    github: (field) => {
      const value = github(machine, field.split('.'), scope.inputs);
      return value?.kind === 'text' ? value.text : [];
    },
    idPrefix: id,
    outputLabel: `needs.${job.id}.outputs`,
    span: at,
  });
  for (const doubt of applied.doubts) machine.trace.notRead(at, `${uses.name}: ${doubt}`);
  for (const one of applied.effects) {
    const weak = openConditions(one, { key: `${id}:input`, how: 'an input that is not known' }, at);
    applyEffect(machine, one.effect, { ...ctx, weak: [...weak, ...softFailure(applied, at)], cannotWork: sureFailure(applied) });
  }
  return applied.outputs;
}
