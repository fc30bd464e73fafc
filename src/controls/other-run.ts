import { startsAfter, type EvidenceRecord, type RunRecord, type Trace, type Weakness } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { literalOf } from '../values/index.ts';

/**
 * What weakens evidence that another run makes: nothing orders that run after the publication, so that it may come before
 * it, much later, or never. Evidence of a run that made the artifact itself went along with it.
 */
export function unordered(trace: Trace, unit: Unit, record: EvidenceRecord): Weakness | undefined {
  if (unit.publish === undefined || record.origin.run === unit.run || madeThere(trace, record)) return undefined;
  const [here, there] = [trace.runOf(unit.run), trace.runOf(record.origin.run)];
  if (here === undefined || there === undefined || follows(trace, here, there) || follows(trace, there, here)) return undefined;
  return { kind: 'conditional', key: `no-order:${there.id}`, how: whyNot(here, there), at: record.origin.at };
}

/** Whether evidence is left to a run that surely does not start because of the unit's: its filters leave out every ref of that one. */
export function isLeftOut(trace: Trace, unit: Unit, record: EvidenceRecord): boolean {
  if (unit.publish === undefined || record.origin.run === unit.run || madeThere(trace, record)) return false;
  const [here, there] = [trace.runOf(unit.run), trace.runOf(record.origin.run)];
  return here !== undefined && there?.awaits !== undefined && startsAfter(there.awaits, here) === false;
}

/** Whether the run of the evidence made what it speaks of. */
function madeThere(trace: Trace, { target, origin }: EvidenceRecord): boolean {
  return target.images.some((t) => trace.image(t.id)?.origin.run === origin.run) || target.files.some((f) => trace.batches.get(f.batch)?.run === origin.run);
}

/** Whether a run starts because of another: by what that one publishes, because it ended, or because it was told to start it. */
function follows(trace: Trace, first: RunRecord, then: RunRecord): boolean {
  switch (then.event) {
    case 'release':
      return first.event !== then.event && !isOfLessThanReleases(then);
    case 'registry_package':
      // What the job's own token pushes starts nothing, and which token pushes is not told.
      return false;
    case 'workflow_run':
      return then.awaits === undefined || startsAfter(then.awaits, first) === true;
    case 'repository_dispatch':
      return trace.dispatches.some((d) => d.run === first.id && maySend(literalOf(d.workflow), then));
    case 'workflow_dispatch':
      return trace.dispatches.some((d) => d.run === first.id && mayStart(literalOf(d.workflow), then));
    default:
      return false;
  }
}

/** Whether a run starts for some releases only, or when one is changed. */
function isOfLessThanReleases({ types }: RunRecord): boolean {
  return types?.every((type) => ['prereleased', 'edited', 'unpublished', 'deleted'].includes(type)) === true;
}

/** Whether an event that is sent may be one that a run waits for; what is sent by a request that was not read may be any. */
function maySend(sent: string | undefined, { types }: RunRecord): boolean {
  return types === undefined || sent === undefined || sent.includes('/dispatches') || types.includes(sent.slice(sent.lastIndexOf(': ') + 1).trim());
}

/** Whether a workflow may be the one that is meant by its file or its name; an unknown one may be any. */
function mayStart(named: string | undefined, run: RunRecord): boolean {
  return named === undefined || named === run.name || (named.split('/').at(-1) ?? '') === run.workflow.split('/').at(-1);
}

function whyNot(here: RunRecord, there: RunRecord): string {
  const file = there.workflow.split('/').at(-1) ?? '';
  if (there.event === 'schedule') return `${file} runs by the clock, whatever is published`;
  if (there.event === 'workflow_dispatch') return `${file} is started by hand`;
  if (there.event === 'registry_package') return `${file} starts when another token than the job’s pushes a package`;
  if (there.event === 'release' && isOfLessThanReleases(there)) return `${file} starts for some releases only: ${there.types?.join(', ') ?? ''}`;
  if (there.event === 'repository_dispatch') return `nothing here sends the event that ${file} waits for`;
  if (there.awaits !== undefined) {
    const starts = startsAfter(there.awaits, here);
    if (starts === 'early') return `${file} does not wait until the workflow that publishes has ended`;
    return starts === 'unknown' ? `${file} starts after runs on some refs only` : `${file} waits for another workflow than the one that publishes`;
  }
  return here.event === there.event ? `${file} starts on the same event and does not wait for the publication` : `nothing starts ${file} after the publication`;
}
