import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import type { ReleaseConfig } from '../../decisions/index.ts';
import { chartPaths, filled, isName, Journal, looksInto, planRelease, type KnownChart, type PackedChart, type Plan } from '../../release/index.ts';
import type { Machine } from '../machine.ts';
import { readChart } from './charts.ts';
import type { ReleaseOptions } from './options.ts';

/** A declaration that is whole, for who has none yet. */
const smallest: readonly string[] = [
  'version: 1',
  'release:',
  '  signer: { repo: acme/lens, workflow: release.yml }',
  '  files:',
  '    - path: dist/*',
  '      evidence: [signature, provenance]',
  '  github: acme/lens',
];

/** A plan, and where the paths in it begin. */
export interface DeclaredPlan {
  readonly plan: Plan;
  readonly root: string;
  /** By their paths; of those that are not there any more what is known of them. */
  readonly charts: ReadonlyMap<string, PackedChart | KnownChart>;
}

/** Reads the declaration and plans the release. Throws CONFIG_MISSING, CONFIG_MALFORMED, RELEASE_UNDECLARED and RELEASE_REFUSED. */
export async function declaredPlan(options: ReleaseOptions, machine: Machine, disk: Disk): Promise<DeclaredPlan> {
  const path = options.config ?? 'sealwright.yaml';
  const { folder, name } = machine.splitPath(path);
  if (disk.open(path).kind === 'missing')
    throw new SealwrightError('CONFIG_MISSING', {
      message: `there is no configuration file ${path}`,
      hint: 'write one such as this, with your repository and its workflow; sealwright help docs/guides/release shows more',
      lines: smallest,
    });
  const { release } = await machine.loadConfig({ files: machine.openTree(folder), path: name, trust: 'person' });
  if (release === undefined)
    throw new SealwrightError('RELEASE_UNDECLARED', {
      at: path,
      message: 'nothing is declared to be released',
      hint: 'add to it such as this, with your repository and its workflow; sealwright help docs/guides/release shows more',
      lines: smallest.slice(1),
    });
  const before = path.endsWith(name) ? path.slice(0, -name.length) : '';
  // What was built may be gone where a release is gone on with: what was frozen of it is kept.
  const journal = isName(options.name) ? disk.read(disk.join(stateFolder(options, folder, disk), 'journal'), { maxBytes: limits.maxDocumentBytes }) : undefined;
  const kept = Journal.plannedIn(journal?.kind === 'bytes' ? new TextDecoder().decode(journal.bytes) : '');
  const files = [...new Set([...filesIn(folder, disk, patternsOf(release, options.name)), ...kept.paths, ...kept.charts.map(({ path: one }) => one)])];
  const charts = new Map<string, PackedChart | KnownChart>();
  for (const one of chartPaths({ config: release, files, name: options.name })) {
    const whole = disk.join(folder, one);
    const known = disk.open(whole).kind === 'missing' ? kept.charts.find(({ path: other }) => other === one) : undefined;
    charts.set(one, known ?? (await readChart(whole, machine)));
  }
  const plan = planRelease({ charts, config: release, name: options.name, files, from: path, at: (one) => `${before}${one}` });
  const layouts = plan.images.flatMap(({ chart, layout }) => (chart === undefined ? [layout] : []));
  for (const file of [...plan.files.map((one) => one.path), ...charts.keys(), ...layouts]) mustStayIn(folder, { file, from: path, disk });
  // What was pushed is gone on with without it.
  const unbuilt = journal?.kind === 'bytes' ? undefined : layouts.find((layout) => disk.open(disk.join(folder, `${layout}/oci-layout`)).kind === 'missing');
  if (unbuilt !== undefined)
    throw new SealwrightError('RELEASE_REFUSED', { at: path, message: `there is no OCI layout ${unbuilt}`, hint: 'build it first, or mend layout:' });
  return { charts, plan, root: folder };
}

/** A link to a file elsewhere would publish what nobody built here. Throws RELEASE_REFUSED. */
function mustStayIn(root: string, { file, from, disk }: { readonly file: string; readonly from: string; readonly disk: Disk }): void {
  const [top, real] = [disk.realPath?.(root), disk.realPath?.(disk.join(root, file))];
  // What is not there any more was kept when it was frozen.
  if (top === undefined || real === undefined) return;
  for (let folder = disk.split(real).folder; ; folder = disk.split(folder).folder) {
    if (folder === top) return;
    if (disk.split(folder).folder === folder) break;
  }
  throw new SealwrightError('RELEASE_REFUSED', {
    at: from,
    message: `${file} is a link to what is outside the folder of the configuration`,
    hint: 'copy it to where it is published from, or leave it out of the patterns',
  });
}

/** Where the journal of a release is. */
export function stateFolder({ state, name }: Pick<ReleaseOptions, 'state' | 'name'>, root: string, disk: Disk): string {
  return disk.join(state === undefined ? disk.join(root, '.sealwright/release') : disk.join('.', state), name);
}

/** What files are looked for by. */
function patternsOf({ files = [], packages = [], charts = [] }: ReleaseConfig, name: string): readonly string[] {
  const patterns = [...files.map(({ path }) => path), ...packages.map((one) => one.files), ...charts.map((one) => one.file)];
  return patterns.flatMap((one) => one).map((one) => filled(one, name));
}

/** All files that patterns can mean, relative to the root: a checkout holds much that is none of them. Throws RELEASE_REFUSED. */
function filesIn(root: string, disk: Disk, patterns: readonly string[]): readonly string[] {
  const found: string[] = [];
  const look = (folder: string, depth: number): void => {
    for (const { name, kind } of disk.names(disk.join(root, folder)) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file') found.push(path);
      const isMeant = kind === 'folder' && patterns.some((one) => looksInto(one, path));
      if (found.length > limits.maxFolderFiles || (isMeant && depth >= limits.maxFolderDepth)) throw tooMany(path);
      if (isMeant) look(path, depth + 1);
    }
  };
  look('', 0);
  return found;
}

/** What is not looked at may be what was built: nothing is left out in silence. */
function tooMany(path: string): SealwrightError {
  return new SealwrightError('RELEASE_REFUSED', {
    at: path,
    message: `the patterns look into more than ${limits.maxFolderFiles} files, or ${limits.maxFolderDepth} folders deep`,
    hint: 'begin each pattern with a folder that holds what was built, such as dist/*',
  });
}
