import type { FileTree } from '../base/index.ts';

const maxLines = 2_000;

/** Whether a `.gitignore` of the checkout names a path, or a folder on it: such a file is in no fresh checkout, and `git add` of its folder leaves it out. */
export function isIgnored(files: FileTree, path: string): boolean {
  const parts = path.split('/');
  const folders = parts.map((_, i) => parts.slice(0, i).join('/'));
  return folders.some((folder) => {
    const read = files.read(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    const lines = read.kind === 'text' ? read.text.split('\n', maxLines) : [];
    return lines.some((line) => {
      const name = line.trim().replaceAll(/^\/|\/$/g, '');
      const [head = '', tail] = name.split('*');
      if (name === '' || /^[#!]/.test(name)) return false;
      const fits = (one: string): boolean => (tail === undefined ? one === name : one.startsWith(head) && one.endsWith(name.slice(name.lastIndexOf('*') + 1)));
      return fits(path.slice(folder === '' ? 0 : folder.length + 1)) || parts.some(fits);
    });
  });
}
