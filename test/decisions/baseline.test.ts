import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError } from '../../src/base/index.ts';
import { knownTo, readBaseline, renderBaseline, type Baseline } from '../../src/decisions/index.ts';

const read = (text: string): Baseline => readBaseline({ kind: 'text', text, notes: [] }, 'b.json');

test('what is written is read, whatever the names are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (ids) => {
      const text = renderBaseline(new Map(ids.map((id, i) => [id, i % 2 === 0 ? 'low' : 'high 0123456789abcdef'])));
      assert.match(text, /^[\n -~]*$/, 'no character of a name reaches a terminal');
      assert.deepEqual([...read(text).keys()].toSorted(), [...new Set(ids)].toSorted());
      assert.equal(renderBaseline(read(text)), text);
    }),
  );
});

test('one finding a line, in an order of its own', () => {
  const [a, b] = [['a > y', 'low'] as const, ['b > x', 'medium 0123456789abcdef'] as const];
  assert.equal(renderBaseline(new Map([b, a])), renderBaseline(new Map([a, b])));
  assert.equal(renderBaseline(new Map([b, a])), '{\n  "version": 2,\n  "findings": {\n    "a > y": "low",\n    "b > x": "medium 0123456789abcdef"\n  }\n}\n');
});

test('every other file is a coded error that says what to type', () => {
  const table = [
    { what: 'no JSON', text: 'findings:\n', says: /not JSON/ },
    { what: 'a list', text: '[]', says: /no baseline, expected a JSON object/ },
    { what: 'null', text: 'null', says: /no baseline/ },
    { what: 'another version', text: '{"version": 3, "findings": {}}', says: /that this version reads/ },
    { what: 'the first version', text: '{"version": 1, "findings": ["a"]}', says: /does not tell how bad/ },
    { what: 'no findings', text: '{"version": 2}', says: /lists no findings/ },
    { what: 'findings of another form', text: '{"version": 2, "findings": ["a"]}', says: /lists no findings/ },
    { what: 'no severity', text: '{"version": 2, "findings": {"a > b": 1}}', says: /does not tell how bad "a > b" was/ },
    { what: 'an unknown severity', text: '{"version": 2, "findings": {"a > b": "worst"}}', says: /a severity such as/ },
    { what: 'an unknown key', text: '{"version": 2, "findings": {}, "ignore": []}', says: /unknown key "ignore"/ },
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

test('what is worse than it was, or asks something else, is new', () => {
  const table: readonly {
    readonly what: string;
    readonly then: Readonly<Record<string, string>>;
    readonly now: Readonly<Record<string, string>>;
    readonly known: string;
  }[] = [
    { what: 'the same', then: { a: 'low' }, now: { a: 'low' }, known: 'a' },
    { what: 'worse', then: { a: 'low' }, now: { a: 'high' }, known: '' },
    { what: 'less bad', then: { a: 'high' }, now: { a: 'medium' }, known: 'a' },
    { what: 'another command', then: { a: 'low 0123456789abcdef' }, now: { a: 'low fedcba9876543210' }, known: '' },
    { what: 'no command any more', then: { a: 'low 0123456789abcdef' }, now: { a: 'low' }, known: '' },
    { what: 'alike, numbered anew', then: { a: 'low 1', 'a #2': 'low 2' }, now: { a: 'low 2', 'a #2': 'low 1' }, known: 'a, a #2' },
    { what: 'a second one', then: { a: 'low' }, now: { a: 'low', 'a #2': 'low' }, known: 'a' },
    { what: 'a worse one before it', then: { a: 'low' }, now: { a: 'high', 'a #2': 'low' }, known: 'a #2' },
  ];
  for (const row of table) {
    const known = knownTo(new Map(Object.entries(row.then)), new Map(Object.entries(row.now)));
    assert.equal([...known].toSorted().join(', '), row.known, row.what);
  }
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
