import type { FileRead, FileTree } from '../../src/base/index.ts';

/** Compares as `git ls-files` does: by the bytes of the UTF-8 form. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * A checkout held in memory, for tests. Keys are paths relative to the root; `refused` names paths that exist and
 * are not read, with the reason.
 */
export function memoryTree(files: Readonly<Record<string, string>>, refused: Readonly<Record<string, string>> = {}): FileTree {
  const texts = new Map(Object.entries(files));
  const paths = [...texts.keys()].sort(byBytes);
  const filesIn = new Map<string, string[]>([['', []]]);
  const foldersIn = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = '';
    for (const part of parts) {
      foldersIn.get(folder)?.add(part);
      folder = folder === '' ? part : `${folder}/${part}`;
      if (!foldersIn.has(folder)) foldersIn.set(folder, new Set());
      if (!filesIn.has(folder)) filesIn.set(folder, []);
    }
    filesIn.get(folder)?.push(name);
  }
  return {
    list: () => paths,
    has: (path) => texts.has(path),
    hasFolder: (path) => foldersIn.has(path) && (path === '' ? paths.length > 0 : true),
    folder: (path) => [...(filesIn.get(path) ?? [])].sort(byBytes),
    folders: (path) => [...(foldersIn.get(path) ?? [])].sort(byBytes),
    read: (path): FileRead => {
      const reason = refused[path];
      if (reason !== undefined) return { kind: 'refused', reason };
      const text = texts.get(path);
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text, notes: [] };
    },
    refused: () => Object.entries(refused).map(([path, reason]) => ({ path, reason })),
  };
}
