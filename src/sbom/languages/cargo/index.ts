import type { Cataloger } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import { mayBeProgram } from '../binary/read.ts';
import { readAuditable } from './auditable.ts';
import { readCargoLock } from './lock.ts';

const lock = /(?:^|\/)Cargo\.lock$/;

/** Crates: of lock files, and those that programs say they were built from. */
export const cargo: Cataloger = {
  id: 'cargo',
  reads: 'Cargo.lock, and the list that cargo-auditable puts into programs',
  wants: (path, file) => lock.test(path) || mayBeProgram(path, file),
  find: (tree, paths) => gather(paths.map((path) => (lock.test(path) ? readCargoLock(tree, path) : readAuditable(tree, path)))),
};
