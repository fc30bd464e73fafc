import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupedUnread } from '../../src/report/unread.ts';

test('what was not analysed for one reason stands together, where the first of it stood', () => {
  const at = (path: string, line: number | null, reason: string) => ({ path, line, reason });
  assert.deepEqual(groupedUnread([at('a', 1, 'x'), at('a', 2, 'y'), at('b', null, 'x')]), [
    {
      reason: 'x',
      places: [
        { path: 'a', line: 1 },
        { path: 'b', line: null },
      ],
    },
    { reason: 'y', places: [{ path: 'a', line: 2 }] },
  ]);
  assert.deepEqual(groupedUnread([]), []);
});
