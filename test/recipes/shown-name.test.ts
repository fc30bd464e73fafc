import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternsOfShown } from '../../src/recipes/shown-name.ts';
import { show } from '../../src/values/index.ts';

const rows: readonly (readonly [string, readonly string[]])[] = [
  ['lamp.tar.gz', ['lamp.tar.gz']],
  ['lamp-{version}.zip', ['lamp-*.zip']],
  ['lamp-{sed s|v(.*)| of {version}}.zip', ['lamp-*.zip']],
  ['{lamp-{version},wick}.zip', ['lamp-*.zip', 'wick.zip']],
  ['lamp-{output of cut -d x, of date}.zip', ['lamp-*.zip']],
  ['lamp*.{zip,tar}', ['lamp*.zip', 'lamp*.tar']],
  ['lamp-{version.zip', ['lamp-{version.zip']],
];

for (const [name, patterns] of rows) {
  test(`the shown name ${name} is read back as ${patterns.join(' and ')}`, () => {
    assert.deepEqual(patternsOfShown(name).map(show), patterns);
  });
}
