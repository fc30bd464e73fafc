import type { Found } from '../../cataloger.ts';
import { failed } from '../../gather.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { readYarnBerry } from './yarn-berry.ts';
import { readYarnClassic } from './yarn-classic.ts';

/** Reads yarn.lock, of the first Yarn or of those after it: their files say which. */
export function readYarnLock(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  return /^__metadata:/m.test(read.value) ? readYarnBerry(tree, path) : readYarnClassic(read.value, path);
}
