import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run, type World } from './recording-host.ts';

/** One little script and what the host has to be told. */
export interface Row {
  readonly what: string;
  readonly script: string;
  readonly calls?: readonly string[];
  readonly writes?: readonly string[];
  readonly problems?: readonly string[];
  readonly world?: World;
  readonly options?: Parameters<typeof run>[2];
}

export function table(name: string, rows: readonly Row[]): void {
  for (const row of rows) {
    test(`${name}: ${row.what}`, () => {
      const result = run(row.script, row.world, row.options);
      if (row.calls !== undefined) assert.deepEqual(result.calls, row.calls);
      if (row.writes !== undefined) assert.deepEqual(result.writes, row.writes);
      assert.deepEqual(result.host.problems, row.problems ?? []);
    });
  }
}
