import type { Cataloger, Found } from './cataloger.ts';
import { elements, field, members, textField } from './fields.ts';
import { readToml } from './structured.ts';
import { readJson, readText } from './text.ts';
import type { ByteTree } from './tree/byte-tree.ts';
import { WorkspaceMembers } from './workspace-members.ts';

/** Lock files of ecosystems that nobody here reads, and what they are of. */
const unread: Readonly<Record<string, string>> = {
  'bun.lock': 'Bun',
  'bun.lockb': 'Bun',
  'deno.lock': 'Deno',
  'Package.resolved': 'Swift',
  'Podfile.lock': 'CocoaPods',
  'Cartfile.resolved': 'Carthage',
  'pubspec.lock': 'Dart',
  'mix.lock': 'Elixir',
  'rebar.lock': 'Erlang',
  'stack.yaml.lock': 'Haskell',
  'cabal.project.freeze': 'Haskell',
  'renv.lock': 'R',
  'conan.lock': 'Conan',
  'vcpkg.json': 'vcpkg',
  'flake.lock': 'Nix',
  'conda-lock.yml': 'Conda',
  'environment.yml': 'Conda',
  'packages.config': 'NuGet',
};

/** Manifests that ask for packages, and the files, beside them or above, that say which they came to. */
const manifests: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'],
  'Cargo.toml': ['Cargo.lock'],
  Pipfile: ['Pipfile.lock'],
  'pyproject.toml': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  Gemfile: ['Gemfile.lock'],
  'composer.json': ['composer.lock'],
  'pom.xml': [],
  'build.gradle': ['gradle.lockfile'],
  'build.gradle.kts': ['gradle.lockfile'],
  'setup.py': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  'setup.cfg': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  ...Object.fromEntries(['.csproj', '.fsproj', '.vbproj'].map((ending) => [ending, ['packages.lock.json', 'obj/project.assets.json']])),
};

/** How much a manifest asks for: packages to run, packages for development alone, or nothing. */
type Asking = 'to-run' | 'to-develop' | 'nothing';

// What a package brings along says what its authors asked for.
const brought = /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|pkg\/mod|\.cargo\/registry|gems)\//;

/** Finds no packages: it says where packages are asked for, and no file that is read says which. */
export const unnamed: Cataloger = {
  id: 'unnamed',
  reads: 'manifests without a lock file and lock files of a kind that is not read, which are named and no more',
  wants: (path) => {
    const name = nameOf(path);
    return (Object.hasOwn(unread, name) || Object.hasOwn(manifests, kindOf(path))) && !brought.test(path);
  },
  find: (tree, paths): Found => {
    const inWorkspace = new WorkspaceMembers(tree);
    const found = paths.map((path) => ({ path, asking: askingOf(inWorkspace, tree, path) })).filter(({ asking }) => asking !== 'nothing');
    const notes = found.map(({ path }) => {
      const kind = unread[nameOf(path)];
      return kind === undefined ? `what ${path} asks for, as no file says which packages that came to` : `${path}, a file of ${kind}`;
    });
    return { packages: [], problems: [], notes, unnamed: found.filter(({ asking }) => asking === 'to-run').map(({ path }) => path) };
  },
};

function askingOf(inWorkspace: WorkspaceMembers, tree: ByteTree, path: string): Asking {
  const name = nameOf(path);
  if (Object.hasOwn(unread, name)) return mayHold(tree, path, name) ? 'to-run' : 'nothing';
  return isResolved(inWorkspace, tree, path) ? 'nothing' : askedBy(tree, path, kindOf(path));
}

/** A workspace has one lock file, at its root, which says which folders are of it; packages that are installed say what they are themselves. */
function isResolved(inWorkspace: WorkspaceMembers, tree: ByteTree, path: string): boolean {
  const locks = manifests[kindOf(path)] ?? [];
  const own = path.slice(0, path.lastIndexOf('/') + 1);
  if (locks.some((lock) => tree.entry(`${own}${lock}`) !== undefined)) return true;
  const isNode = nameOf(path) === 'package.json';
  if (isNode && tree.entry(`${own}node_modules`) !== undefined) return true;
  const name = isNode ? installedName(tree, path) : undefined;
  for (let folder = own; folder !== '';) {
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
    if (locks.some((lock) => tree.entry(`${folder}${lock}`) !== undefined && inWorkspace.has({ folder, lock }, path))) return true;
    if (name !== undefined && tree.resolve(`${folder}node_modules/${name}`) === own.slice(0, -1)) return true;
  }
  return false;
}

function installedName(tree: ByteTree, path: string): string | undefined {
  const read = readJson(tree, path);
  return read.kind === 'read' ? textField(read.value, 'name') : undefined;
}

/** Files of names that others use too hold packages only where they say so. */
function mayHold(tree: ByteTree, path: string, name: string): boolean {
  if (name !== 'environment.yml' && name !== 'vcpkg.json') return true;
  const read = readText(tree, path);
  return read.kind === 'problem' || /["']?dependencies["']?\s*:/.test(read.value);
}

/** A manifest that cannot be read may ask for anything. */
function askedBy(tree: ByteTree, path: string, name: string): Asking {
  if (name.endsWith('.json')) {
    const read = readJson(tree, path);
    return read.kind === 'problem' ? 'to-run' : askedInJson(read.value);
  }
  if (name.endsWith('.toml')) {
    const read = readToml(tree, path);
    return read.kind === 'problem' || asksInToml(read.value) ? 'to-run' : 'nothing';
  }
  const read = readText(tree, path);
  const says =
    {
      Gemfile: /^\s*gem\s/m,
      Pipfile: /^\[packages\]\s*[^\s[]/m,
      'pom.xml': /<dependency>/,
      '.csproj': dotnet,
      '.fsproj': dotnet,
      '.vbproj': dotnet,
      'setup.py': /\binstall_requires\b/,
      'setup.cfg': /^install_requires\s*=/m,
    }[name] ?? /\b(?:implementation|api|compile|runtimeOnly|compileOnly)\b/;
  return read.kind === 'problem' || says.test(read.value) ? 'to-run' : 'nothing';
}

const dotnet = /<PackageReference\b/;

function askedInJson(manifest: unknown): Asking {
  const asks = (...kinds: readonly string[]): boolean =>
    kinds.some((kind) => members(field(manifest, kind)).some(([needed]) => needed !== 'php' && !/^(?:ext|lib)-/.test(needed)));
  if (asks('dependencies', 'optionalDependencies', 'require')) return 'to-run';
  return asks('devDependencies', 'require-dev') ? 'to-develop' : 'nothing';
}

/** Of Cargo, of PEP 621 and of Poetry, which counts Python itself. */
function asksInToml(manifest: unknown): boolean {
  const poetry = field(field(field(manifest, 'tool'), 'poetry'), 'dependencies');
  const tables = [field(manifest, 'dependencies'), field(field(manifest, 'workspace'), 'dependencies'), poetry];
  return (
    elements(field(field(manifest, 'project'), 'dependencies')).length > 0 || tables.some((table) => members(table).some(([needed]) => needed !== 'python'))
  );
}

/** The name of a manifest, or for projects of .NET, whose manifests have names of their own, its ending. */
function kindOf(path: string): string {
  const name = nameOf(path);
  return /\.(?:cs|fs|vb)proj$/.exec(name)?.[0] ?? name;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
