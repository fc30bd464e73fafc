import type { Found } from '../../cataloger.ts';
import { failed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { isModulePath, partsOf, versionOf, type Module } from './modules.ts';

/** Reads which modules lie in a folder of vendored ones. Source: Go modules reference, "Vendoring". */
export function readVendored(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const packages = read.value.split('\n').flatMap((line): readonly FoundPackage[] => {
    const module = moduleOf(line);
    return module === undefined
      ? []
      : [{ key: `${path}#${module.path}`, type: 'golang', ...partsOf(module.path), version: module.version, state: 'installed', foundIn: [path] }];
  });
  return { packages, problems: [] };
}

/** `# path version`, with `=> path [version]` behind it where another takes its place; a replacement without a use has no version in front. */
function moduleOf(line: string): Module | undefined {
  const [mark, path = '', version, arrow, by = '', byVersion] = line.trimEnd().split(' ');
  if (mark !== '#' || !isModulePath(path) || versionOf(version) === undefined) return undefined;
  if (arrow !== '=>') return { path, version };
  return isModulePath(by) && versionOf(byVersion) !== undefined ? { path: by, version: byVersion } : { path, version: undefined };
}
