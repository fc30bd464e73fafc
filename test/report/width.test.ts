import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf, cut, fit, pad, wrap } from '../../src/report/width.ts';

test('columns of text', () => {
  const table = [
    { what: 'ASCII', text: 'abc', columns: 3 },
    { what: 'wide characters', text: '版本', columns: 4 },
    { what: 'a combining mark', text: 'e\u0301', columns: 1 },
    { what: 'an emoji', text: '\u{1f600}', columns: 2 },
    { what: 'nothing', text: '', columns: 0 },
  ];
  for (const row of table) assert.equal(columnsOf(row.text), row.columns, row.what);
});

test('cut, pad and wrap keep to their width', () => {
  assert.equal(cut('abcdef', 4), 'abc…');
  assert.equal(cut('abc', 3), 'abc');
  assert.equal(pad('版', 4), '版  ');
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 2, max: 40 }), (text, width) => {
      for (const line of wrap(text, width)) assert.ok(columnsOf(line) <= width);
      assert.ok(columnsOf(cut(text, width)) <= width);
    }),
  );
});

test('fit never loses the mark', () => {
  assert.deepEqual(fit('cosign keyless', '(partly)', 40, 2), ['cosign keyless (partly)']);
  assert.deepEqual(fit('one two three four', '(!)', 5, 2), ['one…', '(!)']);
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 8, max: 30 }), fc.integer({ min: 2, max: 4 }), (text, width, lines) => {
      const shown = fit(text, '(partly)', width, lines);
      assert.ok(shown.length <= lines);
      assert.ok(shown.join(' ').endsWith('(partly)'));
      for (const line of shown) assert.ok(columnsOf(line) <= width, `${line} is wider than ${width}`);
    }),
  );
});
