import type { FileRead } from '../base/index.ts';
import type { Checkout } from './checkout.ts';

/** Returns a reader of whole texts by the paths that a report names; null for a file that is not there or not text. */
export function textReader(checkout: Pick<Checkout, 'files' | 'resolve'>): (path: string) => string | null {
  return (path) => {
    const found = readPlace(checkout, path);
    return found.kind === 'text' ? found.text : null;
  };
}

/** Reads a file of the checkout, or of the checkout that stands for the repository with whose name its path begins. */
function readPlace(checkout: Pick<Checkout, 'files' | 'resolve'>, path: string): FileRead {
  for (const [name, tree] of checkout.resolve) {
    const repository = `${name.slice(0, name.lastIndexOf('@')).toLowerCase()}/`;
    if (path.toLowerCase().startsWith(repository)) return tree.read(path.slice(repository.length));
  }
  return checkout.files.read(path);
}
