import type { ByteTree, Opened, Problem } from '../../../src/sbom/index.ts';
import { startsProgram } from '../../../src/sbom/tree/program-start.ts';

/** What stands at a path: contents, or the target of a link. */
export type MemoryFile = string | Uint8Array | { readonly link: string } | { readonly executable: Uint8Array };

/** A tree of files in memory. Links lead to paths of the tree. */
export function memoryTree(files: Readonly<Record<string, MemoryFile>>, problems: readonly Problem[] = []): ByteTree {
  const paths = Object.keys(files).sort();
  const bytesOf = (file: MemoryFile): Uint8Array | undefined => {
    if (typeof file === 'string') return Buffer.from(file);
    if (file instanceof Uint8Array) return file;
    return 'executable' in file ? file.executable : undefined;
  };
  const resolve = (path: string, hops = 0): string | undefined => {
    if (hops > 8) return undefined;
    const steps = path.split('/');
    for (let i = 1; i <= steps.length; i += 1) {
      const file = files[steps.slice(0, i).join('/')];
      if (typeof file === 'object' && 'link' in file) return resolve([file.link, ...steps.slice(i)].join('/'), hops + 1);
    }
    return path in files || paths.some((one) => one.startsWith(`${path}/`)) ? path : undefined;
  };
  return {
    paths: () => paths,
    names: (folder) => {
      const real = folder === '' ? '' : `${resolve(folder) ?? folder}/`;
      return [...new Set(paths.filter((path) => path.startsWith(real)).map((path) => path.slice(real.length).split('/')[0] ?? ''))].sort();
    },
    entry: (path) => {
      const file = files[path];
      if (file === undefined) return paths.some((one) => one.startsWith(`${path}/`)) ? { kind: 'folder' } : undefined;
      const bytes = bytesOf(file);
      if (bytes === undefined) return { kind: 'link', target: (file as { readonly link: string }).link };
      return { kind: 'file', size: bytes.length, isExecutable: typeof file === 'object' && 'executable' in file, isProgram: startsProgram(bytes) };
    },
    open: (path): Opened => {
      const real = resolve(path);
      const bytes = real === undefined || files[real] === undefined ? undefined : bytesOf(files[real]);
      return bytes === undefined
        ? { kind: 'missing' }
        : { kind: 'file', bytes: { size: bytes.length, at: (offset, length) => bytes.subarray(offset, offset + length) } };
    },
    resolve,
    problems: () => problems,
  };
}
