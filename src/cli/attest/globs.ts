import { limits, type Disk } from '../../base/index.ts';

/** Whether a word names files by a pattern. */
export function isPattern(word: string): boolean {
  return /[*?]/.test(word);
}

/**
 * The files of a pattern, sorted: `*` and `?` stand for what is within one name, `**` for folders, however deep. A dot at the
 * start of a name is written out, as in shells. Gives `too-many` past the bounds.
 */
export function filesOf(pattern: string, disk: Disk): readonly string[] | 'too-many' {
  const parts = pattern.split('/');
  const [first = ''] = parts;
  const isAbsolute = first === '' && parts.length > 1;
  const found = new Set<string>();
  let left: number = limits.maxFolders;
  const walk = (folder: string, rest: readonly string[]): boolean => {
    const [part = '', ...others] = rest;
    const path = (name: string): string => (folder === '' ? name : folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`);
    if (others.length > 0 && !isPattern(part)) return walk(path(part), others);
    if (left-- === 0) return false;
    const names = disk.names(folder === '' ? '.' : folder) ?? [];
    if (part === '**') {
      if (!walk(folder, others.length === 0 ? ['*'] : others)) return false;
      // A link to a folder is not gone through: it may lead in circles.
      return names.every(({ name, kind }) => kind !== 'folder' || name.startsWith('.') || walk(path(name), rest));
    }
    const fits = matcherOf(part);
    for (const { name, kind } of names) {
      if (!fits(name)) continue;
      if (others.length > 0) {
        if ((kind === 'folder' || kind === 'linked-folder') && !walk(path(name), others)) return false;
      } else if (kind === 'file') found.add(path(name));
      if (found.size > limits.maxStatementSubjects) return false;
    }
    return true;
  };
  return walk(isAbsolute ? '/' : '', isAbsolute ? parts.slice(1) : parts) ? [...found].toSorted() : 'too-many';
}

/** Greedy, with one place to come back to: a pattern takes no longer than its length times that of the name. */
function matcherOf(pattern: string): (name: string) => boolean {
  return (name) => {
    if (name.startsWith('.') && !pattern.startsWith('.')) return false;
    let [p, n, star, from] = [0, 0, -1, 0];
    while (n < name.length) {
      if (pattern[p] === '*') [star, from] = [p++, n];
      else if (pattern[p] === '?' || pattern[p] === name[n]) [p, n] = [p + 1, n + 1];
      else if (star >= 0) [p, n] = [star + 1, ++from];
      else return false;
    }
    while (pattern[p] === '*') p++;
    return p === pattern.length;
  };
}
