import { limits, wholeFile, type FileTree, type Span } from '../base/index.ts';
import { concat, hole, lit, type Text } from '../values/index.ts';
import { asList, asMap, entry, parseYaml, textOf, type Node } from '../workflow/index.ts';
import { applyEffect, applyOpaque, newMade } from './apply/index.ts';
import { secret } from './context.ts';
import { Machine } from './machine.ts';
import type { RunRecord, Weakness } from './model.ts';
import type { Scenario } from './scenario.ts';
import { runScriptText } from './script.ts';
import type { Trace } from './trace-state.ts';

const maxFiles = 60;
/** The service takes no more. */
const maxSteps = 300;
const notReleases =
  /(^|[-_./])(pr|pull|test|tests|testdata|presubmit|integration|e2e|latest|nightly|canary|vendor|node_modules|examples?|third_party)([-_./]|$)/i;

/** Configurations of Google Cloud Build that may release, wherever they lie. */
export function cloudBuildPaths(files: FileTree): readonly string[] {
  return allPaths(files).slice(0, maxFiles);
}

function allPaths(files: FileTree): readonly string[] {
  return files.list().filter((path) => /(^|\/)cloudbuild[\w.-]*\.ya?ml$/i.test(path) && path.split('/').length <= 4 && !notReleases.test(path));
}

/** Says that steps or files after a bound were not followed: in one run, or in runs of which nothing is known. */
function cutAt(trace: Trace, at: Span, run: string, reason: string): void {
  trace.cut({ at, reason, run, scenario: 'push:tag', jobKey: undefined, places: ['release', 'registry', 'index', 'attestations'] });
}

/**
 * Runs the steps of Cloud Build's configurations as the scripts that they are: one after the other, in one workspace,
 * until one fails, unless a step may fail or does not wait. What starts them, with which substitutions, lies outside of the checkout. Images that the service
 * itself pushes (`images`) are left out: it may attest them by a setting of the project.
 */
export function traceCloudBuilds(trace: Trace): void {
  for (const path of cloudBuildPaths(trace.input.files)) {
    const read = trace.input.files.read(path);
    const node = read.kind === 'text' ? parseYaml(path, read.text).node : undefined;
    const all = asList(entry(node, 'steps'));
    const steps = all.slice(0, maxSteps);
    if (node === undefined || steps.length === 0) continue;
    const record: RunRecord = {
      id: `${path}@cloud-build`,
      workflow: path,
      scenario: 'push:tag',
      event: 'push',
      name: path,
      before: new Map(),
      inside: new Map(),
    };
    const machine = new Machine({
      trace,
      run: { record, artifacts: [], tagRules: new Map(), budget: { left: limits.maxStepsPerWorkflow } },
      scenario: scenarioAt(node.span),
      workflow: path,
      entry: path,
      job: '',
      jobKey: `${record.id}/steps`,
      permission: () => 'unknown',
    });
    machine.checkedOut = true;
    machine.maybeInstalled = 'each step runs in an image of its own';
    machine.tellsVariables = true;
    trace.addRun(record);
    const before = { tags: trace.tags.length, releases: trace.releases.length };
    const options = entry(node, 'options');
    const given = new Map(asMap(entry(node, 'substitutions')).map(({ key, value }) => [key.value, textOf(value) ?? '']));
    const order = new StepOrder();
    for (const step of steps) {
      const unordered = order.next(step);
      const published = trace.publishes.length + trace.images.length;
      machine.stepWeak = weakOf(step, unordered);
      runStep(machine, step, options, given);
      machine.stepWeak = [];
      order.done(step, trace.publishes.length + trace.images.length > published);
    }
    putObjects(machine, entry(entry(node, 'artifacts'), 'objects'), given);
    if (all.length > maxSteps) cutAt(trace, all[maxSteps]!.span, record.id, `more than ${maxSteps} steps of Cloud Build: the rest was not followed`);
    trace.tags.length = before.tags;
    trace.releases.length = before.releases;
  }
  const left = allPaths(trace.input.files)[maxFiles];
  if (left !== undefined) cutAt(trace, wholeFile(left), 'cloud-build', `more than ${maxFiles} configurations of Cloud Build: the rest was not followed`);
}

