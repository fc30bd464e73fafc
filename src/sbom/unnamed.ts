import type { Cataloger, Found } from './cataloger.ts';
import { elements, field, members } from './fields.ts';
import { readToml } from './structured.ts';
import { readJson, readText } from './text.ts';
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
    return (Object.hasOwn(unread, name) || Object.hasOwn(manifests, name)) && !brought.test(path);
  },
  find: (tree, paths): Found => {
    const found = paths.map((path) => ({ path, asking: askingOf(tree, path) })).filter(({ asking }) => asking !== 'nothing');
    const notes = found.map(({ path }) => {
      const kind = unread[nameOf(path)];
      return kind === undefined ? `what ${path} asks for, as no file says which packages that came to` : `${path}, a file of ${kind}`;
    });
    return { packages: [], problems: [], notes, unnamed: found.filter(({ asking }) => asking === 'to-run').map(({ path }) => path) };
  },
};

function askingOf(tree: ByteTree, path: string): Asking {
  const name = nameOf(path);
  if (Object.hasOwn(unread, name)) return mayHold(tree, path, name) ? 'to-run' : 'nothing';
  return isResolved(tree, path, manifests[name] ?? []) ? 'nothing' : askedBy(tree, path, name);
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
    { Gemfile: /^\s*gem\s/m, Pipfile: /^\[packages\]\s*[^\s[]/m, 'pom.xml': /<dependency>/ }[name] ??
    /\b(?:implementation|api|compile|runtimeOnly|compileOnly)\b/;
  return read.kind === 'problem' || says.test(read.value) ? 'to-run' : 'nothing';
}

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

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
