import { ownWeakness, publishedCarriers, type EvidenceRecord, type OpaqueRecord, type Trace, type Weakness } from '../lineage/index.ts';
import type { PackageIndex } from '../catalog/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { basename, intersects, lines, literalOf, nameSet, resolvePath, type Text } from '../values/index.ts';
import { indexedBeside } from './evidence-index.ts';
import { ofRun } from './of-run.ts';
import { isOnOtherRelease } from './release-place.ts';

const mavenIndexes: readonly PackageIndex[] = ['maven-central', 'maven', 'gradle-plugin-portal', 'private'];

/** The indexes that keep evidence of this kind, or undefined where any may. */
function indexesOf(record: EvidenceRecord): readonly PackageIndex[] | undefined {
  if (record.mechanism === 'npm-provenance') return ['npm'];
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

/** Whether something that was not read was given one of the files by name, or their folder, after the evidence and before it was published. */
export function mayBeRewritten(trace: Trace, unit: Unit, record: EvidenceRecord): boolean {
  const publish = unit.publish;
  if (publish === undefined || unit.image !== undefined || record.origin.run !== unit.run) return false;
  return ofRun(trace.opaque, unit.run).some(
    (o) =>
      o.scope !== 'workflow' &&
      o.origin.jobKey === publish.origin.jobKey &&
      o.origin.order > record.origin.order &&
      o.origin.order < publish.origin.order &&
      (worksIn(o, publish.folders ?? []) ||
        isWrittenOver(trace, unit, o, publish.folders ?? []) ||
        o.touches
          .flatMap((t) => lines(t))
          .some(
            (t) =>
              isName(t) &&
              unit.files.some((f) =>
                f.names.include.some((name) => isName(name) && intersects(nameSet([basename(t)]), nameSet([name], f.names.exclude)) === true),
              ),
          )),
  );
}

/** Whether it ran in one of the folders, or was given one or a folder around it; the workspace itself is everybody's. */
function worksIn(o: OpaqueRecord, folders: readonly string[]): boolean {
  const given = [o.cwd, ...o.touches.flatMap((t) => lines(t)).map((t) => resolvePath(o.cwd, t))]
    .map((path) => literalOf(path)?.replace(/\/+$/, ''))
    .filter((path) => path !== undefined && path !== '' && path !== '.');
  return folders.some((folder) => given.some((path) => folder === path || folder.startsWith(`${path}/`)));
}

/** Whether what it writes in plain sight is one of the files or a folder around it, or its text names one. */
function isWrittenOver(trace: Trace, unit: Unit, o: OpaqueRecord, folders: readonly string[]): boolean {
  if (o.tracked && unit.files.some((f) => trace.batches.get(f.batch)?.kind === 'checkout')) return true;
  const inText = (name: string): boolean => name.length > 2 && o.text.includes(name);
  if (o.text !== '' && (folders.some((folder) => folder !== '' && inText(`${folder}/`)) || unit.names.some(inText))) return true;
  return o.rewrites.some((text) => {
    const path = text.length === 0 ? '' : literalOf(text)?.replace(/\/+$/, '');
    if (path === '' || folders.some((folder) => folder === path || (path !== undefined && folder.startsWith(`${path}/`)))) return true;
    return (
      isName(text) &&
      unit.files.some((f) => f.names.include.some((name) => isName(name) && intersects(nameSet([basename(text)]), nameSet([name], f.names.exclude)) === true))
    );
  });
}

/** A path whose last part is written out: a bare variable may be anything. */
function isName(text: Text): boolean {
  const last = basename(text);
  return last.length > 0 && last[0]!.kind !== 'wild' && last.some((piece) => piece.kind === 'lit');
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
  const ways = publishedCarriers(trace, record).filter((p) => p.cannotWork === undefined && p.origin.run === unit.run && !isOnOtherRelease(trace, unit, p));
  if (ways.length === 0 || ways.some((p) => p.id === publish.id)) return [];
  return ways.map((p) => ownWeakness(p.weak, publish.weak)).reduce((a, b) => (b.length < a.length ? b : a));
}

/** Whether two things can never both happen: a condition of one is the opposite of a condition of the other. */
export function contradict(a: readonly Weakness[], b: readonly Weakness[]): boolean {
  const keys = (list: readonly Weakness[]): readonly string[] => list.flatMap((w) => (w.kind === 'conditional' ? [w.key] : []));
  const others = keys(b);
  return keys(a).some((key) => others.some((other) => excludes(key, other)));
}

const comparison = /^(\S+) (==|!=) (\S+)$/;

function excludes(a: string, b: string): boolean {
  if (a === `!${b}` || b === `!${a}`) return true;
  const [, left, sign, value] = comparison.exec(a) ?? [];
  const [, left2, sign2, value2] = comparison.exec(b) ?? [];
  if (left === undefined || left !== left2) return false;
  return sign === sign2 ? sign === '==' && value !== value2 && isQuoted(value) && isQuoted(value2) : value === value2;
}

function isQuoted(value: string | undefined): boolean {
  return value !== undefined && /^'.*'$/.test(value);
}

/** Whether one step made the evidence and published the unit. */
export function sameStep(record: EvidenceRecord, unit: Unit): boolean {
  return record.origin.run === unit.run && record.origin.jobKey === unit.publish?.origin.jobKey && record.origin.step === unit.publishedBy.step;
}
