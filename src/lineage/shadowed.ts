import { concat, hole, lines, lit, literalOf, resolvePath, splitAt, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { checkoutScript } from './replaced.ts';

/** Notes the folders of the checkout that a step puts before all others in which the steps after it look for programs. */
export function addFolders(machine: Machine, written: Text): void {
  for (const one of lines(written)) {
    const folder = folderIn(one, []);
    if (folder !== undefined) machine.programFolders.unshift(folder);
  }
}

/**
 * The script of the checkout that a program's name stands for: one in a folder which comes before those of the runner,
 * by `PATH` as a script set it, or by an earlier step. Hermit's folders hold launchers of the programs themselves.
 */
export function shadowing(machine: Machine, name: string, path: Text | undefined, cwd: Text): Text | undefined {
  if ((path === undefined && machine.programFolders.length === 0) || !/^[\w.+-]+$/.test(name)) return undefined;
  const { files } = machine.trace.input;
  const folder = [...(path === undefined ? [] : firstIn(path, cwd)), ...machine.programFolders].find(
    (one) => files.has(`${one}/${name}`) && !files.has(`${one}/activate-hermit`) && checkoutScript(machine, lit(`${one}/${name}`), []) !== undefined,
  );
  return folder === undefined ? undefined : concat(hole('github.workspace', { label: 'workspace' }), lit(`/${folder}/${name}`));
}

/** The folders of the checkout in a list that stand before the value which the list had. */
function firstIn(path: Text, cwd: Text): readonly string[] {
  const found: string[] = [];
  for (const one of splitAt(path, /:/g)) {
    if (one.length === 1 && one[0]!.kind === 'hole' && /\bPATH$/.test(one[0]!.label)) break;
    const folder = folderIn(one, cwd);
    if (folder !== undefined) found.push(folder);
  }
  return found;
}

function folderIn(text: Text, cwd: Text): string | undefined {
  const folder = literalOf(resolvePath(cwd, text));
  return folder === undefined || folder === '' || /^[/~.]/.test(folder) ? undefined : folder;
}
