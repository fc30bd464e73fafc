import type { Found } from '../../cataloger.ts';
import { isObject, textField } from '../../fields.ts';
import type { FoundPackage } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import { problem, readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { licencesOf, needsOf, partsOf } from './manifest.ts';

/** The manifest of a package that lies in a folder of packages, and in none of its own folders. */
const manifestPath = /(?:^|\/)node_modules\/((?:@[^/.][^/]*\/)?[^/.@][^/]*)\/package\.json$/;

/** Of a package as it is published, unpacked: its folder has this name always. */
const packedPath = 'package/package.json';

/** Whether a path is the manifest of an installed package. */
export function isInstalledManifest(path: string): boolean {
  return path === packedPath || manifestPath.test(path);
}

/** Packages that are there, by their manifests. Keys are the paths of those. */
export function readInstalled(tree: ByteTree, paths: readonly string[]): Found {
  const packages: FoundPackage[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const read = readJson(tree, path);
    const checked = read.kind === 'read' && !isObject(read.value) ? problem('MANIFEST_MALFORMED', path, 'it is no object') : read;
    if (checked.kind === 'problem') {
      problems.push(checked.problem);
      continue;
    }
    const manifest = checked.value;
    packages.push({
      key: path,
      type: 'npm',
      ...partsOf(textField(manifest, 'name') ?? manifestPath.exec(path)?.[1] ?? ''),
      version: textField(manifest, 'version'),
      state: 'installed',
      licences: licencesOf(manifest),
      homepage: textField(manifest, 'homepage'),
      foundIn: [path],
      dependsOn: needsOf(manifest).flatMap((name) => whereFound(tree, path, name) ?? []),
    });
  }
  return { packages, problems };
}

/** The manifest that Node finds for a name from a package: in its own folder of packages, then in those around it. */
function whereFound(tree: ByteTree, path: string, name: string): string | undefined {
  let folder = path.slice(0, -'/package.json'.length);
  for (;;) {
    if (!folder.endsWith('node_modules')) {
      const found = tree.resolve(`${folder === '' ? '' : `${folder}/`}node_modules/${name}/package.json`);
      if (found !== undefined) return found;
    }
    if (folder === '') return undefined;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
  }
}
