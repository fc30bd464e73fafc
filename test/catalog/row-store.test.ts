import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionRows } from '../../src/catalog/actions/index.ts';
import { commandRows } from '../../src/catalog/commands/index.ts';
import { storeOfRows, storeOfText, textsOfRows } from '../../src/catalog/row-store.ts';

describe('rows as text', () => {
  const rows = storeOfRows(actionRows, commandRows);
  const texts = textsOfRows(actionRows, commandRows);
  const text = storeOfText(texts.index, (start, end) => texts.rows.slice(start, end));

  it('give the row of every action and alias, one object for each', () => {
    for (const row of actionRows) {
      for (const name of [row.uses, ...(row.aliases ?? [])].map((one) => one.toLowerCase())) {
        assert.deepEqual(text.action(name), rows.action(name), name);
        assert.equal(text.action(name), text.action(name), name);
      }
    }
  });

  it('give the lines of every program in the same order', () => {
    for (const program of new Set(commandRows.flatMap((row) => [row.program, ...(row.aliases ?? []).map((line) => line.split(' ')[0]!)]))) {
      assert.deepEqual(
        text.commands(program)?.map(({ words, row }) => ({ words, row })),
        rows.commands(program)?.map(({ words, row }) => ({ words, row })),
        program,
      );
    }
  });

  for (const { what, name } of [
    { what: 'no name', name: '' },
    { what: 'a name that is not there', name: 'acme/none' },
    { what: 'the start of a name', name: 'docker/build-push' },
    { what: 'a name across two lines of the index', name: 'docker/login-action\t0 0\na docker/setup-buildx-action' },
  ]) {
    it(`know nothing of ${what}`, () => {
      assert.equal(text.action(name), undefined);
      assert.equal(text.commands(name), undefined);
    });
  }
});
