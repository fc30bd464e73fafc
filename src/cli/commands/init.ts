import { version } from '../../base/index.ts';
import { printable } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import { firstFiles } from '../init/files.ts';
import type { Machine } from '../machine.ts';
import type { CommandSpec } from '../spec.ts';

export const spec: CommandSpec = {
  name: 'init',
  summary: 'a first configuration, and a workflow that audits',
  about:
    'Writes sealwright.yaml and .github/workflows/sealwright.yml: an audit of each pull request and each push, with the fewest permissions, every action at a full commit and sealwright at this version. A file that is there stays as it is, and what would have been written is shown; --force replaces it. Nothing is written through a link.',
  words: [{ name: 'DIR', about: 'the checkout; default the current folder', required: false, many: false }],
  options: [
    { names: ['dry-run'], about: 'show the files and write nothing' },
    { names: ['force'], about: 'replace files that are there' },
  ],
  examples: [
    { command: 'sealwright init', about: 'begin in the checkout in the current folder' },
    { command: 'sealwright init --dry-run ../lens', about: 'see what would be written in another checkout' },
    { command: 'sealwright init --force', about: 'take the workflow of a new version of sealwright' },
  ],
};

export interface InitOptions {
  readonly kind: 'init';
  readonly folder: string;
  readonly write: 'new' | 'all' | 'nothing';
}

/** Reads the words after `init`. Pure. */
export function parse(argv: readonly string[]): InitOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const [folder = '.'] = read.words;
  if (folder === '') return { kind: 'usage', message: 'DIR is empty', hint: 'sealwright init .' };
  if (read.options.has('dry-run') && read.options.has('force'))
    return { kind: 'usage', message: '--dry-run and --force exclude each other', hint: 'keep one of them' };
  return { kind: 'init', folder, write: read.options.has('dry-run') ? 'nothing' : read.options.has('force') ? 'all' : 'new' };
}

/** Writes the files that are not there, and shows the others. */
export async function run(options: InitOptions, machine: Machine): Promise<Outcome> {
  const { folder, write } = options;
  const tree = machine.openTree(folder);
  const talk = (text: string): void => machine.stderr.write(`${printable(text)}\n`);
  const show = (path: string, text: string): void => machine.stdout.write(`# ${path}\n${text}\n`);
  const files = firstFiles(machine.readGitFacts(folder).defaultBranch);
  // All of them or none.
  if (write !== 'nothing')
    for (const { path, text } of files) if (write === 'all' || tree.read(path).kind === 'missing') machine.writeFirst(folder, path, text, 'look');
  let written = 0;
  for (const { path, text } of files) {
    const there = tree.read(path);
    const isThere = there.kind !== 'missing';
    if (there.kind === 'text' && there.text === text) talk(`${path} is there, as it would be written`);
    else if (write === 'nothing') show(path, text);
    else if (isThere && write === 'new') {
      talk(`${path} is there and stays as it is; --force replaces it with what is shown`);
      show(path, text);
    } else {
      machine.writeFirst(folder, path, text, isThere ? 'replace' : 'keep');
      written++;
      talk(`${path} is written`);
    }
  }
  talk(`the workflow takes sealwright@${version} from npm, which was not asked whether that is released: npm view sealwright@${version} version`);
  if (written > 0) talk('next: sealwright audit, and commit what was written');
  return { kind: 'shown' };
}
