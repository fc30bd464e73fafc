import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTags } from '../../src/audit/scripted-tags.ts';
import { memoryTree } from '../support/memory-tree.ts';

const tags = (files: Readonly<Record<string, string>>): readonly (readonly [string, boolean])[] =>
  scriptedTags(memoryTree(files)).map((tag) => [tag.command, tag.signed]);

test('a tag that a script makes with its words in a list', () => {
  assert.deepEqual(tags({ 'scripts/release.js': "await run('git', ['tag', `v${next}`])\n" }), [['git tag `v${next}`])', false]]);
  assert.deepEqual(tags({ 'scripts/release.ts': 'spawn("git", [\n  "tag", "-s", version,\n]);\n' }), [['git tag -s version', true]]);
  assert.deepEqual(tags({ 'scripts/release.js': "exec('git', ['tag', '--list'])\nexec('git', ['tags'])\n// run('git', ['tag', x])\n" }), []);
});
