import { wholeFile } from '../base/index.ts';
import { Fields } from './fields.ts';
import { readJobs } from './jobs.ts';
import type { Action, Node, Problem, Scalar, Unreadable, Workflow } from './model.ts';
import { readPermissions } from './permissions.ts';
import { readDefaults, readSteps } from './steps.ts';
import { readInputs, readTriggers } from './triggers.ts';
import { parseYaml } from './yaml.ts';
import { asMap, entry } from './yaml-read.ts';

/**
 * Reads a workflow file (GitHub's workflow syntax). Unknown keys are ignored and values of a wrong kind noted in
 * `problems`; a text that is not YAML, or no map, is unreadable. Never throws.
 */
export function parseWorkflow(path: string, text: string): Workflow | Unreadable {
  const root = readRoot(path, text, 'workflow');
  if (root.kind === 'unreadable') return root;
  const { node, fields } = root;
  if (entry(node, 'jobs') === undefined) fields.note(wholeFile(path), 'the workflow has no "jobs:"');
  return {
    kind: 'workflow',
    path,
    name: fields.scalar(node, 'name'),
    triggers: readTriggers(fields, node),
    permissions: readPermissions(fields, node),
    env: fields.scalarMap(node, 'env'),
    defaults: readDefaults(fields, node),
    jobs: readJobs(fields, node),
    problems: fields.problems,
  };
}

/** Reads an action's metadata file, `action.yml` (GitHub's metadata syntax). As tolerant as `parseWorkflow`. */
export function parseAction(path: string, text: string): Action | Unreadable {
  const root = readRoot(path, text, 'action');
  if (root.kind === 'unreadable') return root;
  const { node, fields } = root;
  const runs = fields.map(node, 'runs');
  if (runs === undefined) fields.note(wholeFile(path), 'the action has no "runs:"');
  const outputs = new Map<string, Scalar>();
  for (const one of asMap(fields.map(node, 'outputs'))) {
    const value = fields.scalar(one.value, 'value');
    if (value !== undefined) outputs.set(one.key.value, value);
  }
  return {
    kind: 'action',
    path,
    name: fields.scalar(node, 'name'),
    using: fields.scalar(runs, 'using')?.value ?? '',
    inputs: readInputs(fields, node),
    outputs,
    steps: readSteps(fields, runs),
    image: fields.scalar(runs, 'image'),
    problems: fields.problems,
  };
}

/** What YAML allows and GitHub does not. */
function withRefusals(parsed: ReturnType<typeof parseYaml>, what: string): ReturnType<typeof parseYaml> {
  const problems = parsed.problems.map((p) => (p.reason.includes(' is written twice') ? { ...p, reason: `${p.reason} (GitHub refuses such a ${what})` } : p));
  return { ...parsed, problems };
}

function readRoot(path: string, text: string, what: string): { readonly kind: 'root'; readonly node: Node; readonly fields: Fields } | Unreadable {
  const parsed = withRefusals(parseYaml(path, text), what);
  if (parsed.node?.kind === 'map') return { kind: 'root', node: parsed.node, fields: new Fields(text, parsed.problems) };
  const problems: Problem[] = [...parsed.problems];
  if (parsed.node !== undefined)
    problems.push({ span: parsed.node.span, reason: `the ${what} should be a map, not a ${parsed.node.kind === 'list' ? 'list' : 'single value'}` });
  else if (problems.length === 0) problems.push({ span: wholeFile(path), reason: `the ${what} file is empty` });
  return { kind: 'unreadable', path, problems };
}
