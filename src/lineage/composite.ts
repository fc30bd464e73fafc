import { limits, type FileTree } from '../base/index.ts';
import type { Subject } from '../catalog/index.ts';
import { hole, lines, type Datum, type Text } from '../values/index.ts';
import { evaluateText, parseAction, type Action, type Unreadable } from '../workflow/index.ts';
import { programsOf, givenText } from './action-programs.ts';
import { applyEffect, applyOpaque, newMade } from './apply/index.ts';
import type { ApplyContext } from './apply/context.ts';
import { evalContext, text, type Scope, type StepResult } from './context.ts';
import type { Machine } from './machine.ts';
import { folderInCopy } from './own-copies.ts';
import { actionProgram } from './programs.ts';
import type { KnownSecrets } from './secrets.ts';
import { runSteps, spanOfStep, type StepCall } from './steps.ts';

/** An action has no context of secrets (GitHub's documentation of contexts, read 2026-11-23): it is given them as inputs. */
const none: KnownSecrets = () => [];

const parsed = new WeakMap<FileTree, Map<string, Action | Unreadable | undefined>>();

/** Reads the `action.yml` of a folder; undefined when there is none. Places in a checkout of another repository begin with that one's name. */
function readAction(files: FileTree, folder: string, repository: string | undefined): Action | Unreadable | undefined {
  let byFolder = parsed.get(files);
  if (byFolder === undefined) parsed.set(files, (byFolder = new Map()));
  if (byFolder.has(folder)) return byFolder.get(folder);
  let action: Action | Unreadable | undefined;
  for (const name of ['action.yml', 'action.yaml']) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const read = files.read(path);
    if (read.kind === 'text') {
      action = parseAction(repository === undefined ? path : `${repository}/${path}`, read.text);
      break;
    }
  }
  byFolder.set(folder, action);
  return action;
}

/** `owner/repo` of a checkout that was given for another repository; undefined for the audited one. */
function repositoryOfTree(machine: Machine, files: FileTree): string | undefined {
  const { input } = machine.trace;
  if (files === input.files) return undefined;
  for (const [name, tree] of input.resolve) if (tree === files) return name.slice(0, name.lastIndexOf('@'));
  return undefined;
}

/** What an action whose program uploads to a release is told to upload; not known where no input says it. */
function applyUpload(machine: Machine, inputs: ReadonlyMap<string, Text>, why: string, ctx: ApplyContext): void {
  const given = [...inputs].find(([name]) =>
    /^(files?|assets?|artifacts?|paths?|globs?|patterns?)$|(^|[-_])(files?|assets?|artifacts?)([-_](paths?|globs?))?$/.test(name),
  );
  const paths = given === undefined ? [] : lines(given[1]).filter((path) => path.length > 0);
  const named = [...inputs].find(([name]) => /^(tag|tag[-_]?name|release[-_]tag|name)$/.test(name))?.[1];
  const { scenario } = machine;
  const tag = scenario.refKind === 'tag' ? scenario.refName : (named ?? hole(`${ctx.idPrefix}.tag`, { label: 'tag' }));
  const subject: Subject = paths.length === 0 ? { kind: 'unknown', why: `${why}: it uploads files to a release` } : { kind: 'files', paths };
  applyEffect(machine, { kind: 'publishes', sink: { kind: 'release', tag }, subject }, ctx);
}

/** Runs the steps of an action whose text is at hand inside the caller's job; its identity stays the caller's. */
export function runLocalAction(
  machine: Machine,
  call: StepCall & { readonly folder: string; readonly files: FileTree; readonly inputs: ReadonlyMap<string, Text> },
): void {
  const named = call.folder
    .replace(/^\.\/+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
  const repository = repositoryOfTree(machine, call.files);
  const inCopy = repository === undefined && readAction(call.files, named, undefined) === undefined ? folderInCopy(machine, named) : undefined;
  const folder = inCopy ?? named;
  const action = readAction(call.files, folder, repository);
  const at = spanOfStep(call);
  const ctx = {
    at,
    cwd: [],
    glob: true,
    weak: [],
    cannotWork: undefined,
    idPrefix: call.id,
    made: undefined,
    by: folder === '' ? 'this action' : folder,
    assumes: [],
  };
  if (action === undefined) {
    // A checkout of another repository, or a folder that an earlier step made.
    applyOpaque(
      machine,
      { what: `uses: ./${folder}`, why: 'the action is not in this checkout', touches: [...call.inputs.values()], scope: 'action', mayPublish: true },
      ctx,
    );
    return;
  }
  if (action.kind === 'unreadable') {
    for (const p of action.problems) machine.trace.notRead(p.span, p.reason);
    applyOpaque(
      machine,
      { what: `uses: ./${folder}`, why: 'its action file could not be read', touches: [...call.inputs.values()], scope: 'action', mayPublish: true },
      ctx,
    );
    return;
  }
  if (action.using !== 'composite') {
    const why = `a ${action.using} action whose program is not followed`;
    const program = actionProgram(call.files, folder);
    const uploads = program?.uploads === true && machine.permission('contents', 'write') !== false;
    if (!uploads || !program.plain) {
      const sources = call.files === machine.trace.input.files ? programsOf(call.files, folder, action.path) : [];
      const touches = [...call.inputs.values()];
      applyOpaque(
        machine,
        { what: `uses: ./${folder}`, why, touches, scope: 'action', mayPublish: true, text: givenText(call.inputs), sources, file: action.path },
        ctx,
      );
    }
    if (uploads) applyUpload(machine, call.inputs, why, { ...ctx, made: newMade() });
    machine.builderRan(folder);
    return;
  }
  if (call.frame.depth >= limits.maxCallDepth) {
    machine.cut(at, `actions are nested more than ${limits.maxCallDepth} deep`);
    return;
  }
  const inputs = new Map<string, Datum>();
  for (const [name, spec] of action.inputs) {
    const given = call.inputs.get(name.toLowerCase());
    inputs.set(name.toLowerCase(), text(given ?? (spec.default === undefined ? [] : evaluateText(spec.default, evalContext(machine, call.scope)))));
  }
  const scope: Scope & { readonly steps: Map<string, StepResult> } = { ...call.scope, inputs, steps: new Map(), actionPath: folder, secretsKnown: none };
  const frame = { scope, defaults: {}, depth: call.frame.depth + 1, prefix: `${call.id}/`, files: call.files };
  runSteps(machine, action.steps, frame);
  for (const [name, value] of action.outputs) call.result.outputs.set(name.toLowerCase(), evaluateText(value, evalContext(machine, scope)));
  for (const p of action.problems) machine.trace.notRead(p.span, p.reason);
}
