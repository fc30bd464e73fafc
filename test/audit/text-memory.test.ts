import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembered, TextMemory } from '../../src/base/index.ts';
import { audit, defaultConfig } from '../../src/index.ts';
import { loadRepo, type Texts } from '../support/little-repo.ts';
import { memoryTree } from '../support/memory-tree.ts';

test('a function is asked once for a text, and again for another one', () => {
  let asked = 0;
  const length = (_path: string, text: string): number => {
    asked++;
    return text.length;
  };
  const path = (own: string): string => own;
  const memory = new TextMemory();
  assert.equal(remembered(memory, length, 'a', 'one'), 3);
  assert.equal(remembered(memory, length, 'a', 'one'), 3);
  assert.equal(asked, 1);
  assert.equal(remembered(memory, length, 'b', 'one'), 3, 'another file may be read otherwise');
  assert.equal(remembered(memory, path, 'a', 'one'), 'a', 'another function');
  assert.equal(remembered(memory, length, 'a', 'other'), 5);
  assert.equal(remembered(memory, length, 'a', 'one'), 3);
  assert.equal(asked, 4);
  assert.equal(remembered(undefined, length, 'a', 'one'), 3);
  assert.equal(asked, 5);
});

test('an audit that remembers an earlier one says what it would say without', () => {
  const before = loadRepo('seed-before').texts;
  const after = loadRepo('seed-after').texts;
  const memory = new TextMemory();
  const git = { host: 'github.com', owner: 'vidscore', repo: 'vidscore', commit: null, date: null, tags: [], defaultBranch: 'main' };
  const reportOf = (texts: Texts, rest: { readonly memory?: TextMemory }): string =>
    JSON.stringify(audit({ files: memoryTree(texts), folderName: 'vidscore', git, config: defaultConfig, resolve: new Map(), ...rest }).report);
  const first = reportOf(before, { memory });
  assert.equal(first, reportOf(before, {}));
  assert.equal(reportOf(after, { memory }), reportOf(after, {}));
  assert.equal(reportOf(before, { memory }), first);
  assert.notEqual(reportOf(after, {}), first);
});
