import { nameSet, resolvePath, show, type NameSet, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { baseNames } from './names.ts';

/** The names that a pattern of a script stands for. It stays one, unless the files are known and named by digests: then their names tell more. */
export function globNames(machine: Machine, pattern: NameSet, cwd: Text): NameSet {
  const { files, trace } = machine;
  if (cwd.length === 0 || !pattern.include.every((p) => !show(p).includes('/'))) return pattern;
  const found = files.read(
    nameSet(
      pattern.include.map((p) => resolvePath(cwd, p)),
      pattern.exclude,
    ),
  ).entries;
  const names = found.flatMap((f) => baseNames(f.path).include);
  return names.length > 0 && names.every((name) => trace.meaningsOf(name).some((m) => m.kind === 'digest')) ? nameSet(names) : pattern;
}
