import type { Span } from '../base/index.ts';
import type { Uses } from '../catalog/index.ts';
import { applyAction, findAction } from '../catalog/index.ts';
import { openFailure, softFailure, sureFailure } from './failure.ts';
import { literalOf, sameText, type Text } from '../values/index.ts';
import { applyEffect, applyOpaque, newMade, writeFile } from './apply/index.ts';
import { givenText, noteWritten } from './action-programs.ts';
import { runLocalAction } from './composite.ts';
import { github } from './context.ts';
import { dockerMetadata, dockerMetadataVariables } from './docker-metadata.ts';
import { metadataBakeFiles } from './docker-metadata-bake.ts';
import type { Machine } from './machine.ts';
import { openConditions } from './open-conditions.ts';
import { tokenKind } from './token-kind.ts';
import { noteConditionalTag } from './conditional-tags.ts';
import { noteOwnCheckout } from './own-copies.ts';
import { spanOfStep, type StepCall } from './steps.ts';
import { mayStandFor, toldByRow } from './told.ts';

/** Runs an action of another repository: inlined when its checkout was given, by its catalog row, or as an unread step. */
export function runRemoteAction(machine: Machine, call: StepCall & { readonly uses: Uses; readonly inputs: ReadonlyMap<string, Text> }): void {
  const { uses } = call;
  const at = spanOfStep(call);
  const name = uses.name.toLowerCase();
  const [owner, repo, ...path] = uses.name.split('/');
  const repository = `${owner}/${repo}@${uses.ref}`.toLowerCase();
  const checkout = machine.trace.input.resolve.get(repository);
  if (checkout !== undefined && mayStandFor(machine, { name: uses.name, repository }, at)) {
    runLocalAction(machine, { ...call, folder: path.join('/'), files: checkout });
    return;
  }
  if (name === 'actions/checkout') noteCheckout(machine, call.inputs, at);
  const row = uses.kind === 'docker' ? undefined : findAction(uses.name, machine.trace.input.actions);
  const assumes = row === undefined ? [] : toldByRow(machine, row, at);
  const ctx = { at, cwd: [], glob: true, weak: [], cannotWork: undefined, idPrefix: call.id, made: newMade(), by: uses.name, assumes };
  if (row === undefined) {
    applyOpaque(
      machine,
      {
        what: `uses: ${uses.name}`,
        why: 'what this action does is not in the catalog',
        touches: [...call.inputs.values()],
        scope: 'action',
        mayPublish: true,
        text: givenText(call.inputs),
      },
      ctx,
    );
    machine.maybeInstalled ??= uses.name;
    machine.mayExport ??= uses.name;
    return;
  }
  const applied = applyAction(row, {
    name: uses.name,
    ref: uses.ref,
    version: uses.version,
    inputs: call.inputs,
    env: (key) => call.scope.env.get(key),
    event: () => machine.event,
    permission: (p) => {
      const [scope, level] = p.split(':').map((x) => x.trim());
      return machine.permission(scope ?? '', level === 'read' ? 'read' : 'write');
    },
    github: (field) => {
      const value = github(machine, field.split('.'), call.scope.inputs);
      return value?.kind === 'text' ? value.text : [];
    },
    idPrefix: call.id,
    outputLabel: `${call.label}.outputs`,
    span: at,
  });
  for (const [key, value] of applied.outputs) call.result.outputs.set(key, value);
  for (const [key, value] of applied.exports ?? []) {
    // What an earlier step exported is not what the workflow sets.
    const set = call.scope.env.get(key);
    if (set === undefined || set === machine.exported.get(key)) machine.exported.set(key, value);
  }
  if (row.computes === 'docker-metadata') {
    const noteTag = (tag: Text, enable: Text | undefined): void => noteConditionalTag(machine, tag, enable);
    for (const [key, value] of dockerMetadata(machine.scenario, call.inputs, call.id, noteTag)) call.result.outputs.set(key, value);
    for (const file of metadataBakeFiles(call.inputs, call.result.outputs.get('tags') ?? [], call.id)) {
      call.result.outputs.set(file.output, file.path);
      writeFile(machine, file.path, file.content, false, ctx);
    }
    for (const [key, value] of dockerMetadataVariables(call.result.outputs)) machine.exported.set(key, value);
  }
  for (const doubt of applied.doubts) machine.trace.notRead(at, `${uses.name}: ${doubt}`);
  const token =
    call.inputs.get('token') ??
    call.inputs.get('github-token') ??
    call.inputs.get('github_token') ??
    call.inputs.get('repo-token') ??
    call.scope.env.get('GITHUB_TOKEN') ??
    call.scope.env.get('GH_TOKEN');
  machine.releaseToken = token === undefined ? 'job-token' : tokenKind(token);
  for (const one of applied.effects) {
    const weak = openConditions(one, { key: `${call.id}:input`, how: 'an input that is not known' }, at);
    applyEffect(machine, one.effect, {
      ...ctx,
      outputs: call.result.outputs,
      weak: [...weak, ...softFailure(applied, at)],
      cannotWork: sureFailure(applied),
      unsure: openFailure(applied),
    });
  }
  // What its own step publishes is of before.
  noteWritten(machine, name, call.inputs, ctx);
}

/** Notes that the checkout is there; one of another ref than the event's moves `HEAD`, one beside it does not. */
function noteCheckout(machine: Machine, inputs: ReadonlyMap<string, Text>, at: Span): void {
  machine.checkedOut = true;
  const folder = literalOf(inputs.get('path') ?? []);
  const repository = literalOf(inputs.get('repository') ?? []);
  if (folder !== undefined && repository !== undefined && repository !== '')
    machine.checkouts.push({ folder: folder.replace(/^\.\//, '').replace(/\/+$/, ''), repository });
  noteOwnCheckout(machine, inputs);
  const beside = (inputs.get('path') ?? []).length > 0;
  const ref = inputs.get('ref') ?? [];
  const own = (): boolean =>
    [machine.scenario.ref, machine.scenario.refName].some((one) => sameText(one, ref)) ||
    ref.some((piece) => piece.kind === 'hole' && piece.id === 'github.sha');
  if (beside) return;
  const isOtherRef = ref.length > 0 && !own();
  const isOther = (inputs.get('repository') ?? []).length > 0;
  machine.headMoved = isOtherRef || isOther;
  if (isOtherRef && !isOther) machine.trace.checkouts.push({ ref, origin: machine.origin(at) });
}
