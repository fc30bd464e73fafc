import type { Cataloger, Found } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { readLibraries } from './libraries.ts';
import { readPackagesLock } from './packages-lock.ts';

/** Packages of NuGet: of lock files, of what a restore resolved, and of what a program was built with. */
export const dotnet: Cataloger = {
  id: 'nuget',
  reads: 'packages.lock.json, project.assets.json and *.deps.json',
  wants: (path) => readerOf(path) !== undefined,
  find: (tree, paths) => gather(paths.flatMap((path) => readerOf(path)?.(tree, path) ?? [])),
};

function readerOf(path: string): ((tree: ByteTree, path: string) => Found) | undefined {
  if (/(?:^|\/)packages\.lock\.json$/.test(path)) return readPackagesLock;
  if (/(?:^|\/)project\.assets\.json$/.test(path)) return (tree, at) => readLibraries(tree, at, 'locked');
  return /[^/]\.deps\.json$/.test(path) ? (tree, at) => readLibraries(tree, at, 'installed') : undefined;
}
