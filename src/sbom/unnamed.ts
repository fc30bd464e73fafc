import { askedBy, namesAsked, type Asking } from './asking.ts';
import type { Cataloger, Found } from './cataloger.ts';
import { textField } from './fields.ts';
import { requirementOf } from './languages/python/names.ts';
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
  'pixi.lock': 'Conda',
  'packages.config': 'NuGet',
  'paket.lock': 'NuGet',
  'Gopkg.lock': 'Go',
  'glide.lock': 'Go',
  'cpanfile.snapshot': 'Perl',
  'shard.lock': 'Crystal',
  'dub.selections.json': 'D',
};

/** Manifests that ask for packages, and the files, beside them or above, that say which they came to. */
const manifests: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'],
  'Cargo.toml': ['Cargo.lock'],
  Pipfile: ['Pipfile.lock'],
  'pyproject.toml': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  Gemfile: ['Gemfile.lock'],
  'gems.rb': ['gems.locked'],
  '.gemspec': ['Gemfile.lock', 'gems.locked'],
  'composer.json': ['composer.lock'],
  'pom.xml': [],
  'build.gradle': ['gradle.lockfile'],
  'build.gradle.kts': ['gradle.lockfile'],
  'setup.py': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  'setup.cfg': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt'],
  ...Object.fromEntries(['.csproj', '.fsproj', '.vbproj'].map((ending) => [ending, ['packages.lock.json', 'obj/project.assets.json']])),
};

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
  if (locks.some((lock) => tree.entry(`${own}${lock}`) !== undefined && (lock !== 'requirements.txt' || namesAll(tree, `${own}${lock}`, path)))) return true;
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

/** A list of requirements beside a project may be of something else, such as its documentation. Of what is not exact in it, it is told itself. */
function namesAll(tree: ByteTree, list: string, path: string): boolean {
  const asked = namesAsked(tree, path, nameOf(path));
  // What cannot be told may well be read from that list.
  if (asked === undefined) return true;
  const read = readText(tree, list);
  const named = new Set(read.kind === 'read' ? read.value.split(/\r?\n/).flatMap((line) => requirementOf(line)?.name ?? []) : []);
  return asked.every((name) => named.has(name));
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

/** The name of a manifest, or its ending where manifests have names of their own. */
function kindOf(path: string): string {
  const name = nameOf(path);
  return /\.(?:(?:cs|fs|vb)proj|gemspec)$/.exec(name)?.[0] ?? name;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
