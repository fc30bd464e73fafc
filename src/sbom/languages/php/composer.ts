import type { Found } from '../../cataloger.ts';
import { asText, elements, field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage, Hash, PackageUse } from '../../package.ts';
import { readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/** Reads composer.lock and the list that Composer keeps of what it installed. Source: composer/composer, `res/composer-schema.json` and `Package/Locker.php`. */
export function readComposer(tree: ByteTree, path: string, state: 'installed' | 'locked'): Found {
  const read = readJson(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const value = read.value;
  // Composer 1 kept a list alone.
  const all = Array.isArray(value) ? elements(value) : elements(field(value, 'packages'));
  if (!Array.isArray(value) && !Array.isArray(field(value, 'packages'))) return malformed(path, 'it has no list of packages');
  const forDevelopment = new Set(elements(field(value, 'dev-package-names')).flatMap((name) => asText(name) ?? []));
  const packages: FoundPackage[] = [];
  const lists = [
    { list: all, isDevelopment: false },
    { list: elements(field(value, 'packages-dev')), isDevelopment: true },
  ];
  for (const { list, isDevelopment } of lists) {
    for (const one of list) {
      const match = /^([^/]+)\/([^/]+)$/.exec(textField(one, 'name') ?? '');
      if (!isObject(one) || match === null) return malformed(path, 'it has a package without a name of a vendor and its own');
      const use: PackageUse = isDevelopment || forDevelopment.has(match[0]) ? 'development' : 'runtime';
      packages.push({
        key: `${path}#${match[0]}`,
        type: 'composer',
        namespace: match[1],
        name: match[2] ?? '',
        version: textField(one, 'version'),
        state,
        use,
        licences: elements(field(one, 'license')).flatMap((licence) => asText(licence) ?? []),
        hashes: hashesOf(textField(field(one, 'dist'), 'shasum')),
        download: textField(field(one, 'dist'), 'url'),
        homepage: textField(one, 'homepage'),
        foundIn: [path],
        dependsOn: members(field(one, 'require')).map(([name]) => `${path}#${name}`),
      });
    }
  }
  return { packages, problems: [] };
}

function hashesOf(shasum: string | undefined): readonly Hash[] {
  return shasum !== undefined && /^[0-9a-f]{40}$/.test(shasum) ? [{ algorithm: 'sha1', hex: shasum }] : [];
}
