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
  assert.equal(notesOf({ 'Cargo.toml': '', 'pom.xml': '' }).length, 2);
});

test('lock files of a kind that is not read are told', () => {
  assert.deepEqual(notesOf({ 'app/bun.lock': '' }), ['app/bun.lock, a file of Bun']);
});
