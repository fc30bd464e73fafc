import type { Found } from '../../cataloger.ts';
import { field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/**
 * Reads packages.lock.json. Its digests leave a package's signature out, so they are of no file that is published: they
 * are left out. Source: NuGet/NuGet.Client, `NuGet.ProjectModel/ProjectLockFile`.
 */
export function readPackagesLock(tree: ByteTree, path: string): Found {
  const read = readJson(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const frameworks = field(read.value, 'dependencies');
  if (!isObject(frameworks)) return malformed(path, 'it has no dependencies');
  const packages = members(frameworks).flatMap(([framework, list]) =>
    members(list).flatMap(([name, one]): readonly FoundPackage[] =>
      textField(one, 'type') === 'Project'
        ? []
        : [
            {
              key: `${path}#${framework}#${name.toLowerCase()}`,
              type: 'nuget',
              name,
              version: textField(one, 'resolved'),
              state: 'locked',
              foundIn: [path],
              dependsOn: members(field(one, 'dependencies')).map(([needed]) => `${path}#${framework}#${needed.toLowerCase()}`),
            },
          ],
    ),
  );
  return { packages, problems: [] };
}
