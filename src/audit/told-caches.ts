import type { FileTree } from '../base/index.ts';
import type { Unit } from '../surfaces/index.ts';

const maxRead = 400;

/**
 * Whether strangers are told to take what a job pushes to a binary cache of Nix: the flake names it as a substituter, or
 * a document does. One that nobody is told of spares the project's own jobs work. True of every other place.
 */
export function isToldCache(files: FileTree, documents: readonly string[], unit: Unit): boolean {
  const cache = unit.place === 'channel' ? /^(?:(.*)\.cachix\.org) \(Nix\)$/.exec(unit.names[0] ?? '')?.[1] : undefined;
  if (cache === undefined) return true;
  if (!/^[\w.-]+$/.test(cache)) return false;
  const told = new RegExp(`(?<![\\w-])${cache.replaceAll('.', '\\.')}\\.cachix\\.org(?![\\w-])|\\bcachix use ${cache.replaceAll('.', '\\.')}(?![\\w-])`);
  return ['flake.nix', ...documents.slice(0, maxRead)].some((path) => {
    const read = files.read(path);
    return read.kind === 'text' && told.test(read.text);
  });
}
