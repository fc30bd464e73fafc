import type { Fields } from './fields.ts';
import type { Defaults, Node, Step } from './model.ts';
import { entry, isNull } from './yaml-read.ts';

/** Reads a `steps:` list of a job or a composite action. */
export function readSteps(fields: Fields, owner: Node | undefined): readonly Step[] {
  const node = entry(owner, 'steps');
  if (node === undefined || isNull(node)) return [];
  if (node.kind !== 'list') {
    fields.note(node.span, 'steps should be a list');
    return [];
  }
  const steps: Step[] = [];
  node.items.forEach((item, index) => {
    if (item.kind === 'map') steps.push(readStep(fields, item, index));
    else fields.note(item.span, `step ${index + 1} should be a map`);
  });
  return steps;
}

function readStep(fields: Fields, item: Node, index: number): Step {
  const uses = fields.scalar(item, 'uses');
  const run = fields.scalar(item, 'run');
  if (uses !== undefined && run !== undefined) fields.note(item.span, `step ${index + 1} has both uses and run; GitHub refuses such a workflow`);
  return {
    index,
    id: fields.scalar(item, 'id')?.value,
    name: fields.scalar(item, 'name'),
    if: fields.condition(item),
    uses,
    usesComment: fields.commentAfter(uses),
    run,
    with: fields.scalarMap(item, 'with'),
    env: fields.scalarMap(item, 'env'),
    shell: fields.scalar(item, 'shell'),
    workingDirectory: fields.scalar(item, 'working-directory'),
    continueOnError: fields.scalar(item, 'continue-on-error'),
    span: item.span,
  };
}

/** Reads `defaults.run` of a workflow or job. */
export function readDefaults(fields: Fields, owner: Node): Defaults {
  const run = fields.map(fields.map(owner, 'defaults'), 'run');
  const shell = fields.scalar(run, 'shell');
  const workingDirectory = fields.scalar(run, 'working-directory');
  return { ...(shell === undefined ? {} : { shell }), ...(workingDirectory === undefined ? {} : { workingDirectory }) };
}
