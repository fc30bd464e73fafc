import type { Cataloger, Found } from './cataloger.ts';
import { field, members } from './fields.ts';
import { readJson } from './text.ts';
import type { ByteTree } from './tree/byte-tree.ts';

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
  'gradle.lockfile': 'Gradle',
  'flake.lock': 'Nix',
  'conda-lock.yml': 'Conda',
  'environment.yml': 'Conda',
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
};

const asked: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['dependencies', 'devDependencies', 'optionalDependencies'],
  'composer.json': ['require', 'require-dev'],
};

// What a package brings along says what its authors asked for.
const brought = /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|pkg\/mod|\.cargo\/registry|gems)\//;

/** Finds no packages: it says where packages are asked for, and no file that is read says which. */
export const unnamed: Cataloger = {
  id: 'unnamed',
  reads: 'manifests without a lock file and lock files of a kind that is not read, which are named and no more',
  wants: (path) => {
    const name = nameOf(path);
    return (Object.hasOwn(unread, name) || Object.hasOwn(manifests, name)) && !brought.test(path);
  },
  find: (tree, paths): Found => {
    const found = paths.filter((path) => isUnnamed(tree, path));
    const notes = found.map((path) => {
      const kind = unread[nameOf(path)];
      return kind === undefined ? `what ${path} asks for, as no file says which packages that came to` : `${path}, a file of ${kind}`;
    });
    return { packages: [], problems: [], notes, unnamed: found };
  },
};

function isUnnamed(tree: ByteTree, path: string): boolean {
  const name = nameOf(path);
  if (Object.hasOwn(unread, name)) return true;
  return !isResolved(tree, path, manifests[name] ?? []) && asksFor(tree, path, name);
}

/** A workspace has one lock file, at its root; packages that are installed say what they are themselves. */
function isResolved(tree: ByteTree, path: string, locks: readonly string[]): boolean {
  let folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (;;) {
    if (locks.some((lock) => tree.entry(`${folder}${lock}`) !== undefined)) return true;
    if (nameOf(path) === 'package.json' && tree.entry(`${folder}node_modules`) !== undefined) return true;
    if (folder === '') return false;
    folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  }
}

/** One that cannot be read, or is of a form that is not looked into, may ask for packages. */
function asksFor(tree: ByteTree, path: string, name: string): boolean {
  const kinds = asked[name];
  if (kinds === undefined) return true;
  const read = readJson(tree, path);
  return (
    read.kind === 'problem' || kinds.some((kind) => members(field(read.value, kind)).some(([needed]) => needed !== 'php' && !/^(?:ext|lib)-/.test(needed)))
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
