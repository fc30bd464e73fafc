interface OfRun {
  readonly origin: { readonly run: string };
}

const byRun = new WeakMap<readonly OfRun[], { readonly count: number; readonly runs: ReadonlyMap<string, readonly OfRun[]> }>();

/** The records of one run, in their order: a checkout of many workflows has many runs, and a unit is asked about in its own. */
export function ofRun<T extends OfRun>(records: readonly T[], run: string): readonly T[] {
  let known = byRun.get(records);
  if (known === undefined || known.count !== records.length) {
    known = { count: records.length, runs: Map.groupBy(records, (record) => record.origin.run) };
    byRun.set(records, known);
  }
  return (known.runs.get(run) ?? []) as readonly T[];
}
