import { PackageURL } from 'packageurl-js';
import type { FoundPackage } from './package.ts';

/** Returns the package URL of a package, in canonical form; undefined where its parts make none. Source: package-url/purl-spec. */
export function purlOf({
  type,
  namespace,
  name,
  version,
  qualifiers,
}: Pick<FoundPackage, 'type' | 'namespace' | 'name' | 'version' | 'qualifiers'>): string | undefined {
  try {
    return new PackageURL(type, namespace, name, version, qualifiers, undefined).toString();
  } catch {
    return undefined;
  }
}
