import { ownWeakness, publishedCarriers, type EvidenceRecord, type Trace, type Weakness } from '../lineage/index.ts';
import type { PackageIndex } from '../catalog/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { indexedBeside } from './evidence-index.ts';
import { isInOtherPlace } from './other-place.ts';

const mavenIndexes: readonly PackageIndex[] = ['maven-central', 'maven', 'gradle-plugin-portal', 'private'];

/** The indexes that keep evidence of this kind, or undefined where any may. */
function indexesOf(record: EvidenceRecord): readonly PackageIndex[] | undefined {
  if (record.mechanism === 'npm-provenance') return ['npm'];
  if (record.mechanism === 'jsr-provenance') return ['jsr'];
  if (record.mechanism === 'pep740') return ['pypi', 'testpypi'];
  if (record.mechanism === 'rubygems') return ['rubygems'];
  return /maven|gradle|jreleaser/.test(record.tool) ? mavenIndexes : undefined;
}

/** Whether evidence went to another package index: one that keeps none of its kind, or what its own step published there. */
export function isOfOtherIndex(trace: Trace, unit: Unit, record: EvidenceRecord): boolean {
  if (unit.index === undefined) return false;
  if (indexesOf(record)?.includes(unit.index) === false) return true;
  if (sameStep(record, unit)) return false;
  const own = indexedBeside(trace, record);
  return own.length > 0 && own.every((p) => p.sink.kind === 'index' && p.sink.index !== unit.index);
}

/**
 * Whether evidence that an index keeps was sent with this publication. A step can publish several packages, each with a
 * command of its own: what a client makes as it uploads is of the upload before it, not of the others.
 */
export function sentWith(trace: Trace, unit: Unit, record: EvidenceRecord): boolean {
  const kept = indexesOf(record);
  if (unit.publish === undefined || !sameStep(record, unit)) return false;
  if (kept === undefined || kept === mavenIndexes) return true;
  const uploads = indexedBeside(trace, record).filter((p) => p.sink.kind === 'index' && kept.includes(p.sink.index));
  const before = uploads.filter((p) => p.origin.order < record.origin.order).reduce<number>((last, p) => Math.max(last, p.origin.order), -1);
  return before === -1 || unit.publish.origin.order === before;
}

/** Whether a publication happens also where the step that makes the evidence failed. */
export function runsAnyway(record: EvidenceRecord, publish: readonly Weakness[], jobKey: string): boolean {
  const always = publish.filter((w) => w.key === 'always');
  if (record.origin.jobKey !== jobKey) return always.length > 0;
  // The steps of a job that itself always runs still stop at the first that fails.
  return always.some((w) => !record.weak.some((own) => own.key === 'always' && own.at.start === w.at.start));
}

/** What weakens the step that publishes the evidence's own file, where the unit is published without it. */
export function carriedWeakly(trace: Trace, unit: Unit, record: EvidenceRecord): readonly Weakness[] {
  const publish = unit.publish;
  if (publish === undefined) return [];
  const ways = publishedCarriers(trace, record).filter((p) => p.cannotWork === undefined && p.origin.run === unit.run && !isInOtherPlace(trace, unit, p));
  if (ways.length === 0 || ways.some((p) => p.id === publish.id)) return [];
  return ways.map((p) => ownWeakness(p.weak, publish.weak)).reduce((a, b) => (b.length < a.length ? b : a));
}

/** Whether one step made the evidence and published the unit. */
export function sameStep(record: EvidenceRecord, unit: Unit): boolean {
  return record.origin.run === unit.run && record.origin.jobKey === unit.publish?.origin.jobKey && record.origin.step === unit.publishedBy.step;
}
