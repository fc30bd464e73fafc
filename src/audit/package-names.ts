import type { FileTree, GitFacts } from '../base/index.ts';
import { findBuildables, workspacePackages } from '../catalog/index.ts';
import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { parseYaml, entry, textOf } from '../workflow/index.ts';

/**
 * What a package of a unit is called, from the manifest of the folder that it was built in, else from those at the root;
 * the repository's name where none says.
 */
export function packageNames(unit: Unit, trace: Pick<Trace, 'batches' | 'input'>, git: GitFacts): readonly string[] {
  const { files } = trace.input;
  const workspace = unit.publish === undefined && unit.kind === 'npm-package' ? workspaceNames(files) : [];
  if (workspace.length > 0) return workspace;
  const built = unit.files.map((f) => trace.batches.get(f.batch)?.folder).find((f) => f !== undefined && f !== '');
  const name =
    (built === undefined ? undefined : manifestName(unit.kind, files, built)) ??
    manifestName(unit.kind, files, '') ??
    onlyOne(unit, files) ??
    git.repo ??
    'this project';
  return [unit.index === 'testpypi' ? `${name} (TestPyPI)` : unit.index === 'gradle-plugin-portal' ? `${name} (Gradle Plugin Portal)` : name];
}

const maxNames = 24;

/** What a private root publishes are packages of its workspace, and which of them is not said. */
function workspaceNames(files: FileTree): readonly string[] {
  const root = files.read('package.json');
  if (root.kind !== 'text') return [];
  const node = parseYaml('package.json', root.text).node;
  if (node === undefined || textOf(entry(node, 'private')) !== 'true') return [];
  const members = new Set(workspacePackages(files, '').map((manifest) => manifest.path));
  const found = findBuildables(files).filter((b) => b.kind === 'npm');
  // What lies outside of the folders of a workspace (a package for tests, say) is none of its packages.
  const own = found.filter((b) => members.has(b.path));
  return (own.length > 0 ? own : found).slice(0, maxNames).map((b) => b.name);
}

/** The name of the only package of its kind below the root, when there is one. */
function onlyOne(unit: Unit, files: FileTree): string | undefined {
  const kind = { 'python-dist': 'python', 'npm-package': 'npm', crate: 'crate', gem: 'gem' }[unit.kind as string];
  if (kind === undefined) return undefined;
  const found = findBuildables(files).filter((b) => b.kind === kind);
  return found.length === 1 ? found[0]!.name : undefined;
}

/** The name in the manifest of a folder for packages of a kind. */
export function manifestName(kind: Unit['kind'], files: FileTree, folder: string): string | undefined {
  const text = (path: string): string | undefined => {
    const read = files.read(folder === '' ? path : `${folder}/${path}`);
    return read.kind === 'text' ? read.text : undefined;
  };
  switch (kind) {
    case 'python-dist': {
      const project = text('pyproject.toml');
      const inProject =
        project === undefined
          ? undefined
          : (/^\[project\][^[]*?^name\s*=\s*["']([^"']+)["']/ms.exec(project)?.[1] ??
            /^\[tool\.poetry\][^[]*?^name\s*=\s*["']([^"']+)["']/ms.exec(project)?.[1]);
      return inProject ?? /^name\s*=\s*([\w.-]+)/m.exec(text('setup.cfg') ?? '')?.[1] ?? /\bname\s*=\s*["']([\w.-]+)["']/.exec(text('setup.py') ?? '')?.[1];
    }
    case 'npm-package': {
      const manifest = text('package.json');
      if (manifest === undefined) return undefined;
      const node = parseYaml('package.json', manifest).node;
      return node === undefined ? undefined : textOf(entry(node, 'name'));
    }
    case 'crate':
      return /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(text('Cargo.toml') ?? '')?.[1];
    case 'gem': {
      const spec = files.folder(folder).find((f) => f.endsWith('.gemspec'));
      return spec?.replace(/\.gemspec$/, '');
    }
    default:
      return undefined;
  }
}
