import { connected, isRaisedByRuns, topJob, type CutRecord, type Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { becauseOf, crowded, maxCandidates, nothing } from './candidates.ts';
import type { Controls, Evidence } from './evidence.ts';

/**
 * The answers for a unit where a bound ended the analysis of what could change them: a cell that was found out from a
 * part of the text is `unknown`, whether it was for or against. What does not apply, and what the place itself gives,
 * does not rest on the workflow.
 */
export function loweredByCuts(trace: Trace, unit: Unit, controls: Controls): Controls {
  if (crowded.has(unit)) return mapControls(controls, (one) => (one.status === 'absent' ? { ...one, ...crowdedAnswer } : one));
  if (trace.cuts.length === 0 || unit.unread !== undefined) return controls;
  const own = trace.cuts.find((cut) => concerns(trace, unit, cut));
  const elsewhere = own ?? trace.cuts.find((cut) => couldAddTo(unit, cut));
  if (elsewhere === undefined) return controls;
  const lower = (evidence: Evidence): Evidence => {
    if (evidence.status === 'not-applicable' || evidence.strength === 'inherited') return evidence;
    return own === undefined && evidence.status !== 'absent' ? evidence : notAnalysed(unit, elsewhere);
  };
  return mapControls(controls, lower);
}

const crowdedAnswer = { status: 'unknown', strength: null, reason: `not analysed: more than ${maxCandidates} pieces of evidence may be about it` } as const;

function mapControls(controls: Controls, change: (evidence: Evidence) => Evidence): Controls {
  return {
    hashes: change(controls.hashes),
    signature: change(controls.signature),
    sbom: change(controls.sbom),
    provenance: change(controls.provenance),
    verifyRecipe: controls.verifyRecipe,
  };
}

/** The answer that a bound leaves: why it was not analysed, and where. */
function notAnalysed(unit: Unit, { at, reason }: CutRecord): Evidence {
  return {
    ...nothing,
    status: 'unknown',
    reason: `not analysed: ${reason}, ${at.file}:${at.line}`,
    because: [...becauseOf(unit, []), { span: at, what: reason, role: 'lowers' }],
  };
}

/**
 * Whether what was left out could change what is known of a unit: its whole run was cut short, or a job that makes or
 * publishes it, or one before or after those that may write beside it.
 */
function concerns(trace: Trace, unit: Unit, cut: CutRecord): boolean {
  if (unit.place === 'tag' || unit.place === 'action') return cut.places.includes('tags');
  if (unit.run !== cut.run) return false;
  const { jobKey } = cut;
  if (jobKey === undefined) return true;
  const jobs = makersOf(trace, unit).map((key) => topJob(key, cut.run));
  if (jobs.includes(topJob(jobKey, cut.run))) return true;
  return mayAddTo(unit, cut) && jobs.some((job) => connected(trace, cut.run, jobKey, job));
}

/** The jobs that a unit passed through: of its bytes, of what they were made from, and of the upload. */
function makersOf(trace: Trace, unit: Unit): readonly string[] {
  const jobs = new Set<string>();
  if (unit.publish !== undefined) jobs.add(unit.publish.origin.jobKey);
  if (unit.image !== undefined) jobs.add(unit.image.origin.jobKey);
  const seen = new Set<string>();
  const waiting = [...unit.files, ...(unit.image?.files ?? [])].map((file) => file.batch);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const batch = seen.has(id) ? undefined : trace.batches.get(id);
    seen.add(id);
    if (batch === undefined) continue;
    jobs.add(batch.jobKey);
    waiting.push(...batch.inputs.map((file) => file.batch));
  }
  return [...jobs];
}

/** Whether a run of its own could add evidence to what another publishes: it follows that, or the same event starts both. */
function couldAddTo(unit: Unit, cut: CutRecord): boolean {
  if (unit.publish === undefined || cut.run === unit.run) return false;
  if (cut.scenario !== unit.scenario && !isRaisedByRuns(cut.scenario)) return false;
  return mayAddTo(unit, cut);
}

function mayAddTo(unit: Unit, cut: CutRecord): boolean {
  return cut.places.some((place) => place === unit.place || place === 'attestations');
}
