import type { Cataloger, Found } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { heldAgainst } from './beside.ts';
import { isInstalledManifest, readInstalled } from './installed.ts';
import { readPackageLock } from './package-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readYarnLock } from './yarn-lock.ts';

const locks: Readonly<Record<string, (tree: ByteTree, path: string) => Found>> = {
  'package-lock.json': readPackageLock,
  'npm-shrinkwrap.json': readPackageLock,
  'pnpm-lock.yaml': readPnpmLock,
  'yarn.lock': readYarnLock,
};

/** Packages of npm: those that are installed, and those that lock files name. */
export const npm: Cataloger = {
  id: 'npm',
  reads: `${Object.keys(locks).join(', ')}, and what lies in node_modules`,
  // A lock file that a package brings along says what its authors used, not what is here.
  wants: (path) => isInstalledManifest(path) || (readerOf(path) !== undefined && !path.includes('node_modules/')),
  find: (tree, paths) => {
    const installed = readInstalled(tree, paths.filter(isInstalledManifest));
    const locked = paths.flatMap((path) => {
      const read = readerOf(path);
      return read === undefined ? [] : heldAgainst(tree, read(tree, path), installed.packages, path);
    });
    return gather([installed, ...locked]);
  },
};

function readerOf(path: string): ((tree: ByteTree, path: string) => Found) | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(locks, name) ? locks[name] : undefined;
}
