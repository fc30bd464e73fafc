import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from './support/found.ts';
import type { MemoryFile } from './support/memory-tree.ts';

const notesOf = (files: Readonly<Record<string, MemoryFile>>): readonly string[] => documentOf(files).notes;

test('a manifest without a lock file is told, and not taken for an empty one', () => {
  const asks = '{"dependencies":{"a":"^1"}}';
  assert.deepEqual(notesOf({ 'package.json': asks }), ['what package.json asks for, as no file says which packages that came to']);
  assert.deepEqual(documentOf({ 'package.json': asks }).unnamed, ['package.json']);
  assert.deepEqual(notesOf({ 'package.json': '{"name":"lens"}' }), []);
  assert.deepEqual(notesOf({ 'composer.json': '{"require":{"php":">=8","ext-json":"*"}}' }), []);
  assert.deepEqual(notesOf({ 'a/package.json': asks, 'package-lock.json': '{"lockfileVersion":3,"packages":{}}' }), []);
  assert.deepEqual(notesOf({ 'package.json': asks, 'node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"b":"1"}}' }), []);
  for (const [path, nothing, something] of [
    ['Cargo.toml', '[package]\nname = "a"\n', '[dependencies]\nb = "1"\n'],
    ['pyproject.toml', '[tool.black]\nline-length = 100\n', '[project]\ndependencies = ["b"]\n'],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3"\n', '[tool.poetry.dependencies]\nb = "1"\n'],
    ['pom.xml', '<project/>', '<dependency><groupId>b</groupId></dependency>'],
    ['Gemfile', "source 'https://rubygems.org'\n", "gem 'b'\n"],
    ['vcpkg.json', '{"name":"a"}', '{"dependencies":["b"]}'],
  ] as const)
    assert.deepEqual([notesOf({ [path]: nothing }).length, documentOf({ [path]: something }).unnamed], [0, [path]], path);
  const toDevelop = documentOf({ 'package.json': '{"devDependencies":{"a":"1"}}' });
  assert.deepEqual([toDevelop.notes.length, toDevelop.unnamed], [1, []]);
});

test('lock files of a kind that is not read are told', () => {
  assert.deepEqual(notesOf({ 'app/bun.lock': '' }), ['app/bun.lock, a file of Bun']);
});
