import type { EvidenceRecord, OpaqueRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { contradict } from './contradiction.ts';
import { ofRun } from './of-run.ts';

/** A step that was not read and that ran where the files of a unit stood, after evidence on them and before they went on. */
export interface Between {
  readonly step: OpaqueRecord;
  /** The folders that the files are taken from when they leave that job. */
  readonly folders: readonly string[];
}

interface Stay {
  readonly jobKey: string;
  readonly from: number;
  readonly to: number;
  readonly folders: readonly string[];
}

/** The steps that could have changed what evidence is about before it was published: none of an image, whose bytes a registry keeps. */
export function stepsBetween(trace: Trace, unit: Unit, record: Pick<EvidenceRecord, 'origin'>): readonly Between[] {
  const publish = unit.publish;
  if (publish === undefined || unit.image !== undefined || record.origin.run !== unit.run) return [];
  const stays = staysOf(trace, unit, record.origin);
  return ofRun(trace.opaque, unit.run).flatMap((step): Between[] => {
    if (step.scope === 'workflow') return [];
    const stay = stays.find((s) => s.jobKey === step.origin.jobKey && step.origin.order > s.from && step.origin.order < s.to);
    return stay === undefined || contradict(step.weak, publish.weak) ? [] : [{ step, folders: stay.folders }];
  });
}

/** The jobs that the files were in after the evidence, from the publishing one back through the workflow artifacts that brought them there. */
function staysOf(trace: Trace, unit: Unit, made: EvidenceRecord['origin']): readonly Stay[] {
  const publish = unit.publish!;
  const moves = ofRun(trace.transits, unit.run).filter((t) => t.origin.order < publish.origin.order && unit.files.some((f) => t.batches.has(f.batch)));
  const stays: Stay[] = [];
  const done = new Set<string>();
  const stayed = (jobKey: string, to: number, folders: readonly string[]): void => {
    const arrived = moves.filter((t) => t.way === 'arrives' && t.origin.jobKey === jobKey && t.origin.order < to);
    const first = arrived.reduce((least, t) => Math.min(least, t.origin.order), Infinity);
    stays.push({ jobKey, from: jobKey === made.jobKey || first === Infinity ? made.order : Math.max(first, made.order), to, folders });
    for (const { artifact } of arrived) {
      if (done.has(artifact)) continue;
      done.add(artifact);
      for (const left of moves)
        if (left.way === 'leaves' && left.artifact === artifact && left.origin.order > made.order) stayed(left.origin.jobKey, left.origin.order, left.folders);
    }
  };
  stayed(publish.origin.jobKey, publish.origin.order, publish.folders ?? []);
  return stays;
}
