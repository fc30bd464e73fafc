import type { Cataloger, Found } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { isDirectUrl, isInstallersFile, isMetadata, readDamaged, readInstalled } from './installed.ts';
import { readPipfileLock } from './pipfile-lock.ts';
import { isRequirements, readRequirements } from './requirements.ts';
import { readTomlLock } from './toml-locks.ts';

const tomlLock = /(?:^|\/)(?:poetry\.lock|uv\.lock|pdm\.lock|pylock(?:\.[\w-]+)?\.toml)$/;
const pipfileLock = /(?:^|\/)Pipfile\.lock$/;

/** Distributions of Python: installed ones, and those of lock files. */
export const python: Cataloger = {
  id: 'python',
  reads: '*.dist-info, *.egg-info, poetry.lock, uv.lock, pdm.lock, pylock.toml, Pipfile.lock, and requirements files as far as their versions are exact',
  wants: (path) => isMetadata(path) || isDirectUrl(path) || isInstallersFile(path) || readerOf(path) !== undefined,
  find: (tree, paths) => {
    const installed = readInstalled(tree, paths.filter(isMetadata));
    return gather([installed, readDamaged(tree, paths), ...paths.flatMap((path) => readerOf(path)?.(tree, path) ?? [])]);
  },
};

function readerOf(path: string): ((tree: ByteTree, path: string) => Found) | undefined {
  // A distribution brings its own requirements along, such as `top_level` lists and tests.
  if (path.includes('site-packages/') || path.includes('dist-packages/') || path.includes('node_modules/')) return undefined;
  if (tomlLock.test(path)) return readTomlLock;
  if (pipfileLock.test(path)) return readPipfileLock;
  return isRequirements(path) && !path.includes('.egg-info/') ? readRequirements : undefined;
}
