import type { Cataloger } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import { readComposer } from './composer.ts';

const lock = /(?:^|\/)composer\.lock$/;
const installed = /(?:^|\/)vendor\/composer\/installed\.json$/;

/** Packages of Composer: installed ones, and those of lock files. */
export const php: Cataloger = {
  id: 'composer',
  reads: 'composer.lock and vendor/composer/installed.json',
  wants: (path) => installed.test(path) || (lock.test(path) && !/(?:^|\/)vendor\//.test(path)),
  find: (tree, paths) => gather(paths.map((path) => readComposer(tree, path, installed.test(path) ? 'installed' : 'locked'))),
};
