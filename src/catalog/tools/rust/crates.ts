import type { FileTree } from '../../../base/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readConfig } from '../support/config.ts';
import { PathPatterns } from '../support/glob.ts';
import { get, isSet, scalarOf, text, texts, truth } from '../support/node.ts';
import { joinPath } from '../support/path.ts';

/** A Cargo package, as far as publishing depends on it. */
export interface Crate {
  readonly path: string;
  readonly folder: string;
  readonly node: Node;
  readonly name: string;
  /** `publish = false` or an empty list: cargo refuses to publish it. */
  readonly publishable: boolean;
  /** A registry other than crates.io that it is bound to. */
  readonly registry: string | undefined;
  /** It builds a program. */
  readonly hasBinary: boolean;
}

const maxCrates = 500;

/** Reads a package's manifest; a workspace root without a package gives none. */
export function readCrate(files: FileTree, folder: string, workspace: Node | undefined): Crate | undefined {
  const path = joinPath(folder, 'Cargo.toml');
  const node = readConfig(files, path)?.node;
  const name = text(node, 'package', 'name');
  if (node === undefined || name === undefined) return undefined;
  const own = get(node, 'package', 'publish');
  const publish = truth(get(own, 'workspace')) === true ? get(workspace, 'workspace', 'package', 'publish') : own;
  const registries = publish?.kind === 'list' ? texts(publish) : undefined;
  const refused = publish?.kind === 'scalar' && scalarOf(publish) === 'false';
  return {
    path,
    folder,
    node,
    name,
    publishable: !refused && registries?.length !== 0,
    registry: registries?.find((registry) => registry !== 'crates-io'),
    hasBinary: isSet(get(node, 'bin')) || files.has(joinPath(folder, 'src/main.rs')) || files.hasFolder(joinPath(folder, 'src/bin')),
  };
}

export interface Workspace {
  readonly root: Node | undefined;
  /** The package of the root folder itself. */
  readonly own: Crate | undefined;
  /** Every package, the root's first. */
  readonly crates: readonly Crate[];
}

/** The packages of a folder's workspace: `members` less `exclude`, and the root's own. Every leg and scenario asks for the same one. */
export function readWorkspace(files: FileTree, folder: string): Workspace {
  const known = workspaces.get(files) ?? new Map<string, Workspace>();
  workspaces.set(files, known);
  const workspace = known.get(folder) ?? readMembers(files, folder);
  known.set(folder, workspace);
  return workspace;
}

const workspaces = new WeakMap<FileTree, Map<string, Workspace>>();

function readMembers(files: FileTree, folder: string): Workspace {
  const root = readConfig(files, joinPath(folder, 'Cargo.toml'))?.node;
  const own = readCrate(files, folder, root);
  const members = texts(get(root, 'workspace', 'members'));
  const excluded = texts(get(root, 'workspace', 'exclude'));
  const included = new PathPatterns(members);
  const taken = new PathPatterns(excluded);
  const prefix = folder === '' ? '' : `${folder}/`;
  const paths = pathDependencies(root);
  const folders =
    members.length === 0 && paths.length === 0
      ? []
      : files
          .list()
          .filter((path) => path.startsWith(prefix) && path.endsWith('/Cargo.toml'))
          .map((path) => path.slice(0, -'/Cargo.toml'.length))
          .filter((path) => path !== folder)
          .filter((path) => {
            const relative = path.slice(prefix.length);
            return (included.fits(relative) || paths.includes(relative)) && !taken.fits(relative);
          });
  const inner = folders.slice(0, maxCrates).flatMap((path) => readCrate(files, path, root) ?? []);
  return { root, own, crates: own === undefined ? inner : [own, ...inner] };
}

/** Packages that a workspace root depends on by path are members too. */
function pathDependencies(root: Node | undefined): readonly string[] {
  if (get(root, 'workspace') === undefined) return [];
  const out: string[] = [];
  for (const section of ['dependencies', 'dev-dependencies', 'build-dependencies']) {
    const map = get(root, section);
    for (const entry of map?.kind === 'map' ? map.entries.slice(0, 1_000) : []) {
      const path = text(entry.value, 'path');
      if (path !== undefined) out.push(path.replace(/^\.\//, '').replace(/\/+$/, ''));
    }
  }
  return out;
}
