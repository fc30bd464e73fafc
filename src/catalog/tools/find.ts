import type { FileTree } from '../../base/index.ts';
import type { ReleaseTool } from '../effect.ts';
import { readConfig, readText } from './support/config.ts';
import { get, isSet, keysOf, text } from './support/node.ts';
import { folderOf, joinPath } from './support/path.ts';
import { readManifest } from './npm/manifest.ts';
import { readCrate } from './rust/crates.ts';

/** A release tool's configuration that is in the checkout, called by a workflow or not. */
export interface ReleaseConfig {
  readonly tool: ReleaseTool;
  readonly path: string;
}

/** Something that could be built and published. */
export interface Buildable {
  readonly kind: 'chart' | 'image' | 'python' | 'npm' | 'gem' | 'crate' | 'maven' | 'gradle' | 'action';
  readonly name: string;
  readonly path: string;
}

const maxFound = 2_000;

/** Folders whose manifests belong to somebody else or to tests. */
const aside = /(^|\/)(node_modules|vendor|third_party|testdata|fixtures|__fixtures__|examples?|target|dist|\.git)(\/|$)/;

const byName: readonly { readonly pattern: RegExp; readonly tool: ReleaseTool }[] = [
  { pattern: /^\.?goreleaser([.-][\w.-]+)?\.ya?ml$/, tool: 'goreleaser' },
  { pattern: /^electron-builder([.-][\w.-]+)?\.(ya?ml|json5?|toml|[cm]?js|ts)$/, tool: 'electron-builder' },
  { pattern: /^jreleaser\.(ya?ml|toml|json)$/, tool: 'jreleaser' },
  { pattern: /^cr\.ya?ml$/, tool: 'chart-releaser' },
  { pattern: /^\.ko\.ya?ml$/, tool: 'ko' },
  { pattern: /^(dist-workspace|dist)\.toml$/, tool: 'cargo-dist' },
  { pattern: /^\.?release-plz\.toml$/, tool: 'release-plz' },
  { pattern: /^release-please-config\.json$/, tool: 'release-please' },
  { pattern: /^(\.releaserc(\.(json|ya?ml|[cm]?js|ts))?|release\.config\.([cm]?js|ts))$/, tool: 'semantic-release' },
  { pattern: /^\.release-it\.(json|ya?ml|toml|[cm]?js|ts)$/, tool: 'release-it' },
  { pattern: /^lerna\.json$/, tool: 'lerna' },
  { pattern: /^tauri\.conf\.json5?$/, tool: 'tauri' },
  { pattern: /^forge\.config\.([cm]?js|ts)$/, tool: 'electron-forge' },
  { pattern: /^nfpm\.ya?ml$/, tool: 'nfpm' },
];

/** What the names above begin with: most files are told apart by it alone. */
const perhapsConfig =
  /^(\.?goreleaser|electron-builder|jreleaser\.|cr\.|\.ko\.|dist|\.?release|lerna\.|tauri\.|forge\.|nfpm\.|config\.json$|package\.json$|Cargo\.toml$)/;

const perhapsBuildable = /^(action\.ya?ml|Chart\.yaml|pyproject\.toml|setup\.py|package\.json|Cargo\.toml)$|(Dockerfile|Containerfile|\.gemspec)/i;

/** Lists release tools' configurations in the checkout, sorted by path; test data and dependencies are left out. */
export function findReleaseConfigs(files: FileTree): readonly ReleaseConfig[] {
  const found: ReleaseConfig[] = [];
  for (const path of files.list()) {
    if (found.length >= maxFound) break;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!perhapsConfig.test(name) || aside.test(path)) continue;
    const known = byName.find(({ pattern }) => pattern.test(name));
    if (known !== undefined) found.push({ tool: known.tool, path });
    else if (/(^|\/)\.changeset\/config\.json$/.test(path)) found.push({ tool: 'changesets', path });
    else if (/(^|\/)\.changes\/config\.json$/.test(path) && isSet(get(readConfig(files, path)?.node, 'pkgManagers'))) found.push({ tool: 'covector', path });
    else if (name === 'package.json') found.push(...inManifest(files, path));
    else if (name === 'Cargo.toml' && isSet(get(readConfig(files, path)?.node, 'workspace', 'metadata', 'dist'))) found.push({ tool: 'cargo-dist', path });
  }
  return found;
}

