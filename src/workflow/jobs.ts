import type { Fields } from './fields.ts';
import type { Job, Matrix, Node, Scalar } from './model.ts';
import { readPermissions } from './permissions.ts';
import { readDefaults, readSteps } from './steps.ts';
import { asMap, entry, isNull } from './yaml-read.ts';

/** Reads `jobs:`; an entry that is no map is noted and left out. */
export function readJobs(fields: Fields, root: Node): readonly Job[] {
  const jobs: Job[] = [];
  for (const one of asMap(fields.map(root, 'jobs'))) {
    if (one.value.kind === 'map') jobs.push(readJob(fields, one.key, one.value));
    else fields.note(one.value.span, `the job ${one.key.value} should be a map`);
  }
  return jobs;
}

function readJob(fields: Fields, key: Scalar, node: Node): Job {
  const uses = fields.scalar(node, 'uses');
  return {
    id: key.value,
    name: fields.scalar(node, 'name'),
    if: fields.condition(node),
    needs: fields.scalars(node, 'needs'),
    runsOn: filled(node, 'runs-on'),
    permissions: readPermissions(fields, node),
    environment: readEnvironment(fields, node),
    env: fields.scalarMap(node, 'env'),
    defaults: readDefaults(fields, node),
    outputs: fields.scalarMap(node, 'outputs'),
    matrix: readMatrix(fields, node),
    continueOnError: fields.scalar(node, 'continue-on-error'),
    container: filled(node, 'container'),
    services: filled(node, 'services'),
    steps: readSteps(fields, node),
    uses,
    usesComment: fields.commentAfter(uses),
    with: fields.scalarMap(node, 'with'),
    secrets: readSecrets(fields, node),
    concurrency: filled(node, 'concurrency'),
    span: { ...key.span, end: Math.max(key.span.end, node.span.end), endLine: Math.max(key.span.endLine, node.span.endLine) },
    keySpan: key.span,
  };
}

function filled(owner: Node, key: string): Node | undefined {
  const node = entry(owner, key);
  return node === undefined || isNull(node) ? undefined : node;
}

/** `environment: NAME` or `environment: {name: NAME, url: …}`. */
function readEnvironment(fields: Fields, job: Node): Scalar | undefined {
  const node = entry(job, 'environment');
  return node?.kind === 'map' ? fields.scalar(node, 'name') : fields.scalar(job, 'environment');
}

function readSecrets(fields: Fields, job: Node): ReadonlyMap<string, Scalar> | 'inherit' {
  const node = entry(job, 'secrets');
  if (node?.kind === 'scalar' && node.scalar.value === 'inherit') return 'inherit';
  return fields.scalarMap(job, 'secrets');
}

function readMatrix(fields: Fields, job: Node): Matrix | undefined {
  const strategy = filled(job, 'strategy');
  if (strategy === undefined) return undefined;
  // An expression for all of `strategy` may hold a matrix: nothing is known of it.
  if (strategy.kind === 'scalar') return { expression: strategy.scalar, dimensions: new Map(), include: undefined, exclude: undefined, span: strategy.span };
  const node = fields.expressionsIn(filled(fields.map(job, 'strategy') ?? strategy, 'matrix'));
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'scalar':
      return { expression: node.scalar, dimensions: new Map(), include: undefined, exclude: undefined, span: node.span };
    case 'list':
      fields.note(node.span, 'matrix should be a map or an expression, not a list');
      return undefined;
    case 'map': {
      const dimensions = new Map<string, Node>();
      for (const one of node.entries) if (one.key.value !== 'include' && one.key.value !== 'exclude') dimensions.set(one.key.value, one.value);
      return { dimensions, include: filled(node, 'include'), exclude: filled(node, 'exclude'), span: node.span };
    }
  }
}
