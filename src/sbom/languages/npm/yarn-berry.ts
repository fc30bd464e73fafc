import type { Found } from '../../cataloger.ts';
import { field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readYaml } from '../../structured.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { partsOf } from './manifest.ts';
import { sourceOf } from './source.ts';

/**
 * Reads yarn.lock of Yarn 2 and later. Its checksums are of archives that Yarn makes, and not of what is published: they
 * are left out. Source: yarnpkg/berry, `packages/yarnpkg-core/sources/Project.ts`.
 */
export function readYarnBerry(tree: ByteTree, path: string): Found {
  const read = readYaml(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const [lock] = read.value;
  if (!isObject(lock)) return malformed(path, 'it is no object');
  const entries = members(lock).filter(([key]) => key !== '__metadata');
  const byDescriptor = new Map(entries.flatMap(([key]) => key.split(/,\s*/).map((descriptor) => [descriptor, key] as const)));
  const unclear = entries.find(([, value]) => resolutionOf(value) === null);
  if (unclear !== undefined) return malformed(path, `its entry ${JSON.stringify(unclear[0].slice(0, 100))} has no resolution that is understood`);
  const packages = entries.flatMap(([key, value]): readonly FoundPackage[] => {
    const resolution = resolutionOf(value);
    // Members of a workspace have no version of their own here.
    if (resolution === null || resolution[2] === 'workspace') return [];
    return [
      {
        key: `${path}#${key}`,
        type: 'npm',
        ...partsOf(resolution[1] ?? ''),
        version: textField(value, 'version'),
        state: 'locked',
        elsewhere: /^(?:npm|patch|virtual)$/.test(resolution[2] ?? '')
          ? undefined
          : sourceOf(textField(value, 'resolution')?.slice((resolution[1] ?? '').length + 1)),
        foundIn: [path],
        dependsOn: members(field(value, 'dependencies')).flatMap(([name, range]) => {
          if (typeof range !== 'string') return [];
          const found = byDescriptor.get(`${name}@${range}`) ?? byDescriptor.get(`${name}@npm:${range}`);
          return found === undefined ? [] : `${path}#${found}`;
        }),
      },
    ];
  });
  return { packages, problems: [] };
}

/** What an entry came to: a name, and how it was reached. */
function resolutionOf(value: unknown): RegExpExecArray | null {
  return /^((?:@[^/@]+\/)?[^/@]+)@([^:]+):/.exec(textField(value, 'resolution') ?? '');
}
