import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openZip } from '../../src/sbom/tree/zip.ts';
import type { ByteTree, RandomBytes } from '../../src/sbom/tree/byte-tree.ts';
import { zipOf, type ZipMember } from '../support/zip-files.ts';

function randomOf(bytes: Uint8Array): RandomBytes {
  return { size: bytes.length, at: (offset, length) => bytes.subarray(offset, offset + length) };
}

function treeOf(bytes: Uint8Array): ByteTree {
  const found = openZip(randomOf(bytes), 'x.zip');
  assert.ok(found.kind === 'open', JSON.stringify(found));
  return found.tree;
}

function textAt(tree: ByteTree, path: string): string {
  const file = tree.open(path);
  return file.kind === 'file' ? Buffer.from(file.bytes.at(0, file.bytes.size)).toString() : file.kind === 'missing' ? 'missing' : `refused: ${file.reason}`;
}

const members: readonly ZipMember[] = [
  { name: 'lens-1.dist-info/METADATA', body: 'Name: lens\n'.repeat(100) },
  { name: 'META-INF/', body: '' },
  { name: 'META-INF/MANIFEST.MF', body: 'Manifest-Version: 1.0\n', stored: true },
  { name: 'bin/tool', body: 'tool', mode: 0o100755 },
  { name: 'empty' },
  { name: 'link', body: 'bin/tool', mode: 0o120777 },
];

for (const { what, bytes } of [
  { what: 'plain', bytes: zipOf(members) },
  { what: 'with sizes of 64 bits', bytes: zipOf(members, { large: true }) },
  { what: 'with a script in front', bytes: zipOf(members, { before: '#!/bin/sh\nexit 0\n' }) },
  { what: 'with a script in front and sizes of 64 bits', bytes: zipOf(members, { before: '#!/bin/sh\nexit 0\n', large: true }) },
  { what: 'with a comment', bytes: zipOf(members, { comment: 'PK\u0005\u0006 is how it ends' }) },
]) {
  test(`a zip archive is a tree: ${what}`, () => {
    const tree = treeOf(bytes);
    assert.deepEqual(tree.paths(), ['META-INF/MANIFEST.MF', 'bin/tool', 'empty', 'lens-1.dist-info/METADATA', 'link']);
    assert.equal(textAt(tree, 'lens-1.dist-info/METADATA'), 'Name: lens\n'.repeat(100));
    assert.equal(textAt(tree, 'META-INF/MANIFEST.MF'), 'Manifest-Version: 1.0\n');
    assert.equal(textAt(tree, 'empty'), '');
    assert.equal(textAt(tree, 'link'), 'tool');
    const tool = tree.entry('bin/tool');
    assert.ok(tool?.kind === 'file' && tool.isExecutable);
    assert.deepEqual(tree.problems(), []);
  });
}

const whole = zipOf(members);
const unread: readonly { readonly what: string; readonly bytes: Uint8Array; readonly said: RegExp }[] = [
  { what: 'nothing', bytes: Buffer.alloc(0), said: /no zip/ },
  { what: 'its end cut off', bytes: whole.subarray(0, whole.length - 1), said: /no zip/ },
  { what: 'its beginning cut off', bytes: whole.subarray(10), said: /where it says|not where/ },
  {
    what: 'two members in one place',
    bytes: zipOf([
      { name: 'a', body: 'x' },
      { name: 'a', body: 'x', claim: { offset: 0 } },
    ]),
    said: /over each other/,
  },
  { what: 'a member over the directory', bytes: zipOf([{ name: 'a', body: 'x', claim: { packedSize: 60 } }]), said: /over the directory/ },
  { what: 'another name in its header', bytes: zipOf([{ name: 'a', headerName: 'b', body: 'x' }]), said: /another name/ },
  { what: 'a member outside', bytes: zipOf([{ name: 'a', body: 'x', claim: { offset: 1_000_000 } }]), said: /cut short/ },
  { what: 'a member where none is', bytes: zipOf([{ name: 'a', body: 'x', claim: { offset: 3 } }]), said: /not where/ },
];

for (const { what, bytes, said } of unread) {
  test(`a zip archive is not read: ${what}`, () => {
    const found = openZip(randomOf(bytes), 'x.zip');
    assert.ok(found.kind === 'unreadable');
    assert.equal(found.problem.code, 'ARCHIVE_MALFORMED');
    assert.match(found.problem.reason, said);
  });
}

const unopened: readonly { readonly what: string; readonly member: ZipMember; readonly said: RegExp }[] = [
  { what: 'a wrong sum', member: { name: 'a', body: 'x', claim: { sum: 1 } }, said: /cannot be unpacked/ },
  { what: 'a size that is too small', member: { name: 'a', body: 'xyz', claim: { size: 2 } }, said: /cannot be unpacked/ },
  { what: 'a size that is too large', member: { name: 'a', body: 'xyz', claim: { size: 4 } }, said: /cannot be unpacked/ },
  { what: 'a size that nothing unpacks to', member: { name: 'a', body: 'xyz', claim: { size: 100_000 } }, said: /not what it says/ },
  { what: 'a size past all bounds', member: { name: 'a', body: 'xyz', claim: { size: 0xfffffff0 } }, said: /at most/ },
  { what: 'a stored size that lies', member: { name: 'a', body: 'xyz', stored: true, claim: { size: 2 } }, said: /not what it says/ },
  { what: 'encryption', member: { name: 'a', body: 'x', claim: { flags: 1 } }, said: /encrypted/ },
  { what: 'another packing', member: { name: 'a', body: 'x', claim: { method: 93 } }, said: /93/ },
];

for (const { what, member, said } of unopened) {
  test(`a file of a zip archive is not opened: ${what}`, () => assert.match(textAt(treeOf(zipOf([member])), 'a'), said));
}

test('names that lead out, or stand twice, are told', () => {
  const tree = treeOf(zipOf([{ name: '../a' }, { name: 'b', body: '1' }, { name: 'b', body: '2' }]));
  assert.deepEqual(tree.paths(), ['b']);
  assert.equal(tree.problems().length, 2);
});

test('any change of an archive gives a tree or a coded problem, and files that open or are refused', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = Buffer.from(whole);
      for (const { at, value } of changes) bytes[at] = value;
      const found = openZip(randomOf(bytes), 'x.zip');
      if (found.kind === 'unreadable') assert.match(found.problem.code, /^ARCHIVE_/);
      else
        for (const path of found.tree.paths()) {
          assert.ok(!path.startsWith('/') && !path.split('/').includes('..'));
          textAt(found.tree, path);
        }
    }),
    { numRuns: 500 },
  );
});