/** What may keep a step from its work while the build succeeds. */
function weakOf(step: Node, unordered: boolean): readonly Weakness[] {
  const at = step.span;
  const codes = asList(entry(step, 'allowExitCodes')).filter((code) => textOf(code) !== '0');
  const swallows = textOf(entry(step, 'allowFailure')) === 'true' ? 'allowFailure' : codes.length > 0 ? 'allowExitCodes' : undefined;
  const weak: Weakness[] = [];
  if (swallows !== undefined) weak.push({ kind: 'swallowed', key: `cloud-build:${at.file}:${at.start}`, how: `${swallows} of the step`, at });
  if (unordered)
    weak.push({ kind: 'conditional', key: `cloud-build-order:${at.file}:${at.start}`, how: 'the step does not wait for what was published before it', at });
  return weak;
}

/** Which of the steps before one are certainly done when it begins: those that it waits for, by `waitFor`. */
class StepOrder {
  readonly #before: { readonly id: string | undefined; readonly waits: ReadonlySet<number>; readonly publishes: boolean }[] = [];

  /** Whether a step may begin before one that publishes and stands above it. */
  next(step: Node): boolean {
    const waits = this.#waits(step);
    return this.#before.some((one, i) => one.publishes && !waits.has(i));
  }

  done(step: Node, publishes: boolean): void {
    this.#before.push({ id: textOf(entry(step, 'id')), waits: this.#waits(step), publishes });
  }

  #waits(step: Node): ReadonlySet<number> {
    const named = asList(entry(step, 'waitFor')).flatMap((one) => textOf(one) ?? []);
    if (named.length === 0) return new Set(this.#before.keys());
    return new Set(this.#before.flatMap((one, i) => (one.id !== undefined && named.includes(one.id) ? [i, ...one.waits] : [])));
  }
}

/** The files that the service itself puts into a bucket when every step is done. */
function putObjects(machine: Machine, objects: Node | undefined, given: ReadonlyMap<string, string>): void {
  const location = textOf(entry(objects, 'location'));
  const paths = asList(entry(objects, 'paths')).flatMap((one) => textOf(one) ?? []);
  if (objects === undefined || location === undefined || paths.length === 0) return;
  machine.step = 'artifacts';
  applyEffect(
    machine,
    {
      kind: 'publishes',
      sink: { kind: 'bucket', url: substituted(location, given) },
      subject: { kind: 'files', paths: paths.map((path) => substituted(path, given)) },
    },
    contextAt(machine, objects.span, ''),
  );
}

function runStep(machine: Machine, step: Node, options: Node | undefined, given: ReadonlyMap<string, string>): void {
  // Variables that the options name are those of every step.
  const listed = (key: string): readonly Node[] => [...asList(entry(options, key)), ...asList(entry(step, key))];
  const builder = textOf(entry(step, 'name')) ?? '';
  machine.step = textOf(entry(step, 'id')) ?? builder.replace(/@sha256:.*$/, '');
  const secrets = listed('secretEnv').flatMap((one) => textOf(one) ?? []);
  machine.stepEnv = new Map([
    ...secrets.map((name) => [name, secret(name)] as const),
    ...listed('env').flatMap((one) => {
      const [name = '', ...value] = (textOf(one) ?? '').split('=');
      return /^\w+$/.test(name) ? [[name, substituted(value.join('='), given)] as const] : [];
    }),
  ]);
  machine.holdsSecret = machine.holdsSecret || secrets.length > 0;
  const script = scriptOfStep(step, builder);
  const ctx = contextAt(machine, step.span, textOf(entry(step, 'dir')) ?? '');
  if (script?.kind === 'program') {
    machine.trace.notRead(step.span, `a script for ${script.shell} is not followed`);
    const what = `${machine.step}: a script for ${script.shell}`;
    applyOpaque(machine, { what, why: 'its language is not followed', touches: [], scope: 'command', mayPublish: true, text: script.text }, ctx);
  } else if (script !== undefined) runScriptText(machine, substituted(script.text, given), ctx, { errexit: script.errexit });
}

/** What a step runs: commands of a shell and whether it stops at the first that fails, or a program in another language. */
type StepScript =
  | { readonly kind: 'shell'; readonly text: string; readonly errexit: boolean }
  | { readonly kind: 'program'; readonly text: string; readonly shell: string };

/** The commands of a step: its script, the text that a shell is given, or the words of one command. */
function scriptOfStep(step: Node, builder: string): StepScript | undefined {
  const script = textOf(entry(step, 'script'));
  if (script !== undefined) return ofShebang(script);
  const args = entry(step, 'args');
  const words = args?.kind === 'list' ? asList(args).map((one) => textOf(one) ?? '') : (textOf(args) ?? '').split(/\s+/);
  // Without an entry point the program is what the builder's image is called after.
  const image = (builder.split(/[:@]/)[0] ?? '').split('/').at(-1) ?? '';
  const program = textOf(entry(step, 'entrypoint')) ?? (image === 'executor' ? 'kaniko' : image);
  if (/(^|\/)(ba|da|a)?sh$/.test(program)) {
    const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
    const text = words[at + 1];
    const errexit = words.slice(0, at + 1).some((word) => /^-[a-z]*e/.test(word) || word === 'errexit');
    if (at !== -1) return text === undefined ? undefined : { kind: 'shell', text, errexit };
  }
  const text = [program, ...words]
    .filter((word) => word !== '')
    .map(quoted)
    .join(' ');
  return { kind: 'shell', text, errexit: true };
}

/** A script by its first line; without one `sh` runs it, which goes on when a command fails. */
function ofShebang(text: string): StepScript {
  const [, line = '/bin/sh'] = /^\s*#!\s*(.*)/.exec(text) ?? [];
  const words = line.trim().split(/\s+/);
  const at = /(^|\/)env$/.test(words[0] ?? '') ? words.findIndex((word, i) => i > 0 && !word.startsWith('-')) : 0;
  const shell = (words[at] ?? '').split('/').at(-1) ?? '';
  if (!/^(ba|da|a|z|k)?sh$/.test(shell)) return { kind: 'program', text, shell };
  return { kind: 'shell', text, errexit: words.slice(at + 1).some((word) => /^-[a-z]*e/.test(word)) };
}

function quoted(word: string): string {
  return /^[\w./:=@%+,${}-]+$/.test(word) ? word : `"${word.replaceAll(/(["\\`])/g, '\\$1')}"`;
}

