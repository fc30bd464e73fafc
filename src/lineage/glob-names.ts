import { concat, dirname, lit, literalOf, nameSet, resolvePath, show, type NameSet, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { baseNames } from './names.ts';

/**
 * The names that a pattern of a script stands for. It stays one, unless the files are known and their names tell more:
 * names that are digests, and packages of charts, after which a registry calls the chart.
 */
export function globNames(machine: Machine, pattern: NameSet, cwd: Text): NameSet {
  const charts = chartNames(machine, pattern, cwd);
  if (charts !== undefined) return charts;
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

/** The words of a command in which a pattern that stands for the package of one chart is that package. */
export function withChartNames(machine: Machine, words: readonly Text[], cwd: Text): readonly Text[] {
  return words.map((word) => {
    const only = word.some((piece) => piece.kind === 'wild') ? chartNames(machine, nameSet([word]), cwd)?.include : undefined;
    return only?.length === 1 ? only[0]! : word;
  });
}

/** The packages that a pattern stands for, where all of them are charts of a known name. */
function chartNames(machine: Machine, pattern: NameSet, cwd: Text): NameSet | undefined {
  const out: Text[] = [];
  for (const one of pattern.include) {
    const last = one.at(-1);
    if (last?.kind !== 'lit' || !last.text.endsWith('.tgz')) return undefined;
    const { entries } = machine.files.read(nameSet([resolvePath(cwd, one)], pattern.exclude));
    const folder = dirname(one);
    for (const { entry, item } of entries) {
      const names = baseNames(entry.path).include;
      if (machine.trace.batches.get(item.batch)?.by !== 'helm package' || names.some((name) => name[0]?.kind !== 'lit')) return undefined;
      out.push(...names.map((name) => concat(folder, lit('/'), name)));
    }
  }
  return out.length === 0 ? undefined : nameSet(out);
}

/** Whether a file or folder is surely there: in the checkout, or made by a step; that it is not is never sure. */
export function isThere(machine: Machine, path: Text, cwd: Text): true | 'unknown' {
  const full = resolvePath(cwd, path);
  const name = literalOf(full);
  if (name !== undefined && (machine.trace.input.files.has(name) || machine.trace.input.files.hasFolder(name))) return true;
  return machine.files.read(nameSet([full])).entries.some((e) => e.certain) ? true : 'unknown';
}
