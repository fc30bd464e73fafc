import { elements, field, isObject, members } from './fields.ts';
import { normalName, requirementOf } from './languages/python/names.ts';
import { readToml } from './structured.ts';
import { readJson, readText } from './text.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** How much a manifest asks for: packages to run, packages for development alone, or nothing. */
export type Asking = 'to-run' | 'to-develop' | 'nothing';

/** What in the text of a manifest asks for packages. */
interface Words {
  readonly toRun: RegExp;
  readonly toDevelop?: RegExp;
}

const dotnet: Words = { toRun: /<PackageReference\b/ };

/** Configurations of Gradle, such as `implementation` or `debugImplementation`; those of tests begin with `test`. */
const gradle: Words = {
  toRun:
    /\b(?:implementation|api|compile|runtimeOnly|compileOnly)\b|\b(?!test|androidTest)\w+(?:Implementation|Api|RuntimeOnly|CompileOnly)\s*(?:[("']|\s(?:libs|project|platform)\b)/,
  toDevelop:
    /\b(?:(?:test|androidTest)\w*(?:Implementation|Compile|Api|RuntimeOnly|CompileOnly)|\w*[aA]nnotationProcessor|kapt\w*|ksp\w*|classpath)\s*(?:[("']|\s(?:libs|project|platform)\b)/,
};

const inText: Readonly<Record<string, Words>> = {
  Gemfile: { toRun: /^\s*gem[\s(]/m },
  'gems.rb': { toRun: /^\s*gem[\s(]/m },
  '.gemspec': { toRun: /\.add_(?:runtime_)?dependency\b/, toDevelop: /\.add_development_dependency\b/ },
  Pipfile: { toRun: /^\[packages\]\s*[^\s[]/m, toDevelop: /^\[(?!packages\]|source|requires|scripts|pipenv)[\w-]+\]\s*[^\s[]/m },
  'pom.xml': { toRun: /<dependency\s*>/ },
  '.csproj': dotnet,
  '.fsproj': dotnet,
  '.vbproj': dotnet,
  'build.gradle': gradle,
  'build.gradle.kts': gradle,
  'setup.py': { toRun: /\binstall_requires\b/, toDevelop: /\b(?:extras|tests|setup)_require/ },
  'setup.cfg': { toRun: /^install_requires\s*=/m, toDevelop: /^\[options\.extras_require\]/m },
};

/** What a manifest asks for, by its name or ending. One that cannot be read may ask for anything. */
export function askedBy(tree: ByteTree, path: string, name: string): Asking {
  if (name.endsWith('.json')) {
    const read = readJson(tree, path);
    return read.kind === 'problem' ? 'to-run' : askedInJson(read.value);
  }
  if (name.endsWith('.toml')) {
    const read = readToml(tree, path);
    if (read.kind === 'problem') return 'to-run';
    return name === 'Cargo.toml' ? askedOfCargo(read.value) : askedOfPython(read.value);
  }
  const read = readText(tree, path);
  const words = inText[name];
  if (read.kind === 'problem' || words?.toRun.test(read.value) === true) return 'to-run';
  return words?.toDevelop?.test(read.value) === true ? 'to-develop' : 'nothing';
}

function askedInJson(manifest: unknown): Asking {
  const asks = (...kinds: readonly string[]): boolean =>
    kinds.some((kind) => members(field(manifest, kind)).some(([needed]) => needed !== 'php' && !/^(?:ext|lib)-/.test(needed)));
  if (asks('dependencies', 'optionalDependencies', 'require')) return 'to-run';
  return asks('devDependencies', 'peerDependencies', 'require-dev') ? 'to-develop' : 'nothing';
}

/** A crate, and what it asks for on one target alone. Source: The Cargo Book, "Specifying Dependencies". */
function askedOfCargo(manifest: unknown): Asking {
  const tables = [manifest, field(manifest, 'workspace'), ...members(field(manifest, 'target')).map(([, target]) => target)];
  const asks = (...kinds: readonly string[]): boolean => tables.some((table) => kinds.some((kind) => members(field(table, kind)).length > 0));
  if (asks('dependencies')) return 'to-run';
  return asks('build-dependencies', 'build_dependencies', 'dev-dependencies', 'dev_dependencies') ? 'to-develop' : 'nothing';
}

/** Of PEP 621 and 735, of PDM, and of Poetry, which counts Python itself. */
function askedOfPython(manifest: unknown): Asking {
  const [project, tool] = [field(manifest, 'project'), field(manifest, 'tool')];
  const poetry = field(tool, 'poetry');
  const isDynamic = elements(field(project, 'dynamic')).includes('dependencies');
  if (isDynamic || elements(field(project, 'dependencies')).length > 0) return 'to-run';
  if (members(field(poetry, 'dependencies')).some(([needed]) => needed !== 'python')) return 'to-run';
  const groups = [
    field(project, 'optional-dependencies'),
    field(manifest, 'dependency-groups'),
    field(field(tool, 'pdm'), 'dev-dependencies'),
    ...members(field(poetry, 'group')).map(([, group]) => field(group, 'dependencies')),
  ];
  const isFull = (group: unknown): boolean => (isObject(group) ? members(group).length > 0 : elements(group).length > 0);
  const asksMore = groups.some((group) => members(group).some(([, one]) => isFull(one) || typeof one === 'string'));
  return asksMore || members(field(poetry, 'dev-dependencies')).length > 0 ? 'to-develop' : 'nothing';
}

/** Names that a project of Python asks for to run, in their normal form; undefined where they cannot be told from its text. */
export function namesAsked(tree: ByteTree, path: string, name: string): readonly string[] | undefined {
  if (name === 'pyproject.toml') {
    const read = readToml(tree, path);
    const project = read.kind === 'read' ? field(read.value, 'project') : undefined;
    if (read.kind === 'problem' || elements(field(project, 'dynamic')).includes('dependencies')) return undefined;
    const poetry = members(field(field(field(read.value, 'tool'), 'poetry'), 'dependencies')).map(([needed]) => normalName(needed));
    return [...namesOf(elements(field(project, 'dependencies'))), ...poetry.filter((needed) => needed !== 'python')];
  }
  const read = readText(tree, path);
  if (read.kind === 'problem') return undefined;
  if (name === 'setup.cfg') return namesOf(/^install_requires[ \t]*=(.*(?:\r?\n[ \t]+.*)*)/m.exec(read.value)?.[1]?.split(/\r?\n/) ?? []);
  const list = /\binstall_requires\s*=\s*\[([^\]()]{0,20000})\]/.exec(read.value)?.[1];
  return list === undefined ? undefined : namesOf([...list.matchAll(/["']([^"'\n]+)["']/g)].map((match) => match[1]));
}

function namesOf(requirements: readonly unknown[]): readonly string[] {
  return requirements.flatMap((one) => (typeof one === 'string' ? (requirementOf(one)?.name ?? []) : []));
}
