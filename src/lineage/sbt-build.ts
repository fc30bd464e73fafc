import type { FileTree } from '../base/index.ts';
import type { CommandCall } from '../shell/index.ts';
import { literalOf, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';

const lineComment = /\/\/.*$/gm;
const blockComment = /\/\*[\s\S]*?\*\//g;
const setting = (scope: string, value: string): RegExp => new RegExp(`${scope}(?:publish\\s*/\\s*skip|skip\\s+in\\s+publish)\\s*:=\\s*${value}\\b`, 'm');
const subproject = /\b(?:lazy\s+)?val\s+\w+\s*=\s*\(?\s*(?:project|crossProject|projectMatrix)\b/;

/** Whether a command runs sbt on a build that publishes nothing, whatever task is run; says so in the list of what is not analysed. */
export function keepsAll(machine: Machine, program: string, call: CommandCall): boolean {
  if (program !== 'sbt' || !skipsPublishing(machine.trace.input.files, call.cwd)) return false;
  machine.trace.notRead(call.span, 'build.sbt says that nothing is published (publish / skip)');
  return true;
}

/** The whole of a build says `publish / skip := true`, or its only project does; one of several projects speaks for itself alone. */
function skipsPublishing(files: FileTree, cwd: Text): boolean {
  const folder = literalOf(cwd);
  if (folder === undefined) return false;
  const read = files.read(folder === '' || folder === '.' ? 'build.sbt' : `${folder}/build.sbt`);
  if (read.kind !== 'text') return false;
  const text = read.text.replaceAll(blockComment, '').replaceAll(lineComment, '');
  if (setting('', 'false').test(text)) return false;
  if (setting('^\\s*ThisBuild\\s*/\\s*', 'true').test(text)) return true;
  return setting('^', 'true').test(text) && !subproject.test(text);
}
