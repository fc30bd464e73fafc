import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionWords } from '../../src/workflow/index.ts';

/** An unknown as keys have it. */
const named = (name: string): string => `\u0001h${name.length}:${name}`;
const printed = named('charts.yml@push:branch/release/steps.push/stdout@56.11');
const loop = 'loop:charts.yml@push:branch/release/steps.push/loop@49.1';
const plan = JSON.stringify([`equal(${named('release.yml@push:tag/plan/steps.plan/stdout@4.1')};dry)`]);

const rows: readonly { readonly what: string; readonly key: string; readonly words: string }[] = [
  { what: 'a key that says all is kept', key: "not (secrets.KEY == '')", words: "not (secrets.KEY == '')" },
  {
    what: 'a value of which one way is nothing',
    key: `{one of {inputs.name}, by nonempty(${named('inputs.name')})} is set`,
    words: 'inputs.name is not empty',
  },
  {
    what: 'a value that a loop makes',
    key: `{one of , {one of {sed(${printed})}, by ${loop}} by ok:charts.yml@push:branch/release/steps.push/status@57.0} is set`,
    words: 'a value of charts.yml, job release, step push is set',
  },
  {
    what: 'a choice inside of a text',
    key: `not (type=image,push={one of false, true by if:${plan}} holds push=true)`,
    words: 'not (type=image,push=… holds push=true)',
  },
  { what: 'a key that was cut, with its fingerprint', key: `lens:{one of {sed(${printed}… #476b60b2a1c0 is set`, words: 'lens:… is set' },
  { what: 'a name with its position', key: `{release.yml@push:tag/plan/steps.plan/$OUT@12.4} is out/lens`, words: '$OUT is out/lens' },
  { what: 'a choice of words', key: '{one of a, b by x} matches v*', words: '{one of a, b by x} matches v*' },
  { what: 'a choice that nothing tells', key: `{one of a, b by ${named('x')}} matches v*`, words: 'a value that is not known matches v*' },
  { what: 'a test of a script', key: `!nonempty(${named('inputs.name')})`, words: 'inputs.name is empty' },
  { what: 'a long value', key: `${'word '.repeat(60)}{one of a, b by ${named('x')}} is set`, words: `${'word '.repeat(32)}… is set` },
];

for (const { what, key, words } of rows) test(`a condition in words: ${what}`, () => assert.equal(conditionWords(key), words));
