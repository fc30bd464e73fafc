import type { Cataloger } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import { readGemfileLock } from './gemfile-lock.ts';
import { readGemspec } from './gemspec.ts';

const gemspec = /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/;
const lock = /(?:^|\/)(?:Gemfile|gems)\.lock(?:ed)?$/;

/** Gems: installed ones by their specifications, and those of lock files. */
export const ruby: Cataloger = {
  id: 'ruby',
  reads: 'specifications of installed gems, and Gemfile.lock',
  wants: (path) => gemspec.test(path) || (lock.test(path) && !path.includes('/gems/')),
  find: (tree, paths) => gather(paths.map((path) => (gemspec.test(path) ? readGemspec(tree, path) : readGemfileLock(tree, path)))),
};
