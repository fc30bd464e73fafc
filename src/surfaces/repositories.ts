import type { FileItem, PublishRecord, Trace } from '../lineage/index.ts';
import { show } from '../values/index.ts';
import type { SurfaceKind } from './surface.ts';
import type { Unit } from './unit.ts';

/** What a package manager reads of a folder that is put where strangers get at it, by the index that lies there. */
export interface Repository extends Pick<Unit, 'names' | 'index' | 'pointer'> {
  readonly kind: SurfaceKind;
  readonly place: 'helm-index' | 'channel';
  /** The packages that it lists. */
  readonly files: readonly FileItem[];
  readonly unread: string | undefined;
}

const debs = /\.deb$/;
const rpms = /\.rpm$/;

/**
 * Package repositories among files that are pushed to a branch, put on a site or sent to a bucket: charts beside the
 * index that `helm repo index` wrote, packages beside the lists that apt and yum read. Without packages of this run an
 * index says nothing of what is released.
 */
export function repositoriesIn(trace: Trace, publish: PublishRecord): readonly Repository[] {
  const makers = new Set(publish.files.map((file) => trace.batches.get(file.batch)?.by));
  const out: Repository[] = [];
  if (makers.has('helm repo index')) {
    const files = publish.files.filter((file) => isChart(trace, file));
    if (files.length > 0)
      out.push({ kind: 'helm-chart', place: 'helm-index', names: chartNames(files), files, index: undefined, pointer: false, unread: undefined });
  }
  for (const [channel, program, ending, index] of [
    ['apt', 'apt-ftparchive', debs, /(?!)/],
    ['yum', 'createrepo', rpms, /^(?:repodata|repomd\.xml(?:\.asc)?)$/],
  ] as const) {
    // An index that is copied as a folder has the folder's name.
    const files =
      makers.has(program) || publish.shown.some((name) => index.test(name))
        ? publish.files.filter((file) => namesOf(file).some((name) => ending.test(name)))
        : [];
    if (files.length === 0) continue;
    const signs = trace.evidence.some((e) => e.kind === 'signature' && e.origin.jobKey === publish.origin.jobKey);
    out.push({
      kind: 'os-package',
      place: 'channel',
      names: [
        `${namesOf(files[0]!)[0]!
          .replace(/[-_](?:\{|\d|\*).*$|\.(?:deb|rpm)$/, '')
          .replace(/^\*+$/, '')} (${channel})`.trim(),
      ],
      files,
      index: undefined,
      pointer: false,
      unread: signs ? `whether the index that ${channel} reads is signed is not followed` : undefined,
    });
  }
  const pool = publish.files.filter((file) => trace.batches.get(file.batch)?.by === aptTool);
  if (pool.length > 0 && publish.shown.includes('dists'))
    out.push({
      kind: 'os-package',
      place: 'channel',
      names: [`${packageOf(trace, publish)} (apt)`],
      files: pool,
      index: undefined,
      pointer: false,
      unread: 'what a tool put into the apt repository was not read',
    });
  return out;
}

/** What reprepro and aptly are called: they keep the packages and sign the index by their own settings. */
const aptTool = 'an apt repository tool';

/** The package that the same run publishes as a file. */
function packageOf(trace: Trace, publish: PublishRecord): string {
  const names = trace.publishes.filter((one) => one.origin.run === publish.origin.run).flatMap((one) => one.files.flatMap(namesOf));
  return names.find((name) => debs.test(name))?.replace(/[-_](?:\{|\d|\*).*$|\.deb$/, '') ?? 'packages';
}

/** Whether a file is one of the packages or the index of a repository. */
export function isOfRepository(trace: Trace, found: readonly Repository[], file: FileItem): boolean {
  const by = trace.batches.get(file.batch)?.by;
  return found.some(
    (one) => one.files.includes(file) || (one.place === 'helm-index' ? by === 'helm repo index' : by === 'apt-ftparchive' || by === 'createrepo'),
  );
}

function isChart(trace: Trace, file: FileItem): boolean {
  const by = trace.batches.get(file.batch)?.by;
  return (by === 'helm package' || by === 'chart-releaser') && namesOf(file).some((name) => name.endsWith('.tgz'));
}

function chartNames(files: readonly FileItem[]): readonly string[] {
  const names = files.flatMap(namesOf).flatMap((name) => /^([a-zA-Z][\w-]*?)-(?:v?\d|\{|\*)/.exec(name)?.[1] ?? []);
  return names.length === 0 ? ['charts'] : [...new Set(names)];
}

function namesOf(file: FileItem): readonly string[] {
  return file.names.include.map(show);
}
