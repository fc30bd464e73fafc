import type { Found } from '../../cataloger.ts';
import { asText, elements, field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { sourceOf } from './source.ts';
import { isName } from './names.ts';

/** Reads Pipfile.lock. Source: pypa/pipfile, README, "Pipfile.lock". */
export function readPipfileLock(tree: ByteTree, path: string): Found {
  const read = readJson(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const lock = read.value;
  if (!isObject(lock) || !isObject(field(lock, '_meta'))) return malformed(path, 'it is no lock file of Pipenv');
  const groups = members(lock).filter(([group]) => group !== '_meta');
  const unclear = groups.flatMap(([, list]) => members(list)).find(([name]) => !isName(name));
  if (unclear !== undefined) return malformed(path, `it has a package with the name ${JSON.stringify(unclear[0].slice(0, 80))}`);
  const packages = groups.flatMap(([group, list]) =>
    members(list).flatMap(([name, one]): readonly FoundPackage[] => {
      const digests = elements(field(one, 'hashes')).flatMap((text) => /^sha256:([0-9a-f]{64})$/.exec(asText(text) ?? '')?.[1] ?? []);
      const [digest] = digests;
      return [
        {
          key: `${path}#${group}#${name}`,
          type: 'pypi',
          name,
          version: /^===?(.+)$/.exec(textField(one, 'version') ?? '')?.[1],
          state: 'locked',
          use: group === 'default' ? 'runtime' : 'development',
          elsewhere: sourceOf(one),
          hashes: digest === undefined || digests.length > 1 ? [] : [{ algorithm: 'sha256', hex: digest }],
          foundIn: [path],
        },
      ];
    }),
  );
  return { packages, problems: [] };
}
