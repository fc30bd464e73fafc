import type { Cataloger } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import { readCargoLock } from './lock.ts';

/** Crates of lock files. */
export const cargo: Cataloger = {
  id: 'cargo',
  reads: 'Cargo.lock',
  wants: (path) => /(?:^|\/)Cargo\.lock$/.test(path),
  find: (tree, paths) => gather(paths.map((path) => readCargoLock(tree, path))),
};
