import type { Origin } from '../../lineage/index.ts';

interface WithOrigin {
  readonly origin: Origin;
}

type Key = 'run' | 'entry' | 'workflow' | 'file';

const known = new WeakMap<readonly WithOrigin[], Map<Key, ReadonlyMap<string, readonly WithOrigin[]>>>();

/** The records of one run, entry or workflow, or of those that stand in one file, in their order: a checkout of many workflows has too many records to go through for each. */
export function recordsOf<T extends WithOrigin>(records: readonly T[], key: Key, value: string): readonly T[] {
  const byKey = known.get(records) ?? new Map<Key, ReadonlyMap<string, readonly WithOrigin[]>>();
  known.set(records, byKey);
  const groups = byKey.get(key) ?? Map.groupBy(records, ({ origin }) => (key === 'file' ? origin.at.file : origin[key]));
  byKey.set(key, groups);
  return (groups.get(value) ?? []) as readonly T[];
}
