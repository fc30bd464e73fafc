import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { canMeet, leavesOut, meetAtALook, withinAtALook } from '../../src/values/examples.ts';
import { concat, hole, includes, intersects, lit, mayIntersect, nameSet, parseGlob, surelyIncludes, type NameSet, type Text } from '../../src/values/index.ts';
import { holedPattern, setOf } from './arbitrary.ts';

const one = (text: Text): NameSet => nameSet([text]);
const glob = (source: string): NameSet => nameSet(parseGlob(lit(source)));
const name = hole('name');
const any = hole('any', { shape: '[\\s\\S]*' });
const version = hole('version', { shape: '\\d+\\.\\d+' });

describe('what a look tells', () => {
  for (const { what, a, b, meet, within } of [
    { what: 'stars that end differently', a: glob('dist/*.whl'), b: glob('dist/*.tar.gz'), meet: false, within: false },
    { what: 'folders of another depth', a: glob('dist/*.bundle/**'), b: glob('dist/*.whl'), meet: false, within: false },
    { what: 'a star inside another', a: glob('dist/*'), b: glob('dist/app-*'), meet: true, within: true },
    { what: 'an unknown that may be the name', a: glob('dist/app'), b: one(concat(lit('dist/'), name)), meet: 'unknown', within: 'unknown' },
    { what: 'one unknown twice that may be a folder', a: glob('dist/*'), b: one(concat(name, lit('/'), name)), meet: 'unknown', within: 'unknown' },
    { what: 'a prefix that an unknown may have', a: one(concat(lit('v'), version)), b: one(any), meet: 'unknown', within: 'unknown' },
    { what: 'an unknown of digits and a word: the automata say no', a: glob('app'), b: one(version), meet: undefined, within: undefined },
    {
      what: 'the same unknown: the automata say yes',
      a: one(concat(name, lit('.sig'))),
      b: one(concat(name, lit('.sig'))),
      meet: undefined,
      within: undefined,
    },
    { what: 'exclusions', a: nameSet([lit('a')], [lit('b')]), b: one(lit('a')), meet: undefined, within: undefined },
  ] as const) {
    it(what, () => {
      assert.equal(meetAtALook(a, b), meet);
      assert.equal(withinAtALook(a, b), within);
      if (meet !== undefined) assert.equal(intersects(a, b), meet);
      if (within !== undefined) assert.equal(includes(a, b), within);
    });
  }
});

test('a value that leaves a name out is no proof that it is always out', () => {
  assert.equal(leavesOut(glob('dist/app'), one(concat(lit('dist/'), name))), true);
  assert.equal(canMeet(glob('dist/app'), one(concat(lit('dist/'), name))), true);
  assert.equal(leavesOut(glob('dist/*'), one(concat(lit('dist/'), name))), false);
});

test('the short questions say what the whole ones say', () => {
  fc.assert(
    fc.property(setOf(holedPattern), setOf(holedPattern), (a, b) => {
      assert.equal(surelyIncludes(a, b), includes(a, b) === true);
      assert.equal(mayIntersect(a, b), intersects(a, b) !== false);
    }),
    { numRuns: 2_000 },
  );
});
