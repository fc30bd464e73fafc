import type { Sink } from '../catalog/index.ts';
import { isEvidenceName, showRepository, type FileItem, type ImageNode, type PublishRecord, type Trace } from '../lineage/index.ts';
import { show, type Text } from '../values/index.ts';
import { finishersOf } from './finishers.ts';
import { kindOfIndex } from './index-kind.ts';
import { isOfRepository, repositoriesIn } from './repositories.ts';
import { isOwnIndex, isOwnMachine } from './own-machine.ts';
import { withoutReplaced } from './replaced.ts';
import type { PublishedBy, SurfaceKind } from './surface.ts';
import type { Unit } from './unit.ts';
import { unreadUnits } from './unread-units.ts';

/** Files of evidence that a release carries: shown as rows of their own, not scored as surfaces. */
export interface EvidenceAsset {
  readonly name: string;
  readonly item: FileItem;
  readonly publish: PublishRecord;
}

export interface FoundUnits {
  readonly units: readonly Unit[];
  readonly evidenceAssets: readonly EvidenceAsset[];
}

/** Everything that some scenario publishes where a stranger can take it, one unit per file set, image or package. */
export function findUnits(trace: Trace): FoundUnits {
  const units: Unit[] = [];
  const evidenceAssets: EvidenceAsset[] = [];
  const carriers = new Set(trace.evidence.flatMap((e) => e.carriers));
  const joined = new Set(trace.images.filter((i) => i.pushed).flatMap((i) => (i.sources.length > 1 ? i.sources : [])));
  const charts = trace.publishes.filter((p) => p.sink.kind === 'helm-index');
  for (const publish of trace.publishes) {
    if (publish.sink.kind === 'registry') {
      const image = trace.image(publish.sink.image);
      // The platform images of an index are reached through it; the index is the surface.
      if (image !== undefined && !image.local && !joined.has(image.id) && !isForTests(image)) units.push(imageUnit(trace, publish, image));
      continue;
    }
    const repositories =
      publish.sink.kind === 'git-branch' || publish.sink.kind === 'site' || publish.sink.kind === 'bucket' ? repositoriesIn(trace, publish) : [];
    units.push(...repositories.map((one) => ({ ...base(publish), ...one, image: undefined })));
    if (publish.sink.kind === 'git-branch') continue;
    if (publish.sink.kind === 'bucket' && isOwnMachine(show(publish.sink.url))) continue;
    if (publish.sink.kind === 'index' && publish.sink.url !== undefined && isOwnIndex(show(publish.sink.url))) continue;
    if (publish.sink.kind === 'release' || publish.sink.kind === 'bucket') {
      publish.files.forEach((item, i) => {
        const name = publish.shown[i] ?? '';
        if (isOfRepository(trace, repositories, item)) return;
        if (isCarrier(trace, item, carriers) || name.split(', ').every(isEvidenceName)) evidenceAssets.push({ name, item, publish });
        else if (!charts.some((c) => isSamePackage(c, publish, item))) units.push(fileUnit(publish, item, name));
      });
      if (publish.files.length === 0 && publish.unresolved !== undefined)
        units.push({ ...fileUnit(publish, undefined, 'files that were not traced'), unread: publish.unresolved });
      continue;
    }
    units.push(packageUnit({ ...publish, files: publish.files.filter((item) => !isCarrier(trace, item, carriers)) }, publish.sink));
  }
  const named = withoutTwins(withoutReplaced(trace, units));
  const found = named.map((u) => (trace.unrun.has(u.run) ? { ...u, unread: trace.unrun.get(u.run) } : u));
  return { units: [...withFinishers(trace, found), ...unreadUnits(trace, found)], evidenceAssets };
}

/** Says at the files of a release what opens it without having been read. */
function withFinishers(trace: Trace, units: readonly Unit[]): readonly Unit[] {
  const finishers = finishersOf(trace, units);
  if (finishers.length === 0) return units;
  return units.map((u) => {
    const notes =
      u.place === 'release' ? finishers.filter((o) => o.origin.run === u.run).map((o) => `opened to everybody by ${o.what}, which was not read`) : [];
    return notes.length === 0 ? u : { ...u, notes: [...u.notes, ...notes] };
  });
}

/** A file of evidence as a unit of its own, so that it can be asked who signed it. */
export function evidenceUnit(asset: EvidenceAsset): Unit {
  return fileUnit(asset.publish, asset.item, asset.name);
}

/** The packages of a Helm repository that keeps them on a release are reached through its index. */
function isSamePackage(chart: PublishRecord, publish: PublishRecord, item: FileItem): boolean {
  return (
    chart.origin.jobKey === publish.origin.jobKey &&
    chart.origin.step === publish.origin.step &&
    (chart.files.length === 0 || chart.files.some((f) => f.batch === item.batch))
  );
}

/** An image that a project pushes for its own tests or as a build cache is nothing that a stranger takes. */
function isForTests(image: ImageNode): boolean {
  return (
    image.refs.every((r) => /(^|[-_/.])(e2e|build-?cache|cache|ci-cache|test-?images?)([-_]|$)/.test(show(r.repository).split('/').at(-1) ?? '')) ||
    image.refs.every((r) => r.tag !== undefined && /^(build-?)?cache([-_]|$)/.test(show(r.tag)))
  );
}

