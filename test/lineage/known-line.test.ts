import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandRow } from '../../src/catalog/index.ts';
import { knownLine } from '../../src/lineage/known-line.ts';
import { hole, lit, wild } from '../../src/values/index.ts';

const rows: readonly CommandRow[] = [];

test('one line of literals is looked up once, however its words were put together', () => {
  const first = knownLine([lit('cosign'), lit('sign-blob'), lit('a.zip')], rows);
  assert.equal(knownLine([lit('cosign'), lit('sign-blob'), lit('a.zip')], rows), first);
  assert.equal(first.match?.program, 'cosign');
});

test('lines that differ only in where their words end are two lines', () => {
  const whole = knownLine([lit('cosign sign-blob'), lit('a')], rows);
  const apart = knownLine([lit('cosign'), lit('sign-blob'), lit('a')], rows);
  assert.notEqual(whole, apart);
  assert.equal(whole.match, undefined);
  assert.notEqual(knownLine([lit('echo'), lit(''), lit('x')], rows), knownLine([lit('echo'), lit('x'), lit('')], rows));
  // A word that looks like the end of one and the start of the next.
  assert.notEqual(knownLine([lit('a1:b')], rows), knownLine([lit('a'), lit('b')], rows));
});

test('a line that holds something unknown is looked up each time', () => {
  for (const word of [hole('matrix.name'), wild('*')]) {
    const line = [lit('cosign'), lit('sign-blob'), word];
    assert.notEqual(knownLine(line, rows), knownLine(line, rows));
  }
});

test("another catalog has its own answers: a user's row comes first", () => {
  const own: readonly CommandRow[] = [
    { kind: 'command', program: 'cosign', words: [], flags: [], roles: ['none'], effects: [], source: { url: 'https://example.com/', checked: null } },
  ];
  const line = [lit('cosign'), lit('sign-blob'), lit('a')];
  assert.notEqual(knownLine(line, own).match?.row, knownLine(line, rows).match?.row);
});
