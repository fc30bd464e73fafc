import type { Cataloger, Found } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { mayBeProgram } from '../binary/read.ts';
import { readModFile } from './mod-file.ts';
import { readProgram } from './program.ts';
import { readVendored } from './vendored.ts';

const vendored = /(?:^|\/)vendor\/modules\.txt$/;
const sumFile = /(?:^|\/)go\.sum$/;
const modFile = /(?:^|\/)go\.mod$/;
// Modules as they were downloaded: what each of them asks for is not what was built.
const cached = /(?:^|\/)pkg\/mod\//;

/** Modules of Go: of go.mod, vendored ones, and those that programs were linked from. */
export const go: Cataloger = {
  id: 'go',
  reads: 'go.mod, go.sum, vendor/modules.txt, and the build information in programs of ELF, Mach-O and PE',
  wants: (path, file) => ((modFile.test(path) || sumFile.test(path)) && !cached.test(path)) || vendored.test(path) || mayBeProgram(path, file),
  // Sums are read with the file that they are beside.
  find: (tree, paths) => gather(paths.filter((path) => !sumFile.test(path)).map((path) => readerOf(path)(tree, path))),
};

function readerOf(path: string): (tree: ByteTree, path: string) => Found {
  if (modFile.test(path)) return readModFile;
  return vendored.test(path) ? readVendored : readProgram;
}