/** Configurations that are kept inside package.json. */
function inManifest(files: FileTree, path: string): readonly ReleaseConfig[] {
  const node = readConfig(files, path)?.node;
  const build = get(node, 'build');
  const tools: ReleaseTool[] = [];
  if (build?.kind === 'map' && ['appId', 'productName', 'mac', 'win', 'linux', 'publish'].some((key) => keysOf(build).includes(key)))
    tools.push('electron-builder');
  if (get(node, 'release')?.kind === 'map') tools.push('semantic-release');
  if (isSet(get(node, 'release-it'))) tools.push('release-it');
  if (isSet(get(node, 'config', 'forge'))) tools.push('electron-forge');
  return tools.map((tool) => ({ tool, path }));
}

/**
 * Lists what could be built and published, sorted by path: charts, images, packages that are not private, an action at
 * the root. What no surface publishes of it is reported as not released.
 */
export function findBuildables(files: FileTree): readonly Buildable[] {
  const known = buildables.get(files);
  if (known !== undefined) return known;
  const found: Buildable[] = [];
  for (const path of files.list()) {
    if (found.length >= maxFound) break;
    if (perhapsBuildable.test(path.slice(path.lastIndexOf('/') + 1)) && !aside.test(path)) found.push(...buildableAt(files, path));
  }
  buildables.set(files, found);
  return found;
}

/** Every package without a name of its own asks for them. */
const buildables = new WeakMap<FileTree, readonly Buildable[]>();

function buildableAt(files: FileTree, path: string): readonly Buildable[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = folderOf(path);
  if (path === 'action.yml' || path === 'action.yaml') return [{ kind: 'action', name: text(readConfig(files, path)?.node, 'name') ?? 'action', path }];
  if (name === 'Chart.yaml') {
    const chart = readConfig(files, path)?.node;
    // A chart inside another chart's `charts` folder is packed with it.
    const outer = /^(.+)\/charts\/[^/]+$/.exec(folder)?.[1];
    return text(chart, 'type') === 'library' || (outer !== undefined && files.has(joinPath(outer, 'Chart.yaml')))
      ? []
      : [{ kind: 'chart', name: text(chart, 'name') ?? folder, path }];
  }
  if (/^(Dockerfile|Containerfile)([.-][\w.-]+)?$/.test(name) || /^[\w.-]+\.Dockerfile$/i.test(name))
    return [{ kind: 'image', name: folder === '' ? name : folder, path }];
  if (name === 'pyproject.toml') {
    const node = readConfig(files, path)?.node;
    const own = text(node, 'project', 'name') ?? text(node, 'tool', 'poetry', 'name') ?? text(node, 'tool', 'flit', 'metadata', 'module');
    return own === undefined ? [] : [{ kind: 'python', name: own, path }];
  }
  if (name === 'setup.py') {
    if (files.has(joinPath(folder, 'pyproject.toml')) && text(readConfig(files, joinPath(folder, 'pyproject.toml'))?.node, 'project', 'name') !== undefined)
      return [];
    const own = /\bname\s*=\s*["']([\w.-]+)["']/.exec(readText(files, path) ?? '')?.[1];
    return own === undefined ? [] : [{ kind: 'python', name: own, path }];
  }
  if (name === 'package.json') {
    const manifest = readManifest(files, folder);
    return manifest === undefined || manifest.isPrivate || manifest.name === undefined || text(manifest.node, 'version') === undefined
      ? []
      : [{ kind: 'npm', name: manifest.name, path }];
  }
  if (name.endsWith('.gemspec'))
    return [{ kind: 'gem', name: /\.name\s*=\s*["']([\w.-]+)["']/.exec(readText(files, path) ?? '')?.[1] ?? name.slice(0, -'.gemspec'.length), path }];
  if (name === 'Cargo.toml') {
    const crate = readCrate(files, folder, undefined);
    return crate?.publishable === true ? [{ kind: 'crate', name: crate.name, path }] : [];
  }
  return [];
}