const builtIn =
  /^(PROJECT_ID|PROJECT_NUMBER|BUILD_ID|LOCATION|TRIGGER_NAME|COMMIT_SHA|REVISION_ID|SHORT_SHA|REPO_NAME|REPO_FULL_NAME|BRANCH_NAME|TAG_NAME|REF_NAME|SERVICE_ACCOUNT(_EMAIL)?)$/;

/** Fills in substitutions; `$$` is a dollar of the shell. A default that names a place is taken, others are there to be replaced. */
function substituted(text: string, given: ReadonlyMap<string, string>): Text {
  const parts: Text[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$\$|\$\{([A-Z_]\w*)\}|\$([A-Z_]\w*)/g)) {
    const name = match[1] ?? match[2];
    if (name !== undefined && !builtIn.test(name) && !name.startsWith('_')) continue;
    parts.push(lit(text.slice(from, match.index)));
    const known = name === undefined ? '$' : given.get(name);
    parts.push(
      name === undefined
        ? lit('$')
        : known?.includes('/') === true && !known.includes('$')
          ? lit(known)
          : hole(`cloud-build.${name}`, { label: name.replace(/^_/, '') }),
    );
    from = match.index + match[0].length;
  }
  parts.push(lit(text.slice(from)));
  return concat(...parts);
}

function contextAt(machine: Machine, at: Span, folder: string): Parameters<typeof runScriptText>[2] {
  // A step that works in a clone of its own, made by a step before, works in what this checkout is.
  const cwd = folder !== '' && machine.trace.input.files.hasFolder(folder) ? lit(folder) : [];
  const idPrefix = `${machine.run.record.id}/${at.start}`;
  return { at, cwd, glob: true, weak: [], cannotWork: undefined, idPrefix, made: newMade(), by: 'Cloud Build', assumes: [] };
}

function scenarioAt(span: Span): Scenario {
  const tag = hole('cloud-build.TAG_NAME', { label: 'TAG_NAME' });
  return {
    id: 'push:tag',
    event: 'push',
    refKind: 'tag',
    ref: concat(lit('refs/tags/'), tag),
    refName: tag,
    tag,
    trigger: { event: 'push', span, inputs: new Map(), outputs: new Map(), secrets: new Map(), cron: [] },
    refPatterns: [],
  };
}
