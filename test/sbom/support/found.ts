import { catalogers, describe, type DescribedPackage, type SbomDocument } from '../../../src/sbom/index.ts';
import { memoryTree, type MemoryFile } from './memory-tree.ts';

/** The document of files in memory. */
export function documentOf(files: Readonly<Record<string, MemoryFile>>): SbomDocument {
  return describe({ tree: memoryTree(files), subject: { kind: 'folder', name: 'lens' }, catalogers });
}

/** Package URLs of files in memory, sorted; fails where something could not be read. */
export function purlsOf(files: Readonly<Record<string, MemoryFile>>): readonly string[] {
  const { packages, problems } = documentOf(files);
  if (problems.length > 0) throw new Error(problems.map(({ path, reason }) => `${path}: ${reason}`).join('\n'));
  return packages.map(({ purl, name }) => purl ?? name).sort();
}

/** The package of a document with this package URL. */
export function packageOf({ packages }: SbomDocument, purl: string): DescribedPackage {
  const found = packages.find((one) => one.purl === purl);
  if (found === undefined) throw new Error(`${purl} is not among ${packages.map((one) => one.purl).join(', ')}`);
  return found;
}

/** What a package depends on, as package URLs. */
export function needsOf(document: SbomDocument, purl: string): readonly (string | undefined)[] {
  return packageOf(document, purl).dependsOn.map((id) => document.packages.find((one) => one.id === id)?.purl);
}
