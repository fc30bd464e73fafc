import type { FileTree } from '../base/index.ts';

/** The recipe of a target of the checkout's makefile: what its lines run, with the makefile's plain variables filled in. */
export interface MakeTarget {
  readonly path: string;
  /** The line of its rule, from 0. */
  readonly line: number;
  readonly text: string;
}

const names = ['GNUmakefile', 'makefile', 'Makefile'];
const maxLength = 400_000;

/** Finds a target of the makefile at the root by its name. */
export function makeTarget(files: FileTree, target: string): MakeTarget | undefined {
  const path = names.find((name) => files.has(name));
  const file = path === undefined ? undefined : files.read(path);
  if (path === undefined || file?.kind !== 'text' || file.text.length > maxLength) return undefined;
  const lines = file.text.split('\n');
  const line = lines.findIndex((one) => one.startsWith(target) && /^\s*:(?!=)/.test(one.slice(target.length)));
  if (target === '' || line === -1) return undefined;
  const end = lines.findIndex((one, i) => i > line && one !== '' && !/^[\t#]/.test(one));
  const recipe = lines.slice(line + 1, end === -1 ? undefined : end).map((one) => one.replace(/^\t[@-]*/, ''));
  return { path, line, text: recipe.map((one) => filled(one, lines)).join('\n') };
}

/** Replaces `$(PYTHON)` by what the makefile sets it to, where that is a word. */
function filled(recipe: string, lines: readonly string[]): string {
  return recipe.replaceAll(/\$[({](\w+)[)}]/g, (whole, name: string) => {
    for (const line of lines) {
      if (!line.startsWith(name)) continue;
      const value = /^\s*(?:[:?]|::)?=\s*([\w./-]+)\s*$/.exec(line.slice(name.length))?.[1];
      if (value !== undefined) return value;
    }
    return whole;
  });
}
