import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import type { ReleaseConfig } from '../../decisions/index.ts';
import { chartPaths, isName, Journal, planRelease, type KnownChart, type PackedChart, type Plan } from '../../release/index.ts';
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
      hint: 'write one such as this, with your repository and its workflow; sealwright help release',
      lines: smallest,
    });
  const { release } = await machine.loadConfig({ files: machine.openTree(folder), path: name, trust: 'person' });
  if (release === undefined)
    throw new SealwrightError('RELEASE_UNDECLARED', {
      at: path,
      message: 'nothing is declared to be released',
      hint: 'add to it such as this, with your repository and its workflow; sealwright help release',
      lines: smallest.slice(1),
    });
  const before = path.endsWith(name) ? path.slice(0, -name.length) : '';
  // What was built may be gone where a release is gone on with: what was frozen of it is kept.
  const journal = isName(options.name) ? disk.read(disk.join(stateFolder(options, folder, disk), 'journal'), { maxBytes: limits.maxDocumentBytes }) : undefined;
  const kept = Journal.plannedIn(journal?.kind === 'bytes' ? new TextDecoder().decode(journal.bytes) : '');
  const files = [...new Set([...filesIn(folder, disk, foldersOf(release)), ...kept.paths, ...kept.charts.map(({ path: one }) => one)])];
  const charts = new Map<string, PackedChart | KnownChart>();
  for (const one of chartPaths({ config: release, files, name: options.name })) {
    const whole = disk.join(folder, one);
    const known = disk.open(whole).kind === 'missing' ? kept.charts.find(({ path: other }) => other === one) : undefined;
    charts.set(one, known ?? (await readChart(whole, machine)));
  }
  const plan = planRelease({ charts, config: release, name: options.name, files, from: path, at: (one) => `${before}${one}` });
  const layouts = plan.images.flatMap(({ chart, layout }) => (chart === undefined ? [layout] : []));
  for (const file of [...plan.files.map((one) => one.path), ...charts.keys(), ...layouts]) mustStayIn(folder, { file, from: path, disk });
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

/** The folders that patterns look into, before their first `*`. */
function foldersOf({ files = [], packages = [], charts = [] }: ReleaseConfig): ReadonlySet<string> {
  const patterns = [...files.map(({ path }) => path), ...packages.map((one) => one.files), ...charts.map((one) => one.file)].flatMap((one) =>
    typeof one === 'string' ? [one] : one,
  );
  return new Set(patterns.map((pattern) => pattern.split('/').find((part) => part !== '' && part !== '.') ?? ''));
}

/** All files below the folders that are named, relative to the root. */
function filesIn(root: string, disk: Disk, first: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const look = (folder: string, depth: number): void => {
    for (const { name, kind } of disk.names(disk.join(root, folder)) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (depth === 0 && !isWanted(name, first)) continue;
      if (kind === 'file') found.push(path);
      else if (kind === 'folder' && depth < limits.maxFolderDepth && found.length < limits.maxFolderFiles) look(path, depth + 1);
    }
  };
  look('', 0);
  return found;
}

/** Of the root only what a pattern can begin with is looked into: a checkout holds much that is none of it. */
function isWanted(name: string, first: ReadonlySet<string>): boolean {
  return [...first].some((one) => one === name || one.includes('*') || one.includes('{'));
}
