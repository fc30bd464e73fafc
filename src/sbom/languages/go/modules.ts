import { asText } from '../../fields.ts';
import type { FoundPackage } from '../../package.ts';

/** A module at a version; none of one that is built from where it lies. */
export interface Module {
  readonly path: string;
  readonly version: string | undefined;
}

/** A path of a module. Source: Go modules reference, "Module paths". */
export function isModulePath(path: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9._~+!-]+)*$/.test(path) && asText(path) !== undefined;
}

/** A version that names something: `(devel)` does not. */
export function versionOf(text: string | undefined): string | undefined {
  return text !== undefined && /^v\d[\w.+-]*$/.test(text) ? text : undefined;
}

/** A module in the parts of its package URL. */
export function partsOf(path: string): Pick<FoundPackage, 'namespace' | 'name'> {
  const cut = path.lastIndexOf('/');
  return cut === -1 ? { namespace: undefined, name: path } : { namespace: path.slice(0, cut), name: path.slice(cut + 1) };
}
