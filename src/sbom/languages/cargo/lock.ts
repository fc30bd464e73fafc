import type { Found } from '../../cataloger.ts';
import { asText, elements, field, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readToml } from '../../structured.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';

/** Reads Cargo.lock of versions 1 to 4, with the members of the workspace. Source: rust-lang/cargo, `src/cargo/core/resolver/encode.rs`. */
export function readCargoLock(tree: ByteTree, path: string): Found {
  const read = readToml(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const lock = read.value;
  const list = [...elements(field(lock, 'package')), ...(field(lock, 'root') === undefined ? [] : [field(lock, 'root')])];
  if (list.length === 0 && field(lock, 'version') === undefined) return malformed(path, 'it is no lock file of Cargo');
  const byName = Map.groupBy(list, (one) => textField(one, 'name') ?? '');
  const packages: FoundPackage[] = [];
  for (const one of list) {
    const name = textField(one, 'name') ?? '';
    const version = textField(one, 'version') ?? '';
    if (!/^[A-Za-z0-9_][\w-]*$/.test(name) || version === '')
      return malformed(path, `it has a package ${JSON.stringify(name.slice(0, 80))} without a name or version`);
    const source = textField(one, 'source');
    // The first version has digests in a table of their own.
    const checksum = textField(one, 'checksum') ?? textField(field(lock, 'metadata'), `checksum ${name} ${version} (${source})`);
    packages.push({
      key: `${path}#${name} ${version}${source === undefined ? '' : ` (${source})`}`,
      type: 'cargo',
      name,
      version,
      state: 'locked',
      hashes: checksum !== undefined && /^[0-9a-f]{64}$/.test(checksum) ? [{ algorithm: 'sha256', hex: checksum }] : [],
      download: source !== undefined && source.startsWith('git+') ? source.replace(/#.*$/, '') : undefined,
      foundIn: [path],
      dependsOn: elements(field(one, 'dependencies')).flatMap((needed) => keyOf(asText(needed) ?? '', path, byName) ?? []),
    });
  }
  return { packages, problems: [] };
}

/** `name`, `name version` or `name version (source)`: as much as tells it apart. */
function keyOf(needed: string, path: string, byName: ReadonlyMap<string, readonly unknown[]>): string | undefined {
  const [name = '', version, source] = needed.split(' ');
  const found = byName
    .get(name)
    ?.find((one) => (version === undefined || textField(one, 'version') === version) && (source === undefined || `(${textField(one, 'source')})` === source));
  const from = textField(found, 'source');
  return found === undefined ? undefined : `${path}#${textField(found, 'name')} ${textField(found, 'version')}${from === undefined ? '' : ` (${from})`}`;
}
