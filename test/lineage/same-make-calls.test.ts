import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileTree } from '../../src/base/index.ts';
import { follow } from '../../src/lineage/follow/follow.ts';
import { hole, lit, type Text } from '../../src/values/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

const makefile = `
VERSION ?= 1
HEAD := $(shell git rev-parse HEAD)
pack:
\ttar -cf lantern-$(VERSION).tar .
\techo $(HEAD)
`;

/** The scripts of `make pack`, and which variables were asked for. */
function pack(files: FileTree, set: Readonly<Record<string, Text>>, head: Text): { readonly scripts: readonly string[]; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const followed = follow({
    words: [lit('make'), lit('pack')],
    cwd: '',
    files,
    env: (name) => {
      asked.push(name);
      return set[name];
    },
    told: () => head,
  });
  assert.equal(followed.kind, 'scripts');
  return { scripts: followed.kind === 'scripts' ? followed.scripts.map((one) => one.script) : [], asked };
}

test('a call that is told the same gives the same scripts, and asks again for all that they rest on', () => {
  const files = memoryTree({ Makefile: makefile });
  const first = pack(files, { VERSION: lit('2') }, lit('abc'));
  assert.deepEqual(first.scripts, ['tar -cf lantern-2.tar .', 'echo abc']);
  const again = pack(files, { VERSION: lit('2') }, lit('abc'));
  assert.deepEqual(again.scripts, first.scripts);
  assert.ok(again.asked.includes('VERSION'));
});

test('a call that is told something else gives other scripts', () => {
  const files = memoryTree({ Makefile: makefile });
  const scripts = [
    pack(files, {}, lit('abc')),
    pack(files, { VERSION: lit('2') }, lit('abc')),
    pack(files, { VERSION: lit('2') }, lit('def')),
    pack(files, { VERSION: hole('v', { label: 'v' }) }, lit('abc')),
  ].map((one) => one.scripts.join('; '));
  assert.equal(new Set(scripts).size, 4, scripts.join(' | '));
});
