import type { Cataloger } from '../../cataloger.ts';
import { gather } from '../../gather.ts';
import { mayBeProgram } from '../binary/read.ts';
import { readModFile } from './mod-file.ts';
import { readProgram } from './program.ts';

const modFile = /(?:^|\/)go\.mod$/;
// Modules as they were downloaded: what each of them asks for is not what was built.
const cached = /(?:^|\/)pkg\/mod\//;

/** Modules of Go: of go.mod, and those that programs were linked from. */
export const go: Cataloger = {
  id: 'go',
  reads: 'go.mod, go.sum, and the build information in programs of ELF, Mach-O and PE',
  wants: (path, file) => ((modFile.test(path) || /(?:^|\/)go\.sum$/.test(path)) && !cached.test(path)) || mayBeProgram(path, file),
  find: (tree, paths) =>
    gather(paths.filter((path) => !path.endsWith('go.sum')).map((path) => (modFile.test(path) ? readModFile(tree, path) : readProgram(tree, path)))),
};
