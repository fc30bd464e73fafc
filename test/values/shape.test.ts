import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hole, includes, lit, matchesLiteral, nameSet, wild, concat } from '../../src/values/index.ts';

const shapes = [
  'v?\\d+(\\.\\d+){2}',
  '[0-9a-f]{4}',
  'sha256:[0-9a-f]{2,3}',
  '(a|b|cd)*',
  '(?:x+y?)+',
  '[^a-c]',
  '\\w+-\\W',
  'a.c',
  '^ab$',
  '\\$\\{x\\}',
  '[\\]\\-a]+',
  'a{2,}',
  '|a',
  '[\\s\\S]*',
  '\\S+',
  '\\D',
];
const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y', '0', '9', '.', '-', ' ', ':', '$', '{', '}', ']', 'v', '/', 'é'),
  maxLength: 7,
});

test('a value that the shape refuses is refused, and no other', () => {
  for (const shape of shapes) {
    const plain = new RegExp(`^(?:${shape.replace(/^\^/, '').replace(/\$$/, (end, at: number) => (shape[at - 1] === '\\' ? end : ''))})$`);
    fc.assert(
      fc.property(letters, (value) => {
        assert.equal(matchesLiteral(hole('v', { shape }), value), plain.test(value) ? 'unknown' : false, `${shape} on ${value}`);
      }),
      { numRuns: 150 },
    );
  }
});

test('values that fit are not refused', () => {
  const fitting = {
    'v?\\d+(\\.\\d+){2}': 'v1.20.3',
    '[0-9a-f]{4}': '09af',
    '(a|b|cd)*': 'abcd',
    '(?:x+y?)+': 'xxyx',
    '\\w+-\\W': 'a_1- ',
    '[\\]\\-a]+': 'a]-',
  };
  for (const [shape, value] of Object.entries(fitting)) assert.equal(matchesLiteral(hole('v', { shape }), value), 'unknown', shape);
});

test('a shape that cannot be read refuses nothing', () => {
  for (const shape of [
    '(?=a)b',
    '(a)\\1',
    'a\\b',
    '(',
    '[a',
    'a{2',
    '*a',
    'x{3,1}',
    `${'a'.repeat(600)}`,
    '((((((((((((((((((a))))))))))))))))))',
    '(a{999}){999}',
    '\\',
  ]) {
    assert.equal(matchesLiteral(hole('v', { shape }), 'zz/zz'), 'unknown', shape);
  }
});

test('shapes take part in the questions', () => {
  const digest = hole('d', { shape: 'sha256:[0-9a-f]{64}' });
  assert.equal(includes(nameSet([concat(lit('sha256:'), wild('*'))]), nameSet([digest])), true);
  assert.equal(includes(nameSet([concat(lit('sha256:'), wild('?'))]), nameSet([digest])), false);
  assert.equal(includes(nameSet([wild('[0-9]')]), nameSet([hole('n', { shape: '\\d' })])), true);
});
