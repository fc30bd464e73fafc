import type { FileTree } from '../../../base/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readConfig, readText } from '../support/config.ts';
import { get, isSet, scalarOf, text, texts } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { pathFits, PathPatterns } from '../support/glob.ts';

/** A package.json, as far as publishing depends on it. */
export interface Manifest {
  readonly path: string;
  readonly folder: string;
  readonly node: Node;
  readonly name: string | undefined;
  /** npm takes any value but false and the empty string for private, the text "true" too. */
  readonly isPrivate: boolean;
}

export function readManifest(files: FileTree, folder: string): Manifest | undefined {
  const path = joinPath(folder, 'package.json');
  const node = readConfig(files, path)?.node;
  if (node?.kind !== 'map') return undefined;
  const marked = get(node, 'private');
  const word = scalarOf(marked);
  return { path, folder, node, name: text(node, 'name'), isPrivate: isSet(marked) && word !== 'false' && word !== '' && word !== '0' };
}

const maxPackages = 2_000;

/** Patterns of a workspace root: `workspaces` of package.json, pnpm-workspace.yaml, lerna.json. */
export function workspacePatterns(files: FileTree, root: string): readonly string[] {
  const manifest = readManifest(files, root);
  const workspaces = get(manifest?.node, 'workspaces');
  const own = workspaces?.kind === 'map' ? texts(get(workspaces, 'packages')) : texts(workspaces);
  const pnpm = texts(get(readConfig(files, joinPath(root, 'pnpm-workspace.yaml'))?.node, 'packages'));
  const lerna = texts(get(readConfig(files, joinPath(root, 'lerna.json'))?.node, 'packages'));
  return [...new Set([...own, ...pnpm, ...lerna])];
}

/**
 * The packages of a workspace without its root, in the order of their paths. `node_modules` is never one of them.
 * `onCut` is told when there are more, or more patterns, than are looked at.
 */
export function workspacePackages(files: FileTree, root: string, onCut?: (reason: string) => void): readonly Manifest[] {
  let byRoot = workspaces.get(files);
  if (byRoot === undefined) workspaces.set(files, (byRoot = new Map()));
  const known = byRoot.get(root) ?? findPackages(files, root);
  byRoot.set(root, known);
  if (known.cut) onCut?.('the workspace has more packages or patterns than are looked at: not all of its packages were found');
  return known.packages;
}

/** Each command that publishes asks for the packages again. */
const workspaces = new WeakMap<FileTree, Map<string, { readonly packages: readonly Manifest[]; readonly cut: boolean }>>();

function findPackages(files: FileTree, root: string): { readonly packages: readonly Manifest[]; readonly cut: boolean } {
  const patterns = workspacePatterns(files, root).map((pattern) => pattern.replace(/\/package\.json$/, ''));
  const include = new PathPatterns(patterns.filter((pattern) => !pattern.startsWith('!')));
  const exclude = new PathPatterns(patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)));
  if (patterns.every((pattern) => pattern.startsWith('!'))) return { packages: [], cut: false };
  const prefix = root === '' ? '' : `${root}/`;
  const folders = files
    .list()
    .filter((path) => path.startsWith(prefix) && path.endsWith('/package.json') && !path.includes('node_modules/'))
    .map((path) => path.slice(0, -'/package.json'.length))
    .filter((folder) => folder !== root && include.fits(folder.slice(prefix.length)) && !exclude.fits(folder.slice(prefix.length)));
  return {
    packages: folders.slice(0, maxPackages).flatMap((folder) => readManifest(files, folder) ?? []),
    cut: include.isCut || exclude.isCut || folders.length > maxPackages,
  };
}

/** The packages that workspace selectors take: by name, by folder, or by a pattern of either; `!x` takes packages away. */
export function selectPackages(selectors: readonly string[], from: readonly Manifest[]): readonly Manifest[] {
  const wanted = selectors.filter((one) => !one.startsWith('!'));
  const unwanted = selectors.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  return from.filter((manifest) => (wanted.length === 0 || wanted.some((one) => selects(one, manifest))) && !unwanted.some((one) => selects(one, manifest)));
}

function selects(selector: string, manifest: Manifest): boolean {
  const plain = selector
    .replace(/^\.\//, '')
    .replace(/^\{(.*)\}$/, '$1')
    .replace(/\/+$/, '');
  return (
    manifest.name === plain ||
    manifest.folder === plain ||
    manifest.folder.endsWith(`/${plain}`) ||
    pathFits(plain, manifest.folder) ||
    (manifest.name !== undefined && pathFits(plain, manifest.name))
  );
}

/** A setting of `.npmrc` beside a manifest: `provenance`, `registry`, `@scope:registry`. */
export function npmrc(files: FileTree, folders: readonly string[], key: string): string | undefined {
  for (const folder of folders) {
    for (const line of (readText(files, joinPath(folder, '.npmrc')) ?? '').split('\n').slice(0, 1_000)) {
      const at = line.indexOf('=');
      if (at > 0 && line.slice(0, at).trim() === key) return line.slice(at + 1).trim();
    }
  }
  return undefined;
}
