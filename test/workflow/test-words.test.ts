import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testWords } from '../../src/workflow/test-words.ts';

/** An unknown or a wildcard as keys have it. */
const named = (kind: string, name: string): string => `\u0001${kind}${name.length}:${name}`;
const output = named('h', 'release.yml@push:tag/plan/steps.plan/stdout@46.1');

const rows: readonly { readonly what: string; readonly key: string; readonly holds: string; readonly fails: string }[] = [
  { what: 'an equality', key: `equal(${named('h', 'inputs.mode')};full)`, holds: 'inputs.mode is full', fails: 'inputs.mode is not full' },
  { what: 'an equality with nothing', key: `equal(${named('h', '$X')};)`, holds: '$X is empty', fails: '$X is not empty' },
  {
    what: 'a pattern, of a value that another is part of',
    key: `match(${named('h', `strip-prefix refs/tags/(refs/tags/${named('h', 'tag')})`)};v${named('w', '***')})`,
    holds: 'refs/tags/tag is like v*',
    fails: 'refs/tags/tag is not like v*',
  },
  { what: 'something that is there', key: `nonempty(${named('h', 'inputs.name')})`, holds: 'inputs.name is not empty', fails: 'inputs.name is empty' },
  {
    what: 'a field of what a command prints',
    key: `equal(${named('h', `.is_dry(${named('h', `from-json(${output})`)})`)};false)`,
    holds: 'is_dry of the output of a command in release.yml, job plan, step plan is false',
    fails: 'is_dry of the output of a command in release.yml, job plan, step plan is not false',
  },
  {
    what: 'whether a command succeeds',
    key: 'ok:ci.yaml@push:branch/changes/steps.2/status@73.0',
    holds: 'a command in ci.yaml, job changes, step 3 succeeds',
    fails: 'a command in ci.yaml, job changes, step 3 fails',
  },
  { what: 'the opposite', key: `!equal(${named('h', 'inputs.mode')};full)`, holds: 'inputs.mode is not full', fails: 'inputs.mode is full' },
  {
    what: 'several tests: where they stand',
    key: `(!equal(${output};a) && !match(${output};b${named('w', '***')}))`,
    holds: 'a test in release.yml, job plan, step plan holds',
    fails: 'a test in release.yml, job plan, step plan does not hold',
  },
  { what: 'nothing to tell it by', key: 'after(\u0001h3)', holds: 'an earlier test holds', fails: 'an earlier test does not hold' },
];

for (const { what, key, holds, fails } of rows) test(`a test in words: ${what}`, () => assert.deepEqual(testWords(key), { holds, fails }));
