import type { EvidenceRecord, Trace } from '../lineage/index.ts';
import { finishersOf, type Unit } from '../surfaces/index.ts';
import { stepsBetween } from './between.ts';
import type { Candidate } from './candidates.ts';

const maxListed = 4;

/**
 * What an answer takes on trust: that steps which were not read between evidence and publication leave the files alone,
 * that files which nothing read made are what the evidence saw, that secrets which are named are set.
 */
export function assumptionsOf(trace: Trace, unit: Unit, candidates: readonly Candidate[]): readonly string[] {
  const out = new Set<string>();
  for (const c of candidates) {
    for (const a of c.record.assumes) out.add(a);
    if (c.record.key?.startsWith('secrets.') === true) out.add(`${c.record.key} is set`);
  }
  const publish = unit.publish;
  if (publish === undefined) return [...out];
  for (const f of unit.files) {
    const batch = trace.batches.get(f.batch);
    if (batch?.kind === 'opaque' && candidates.length > 0)
      out.add(`${unit.names[0] ?? 'what is published'} is what ${batch.by} made, and nothing else adds to it`);
  }
  if (unit.place === 'release' && candidates.length > 0)
    for (const o of finishersOf(trace, [unit])) out.add(`${o.what} was not read: it opens the release, and neither adds to its files nor replaces one`);
  const records = candidates.flatMap((c): readonly EvidenceRecord[] => (c.via === undefined ? [c.record] : [c.record, c.via]));
  const first = records.toSorted((a, b) => a.origin.order - b.origin.order)[0];
  const between = first === undefined ? [] : stepsBetween(trace, unit, first);
  // What makes an answer unknown is not taken on trust.
  const doubted = new Set(candidates.map((c) => c.rewriter));
  const steps = [
    ...new Map(between.filter(({ step }) => !doubted.has(step)).map(({ step }) => [`${step.origin.at.file}:${step.origin.at.line}`, step])).values(),
  ];
  for (const o of steps.slice(0, maxListed)) out.add(`\`${o.what}\` (line ${o.origin.at.line}) does not change what was covered`);
  if (steps.length > maxListed) out.add(`nor do ${steps.length - maxListed} other steps after it`);
  return [...out].slice(0, 12);
}
