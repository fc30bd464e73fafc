import type { Found } from '../../cataloger.ts';
import { field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/**
 * Reads the libraries of project.assets.json and of *.deps.json. Source: dotnet/sdk, `documentation/specs/runtime-configuration-file.md`;
 * NuGet/NuGet.Client, `NuGet.ProjectModel/LockFile`.
 */
export function readLibraries(tree: ByteTree, path: string, state: 'installed' | 'locked'): Found {
  const read = readJson(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const libraries = field(read.value, 'libraries');
  if (!isObject(libraries)) return malformed(path, 'it has no libraries');
  const needs = needsOf(read.value);
  const packages = members(libraries).flatMap(([named, one]): readonly FoundPackage[] => {
    const match = /^([^/]+)\/([^/]+)$/.exec(named);
    // Projects are of the same build, and references are files without a package.
    const kind = textField(one, 'type')?.toLowerCase();
    if (match === null || (kind !== 'package' && kind !== 'runtimepack')) return [];
    const name = (match[1] ?? '').replace(/^runtimepack\./, '');
    return [
      {
        key: `${path}#${named}`,
        type: 'nuget',
        name,
        version: match[2],
        state,
        foundIn: [path],
        dependsOn: (needs.get(named) ?? []).map((needed) => `${path}#${needed}`),
      },
    ];
  });
  return { packages, problems: [] };
}

/** What each needs under any target, as `Name/1.0.0`. */
function needsOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>();
  for (const [, target] of members(field(value, 'targets'))) {
    // The version that is asked for may be lower than the one that is taken.
    const byName = new Map(members(target).map(([named]) => [named.split('/')[0]?.toLowerCase() ?? '', named]));
    for (const [named, one] of members(target)) {
      const found = members(field(one, 'dependencies')).flatMap(([name]) => byName.get(name.toLowerCase()) ?? []);
      needs.set(named, [...new Set([...(needs.get(named) ?? []), ...found])]);
    }
  }
  return needs;
}
