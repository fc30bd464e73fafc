import { nodeAt, type Job, type Node, type Workflow } from '../workflow/index.ts';
import { needsOf } from './jobs.ts';

/**
 * Why a job that waits for another from now on may wait long, or for ever: what a person has to look at first. Conditions are
 * not asked here: no job is made to wait for one that is skipped when it is not.
 */
export function waitNotes(workflow: Workflow, waiting: Job, awaited: Job, root: Node | undefined): readonly string[] {
  const before = needsOf(workflow, waiting);
  const added = new Set([awaited.id, ...needsOf(workflow, awaited)]);
  return workflow.jobs
    .filter((one) => added.has(one.id) && !before.has(one.id))
    .flatMap((job) => reasonsOf(job, root).map((reason) => `job ${job.id} ${reason}: job ${waiting.id} waits for that from now on, or does not run`));
}

function reasonsOf(job: Job, root: Node | undefined): readonly string[] {
  const has = (key: string): boolean => root !== undefined && nodeAt(root, ['jobs', job.id, key]) !== undefined;
  return [
    ...(job.uses === undefined ? [] : ['calls another workflow, whose jobs may wait for an approval or be skipped']),
    ...(job.uses === undefined && !isHosted(job) ? ['runs on machines that are not known to be those of GitHub'] : []),
    ...(has('environment') ? ['is in an environment, which may ask for an approval'] : []),
    ...(has('concurrency') ? ['may be held up or cancelled by another run'] : []),
    ...(job.matrix?.expression === undefined ? [] : ['has as many runs as an expression says, which may be none']),
  ];
}

function isHosted({ runsOn, matrix }: Job): boolean {
  if (runsOn?.kind !== 'scalar') return false;
  const label = runsOn.scalar.value.trim();
  if (hosted.test(label)) return true;
  const key = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label)?.[1];
  if (key === undefined || matrix === undefined || matrix.expression !== undefined) return false;
  const values = [matrix.dimensions.get(key), ...(matrix.include?.kind === 'list' ? matrix.include.items.map((one) => valueOf(one, key)) : [])];
  const named = values.flatMap((one) => (one === undefined ? [] : one.kind === 'list' ? one.items : [one]));
  return named.length > 0 && named.every((one) => one.kind === 'scalar' && hosted.test(one.scalar.value.trim()));
}

const hosted = /^(?:ubuntu|macos|windows)-[\w.-]+$/;

function valueOf(node: Node, key: string): Node | undefined {
  return node.kind === 'map' ? node.entries.find((one) => one.key.value === key)?.value : undefined;
}
