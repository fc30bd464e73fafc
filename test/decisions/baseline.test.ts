import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError } from '../../src/base/index.ts';
import { readBaseline, renderBaseline } from '../../src/decisions/index.ts';

const read = (text: string): ReadonlySet<string> => readBaseline({ kind: 'text', text, notes: [] }, 'b.json');

test('what is written is read, whatever the names are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (ids) => {
      const text = renderBaseline(ids);
      assert.match(text, /^[\n -~]*$/, 'no character of a name reaches a terminal');
      assert.deepEqual([...read(text)], [...new Set(ids)].toSorted());
    }),
  );
});

test('one finding a line, in an order of its own', () => {
  assert.equal(renderBaseline(['b > x', 'a > y']), renderBaseline(['a > y', 'b > x']));
  assert.equal(renderBaseline(['b > x', 'a > y']), '{\n  "version": 1,\n  "findings": [\n    "a > y",\n    "b > x"\n  ]\n}\n');
});

test('every other file is a coded error that says what to type', () => {
  const table = [
    { what: 'no JSON', text: 'findings:\n', says: /not JSON/ },
    { what: 'a list', text: '[]', says: /no baseline, expected a JSON object/ },
    { what: 'null', text: 'null', says: /no baseline/ },
    { what: 'another version', text: '{"version": 2, "findings": []}', says: /that this version reads/ },
    { what: 'no findings', text: '{"version": 1}', says: /lists no findings/ },
    { what: 'findings of another form', text: '{"version": 1, "findings": [1]}', says: /lists no findings/ },
    { what: 'an unknown key', text: '{"version": 1, "findings": [], "ignore": []}', says: /unknown key "ignore"/ },
  ];
  for (const row of table) {
    assert.throws(
      () => read(row.text),
      (error) => {
        assert.ok(error instanceof SealwrightError, row.what);
        assert.equal(error.code, 'BASELINE_UNREADABLE', row.what);
        assert.match(error.message, row.says, row.what);
        assert.equal(error.details.hint, 'sealwright audit --write-baseline b.json', row.what);
        return true;
      },
    );
  }
  for (const gone of [{ kind: 'missing' }, { kind: 'refused', reason: 'a link that leaves the folder' }] as const)
    assert.throws(() => readBaseline(gone, 'b.json'), { code: 'BASELINE_UNREADABLE' });
});

test('arbitrary text is a baseline or a coded error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        read(text);
      } catch (error) {
        assert.ok(error instanceof SealwrightError && error.code === 'BASELINE_UNREADABLE', String(error));
      }
    }),
  );
});