/** A batch that carries evidence, or that was copied from one that does. */
function isCarrier(trace: Trace, item: FileItem, carriers: ReadonlySet<string>): boolean {
  if (carriers.has(item.batch)) return true;
  const batch = trace.batches.get(item.batch);
  if (batch === undefined) return false;
  // An archive of nothing but evidence is evidence.
  return batch.kind === 'evidence' || (batch.kind === 'transformed' && batch.inputs.length > 0 && batch.inputs.every((i) => carriers.has(i.batch)));
}

function publishedBy(publish: PublishRecord): PublishedBy {
  const o = publish.origin;
  return { workflow: o.workflow, job: o.job, step: o.step, config: o.config };
}

function base(publish: PublishRecord): Pick<Unit, 'publish' | 'publishedBy' | 'at' | 'scenario' | 'run' | 'notes' | 'manual' | 'unread'> {
  const notes = publish.cannotWork === undefined ? [] : [`cannot work: ${publish.cannotWork}`];
  if (publish.origin.run.endsWith('@cloud-build')) notes.push('run by Google Cloud Build, started from outside this repository');
  return {
    publish,
    publishedBy: publishedBy(publish),
    at: publish.origin.at,
    scenario: publish.origin.scenario,
    run: publish.origin.run,
    notes,
    manual: false,
    unread: undefined,
  };
}

function fileUnit(publish: PublishRecord, item: FileItem | undefined, name: string): Unit {
  const release = publish.sink.kind === 'release';
  return {
    ...base(publish),
    kind: release ? 'release-asset' : 'other',
    place: release ? 'release' : 'bucket',
    names: [release ? name : `${publish.sink.kind === 'bucket' ? show(publish.sink.url) : ''} ${name}`.trim()],
    files: item === undefined ? [] : [item],
    image: undefined,
    index: undefined,
    pointer: false,
  };
}

function imageUnit(trace: Trace, publish: PublishRecord, image: ImageNode): Unit {
  const kind: SurfaceKind = image.media === 'image' ? 'container-image' : image.media === 'helm-chart' ? 'helm-chart' : 'other';
  const names = image.refs.map(
    (r) => `${image.media === 'helm-chart' ? 'oci://' : ''}${showRepository(show(r.repository))}${r.tag === undefined ? '' : `:${show(r.tag)}`}`,
  );
  const unit: Unit = { ...base(publish), kind, place: 'registry', names: [...new Set(names)], files: publish.files, image, index: undefined, pointer: false };
  if (image.refs.some((r) => literalPart(r.repository) !== '') || image.sources.length === 0) return unit;
  // Only its sources are known by name; what speaks of it by its own name cannot be told from what does not.
  const sources = image.sources.flatMap((id) => trace.image(id)?.refs ?? []).map((r) => showRepository(show(r.repository)));
  return { ...unit, names: [...new Set(sources)], unread: unnamedIndex };
}

/** An index that is pushed anew under names that were not read is told beside the image that it was made of. */
function withoutTwins(units: readonly Unit[]): readonly Unit[] {
  const twins = units.filter((u) => u.unread === unnamedIndex);
  if (twins.length === 0) return units;
  const isOf = (u: Unit, twin: Unit): boolean =>
    u.unread !== unnamedIndex && u.image !== undefined && u.run === twin.run && twin.image?.sources.includes(u.image.id) === true;
  return units
    .filter((u) => u.unread !== unnamedIndex || !units.some((host) => isOf(host, u)))
    .map((u) => (twins.some((twin) => isOf(u, twin)) ? { ...u, notes: [...u.notes, 'an index made of it is pushed under names that were not read'] } : u));
}

const unnamedIndex = 'the name under which this index is pushed is not known';

function literalPart(text: Text): string {
  return text.map((piece) => (piece.kind === 'lit' ? piece.text : '')).join('');
}

function packageUnit(publish: PublishRecord, sink: Exclude<Sink, { kind: 'release' | 'bucket' | 'git-branch' }>): Unit {
  const shown = publish.packages.map(show);
  const common = { ...base(publish), files: publish.files, image: undefined };
  switch (sink.kind) {
    case 'index':
      return { ...common, kind: kindOfIndex(sink.index), place: 'index', names: shown, index: sink.index, pointer: false };
    case 'helm-index':
      return {
        ...common,
        kind: 'helm-chart',
        place: 'helm-index',
        names: shown.length > 0 ? shown : publish.shown.length > 0 ? publish.shown : ['charts'],
        index: undefined,
        pointer: false,
      };
    case 'os-channel':
      return {
        ...common,
        kind: 'os-package',
        place: 'channel',
        names: [`${shown.length > 0 ? shown.join(', ') : sink.name === undefined ? '' : show(sink.name)} (${sink.channel})`.trim()],
        index: undefined,
        pointer: sink.pointer,
      };
    case 'site':
      return { ...common, kind: 'site', place: 'site', names: [sink.how], index: undefined, pointer: false };
  }
}
