import type { Cataloger, Found } from '../../cataloger.ts';
import { isInstalledManifest, readInstalled } from './installed.ts';
import { readPackageLock } from './package-lock.ts';

const lockName = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;

/** Packages of npm: those that are installed, and those that lock files name. */
export const npm: Cataloger = {
  id: 'npm',
  reads: 'package-lock.json, npm-shrinkwrap.json and what lies in node_modules',
  wants: (path) => isInstalledManifest(path) || (lockName.test(path) && !isInsideInstalled(path)),
  find: (tree, paths) => {
    const found: readonly Found[] = [
      readInstalled(tree, paths.filter(isInstalledManifest)),
      ...paths.filter((path) => lockName.test(path)).map((path) => readPackageLock(tree, path)),
    ];
    return { packages: found.flatMap((one) => one.packages), problems: found.flatMap((one) => one.problems), notes: found.flatMap((one) => one.notes ?? []) };
  },
};

/** A lock file that a package brings along says what its authors used, not what is here. */
function isInsideInstalled(path: string): boolean {
  return path.includes('node_modules/');
}
