import type { FileItem } from '../lineage/index.ts';
import { literalOf } from '../values/index.ts';

/**
 * Whether the text of a program names one of some files, or a folder that they stand in. A name without an extension
 * is also an ordinary word, and names the file only behind its folder, or where the files stand in no folder.
 */
export function namesFiles(text: string, files: readonly FileItem[], folders: readonly string[]): boolean {
  if (text === '') return false;
  if (folders.some((folder) => folder !== '' && text.includes(folder) && folderIn(folder).test(text))) return true;
  const inRoot = folders.includes('');
  return namesOf(files).some((name) => text.includes(name) && (/\w\.\w/.test(name) ? inText(name) : inRoot ? alone(name) : undefined)?.test(text) === true);
}

function namesOf(files: readonly FileItem[]): readonly string[] {
  return [...new Set(files.flatMap((f) => f.names.include.flatMap((name) => literalOf(name) ?? [])))].filter((name) => name.length > 2);
}

/** `dist/x`, `../dist/x`, `$PWD/dist/x` and `./dist`, `"dist"`, `-C dist` and `cd dist`; not the `dist/` inside another package's path. */
function folderIn(folder: string): RegExp {
  const name = escaped(folder);
  const from = String.raw`(?:^|[^\w/.@-]|(?:^|[^\w.])\.{1,2}/|[})%]/|\$\w+/)`;
  const end = String.raw`(?![\w.-])`;
  const forms = [
    `${from}${name}/`,
    String.raw`(?<![\w.])\.{1,2}/${name}${end}`,
    `(["'\`])(?:\\./)?${name}/?\\1`,
    String.raw`(?:\bcd|(?:^|\s)--?\w[\w-]*)[ =]${name}${end}`,
  ];
  return new RegExp(forms.join('|'), 'm');
}

function inText(name: string): RegExp {
  return new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-]|\\.\\w)`);
}

/** A word that stands alone or behind `./`. */
function alone(name: string): RegExp {
  return new RegExp(`(?:^|[\\s"'\`=(,]|\\./)${escaped(name)}(?=$|[\\s"'\`),;:])`, 'm');
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
