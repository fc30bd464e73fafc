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

test('a tag of a command with options before its name, and over several lines', () => {
  assert.deepEqual(tags({ 'build_tools/release.sh': 'git -c "user.signingKey=$who" \\\n    tag --sign --message="Out" "$version"\n' }), [
    ['git -c user.signingKey=$who tag --sign --message= Out $version', true],
  ]);
  assert.deepEqual(tags({ 'scripts/release.sh': "git -C lib -c user.name='A B' tag -a v1\n" }), [['git -C lib -c user.name= A B tag -a v1', false]]);
  assert.deepEqual(tags({ 'scripts/release.sh': 'git -c a=b push origin tag v1\ngit -C lib tag --list\n' }), []);
});
