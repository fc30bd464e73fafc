import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { test } from 'node:test';
import fc from 'fast-check';
import { spool } from '../../src/cli/ports/spool.ts';
import { catalogers, describe, openLayers, openZip, singleFile, type ByteTree, type Wants } from '../../src/sbom/index.ts';
import { inPieces } from '../support/oci-layout.ts';
import { tarOfMembers, type TarMember } from '../support/tar-members.ts';
import { zipOf } from '../support/zip-files.ts';
import { documentOf, needsOf, purlsOf } from './support/found.ts';
import { buildInfoOf, elfOf, firstAddress, machOOf, oldBuildInfoOf, peOf } from './support/programs.ts';

const lines = [
  'path\texample.com/lens/cmd/lens',
  'mod\texample.com/lens\t(devel)\t',
  'dep\tgolang.org/x/sys\tv0.20.0\th1:abc=',
  'dep\texample.com/old\tv1.0.0',
  '=>\texample.com/new/v2\tv2.1.0\th1:def=',
  'dep\texample.com/beside\tv1.0.0',
  '=>\t../beside\t(devel)\t',
  'build\t-compiler=gc',
].join('\n');

const modules = [
  'pkg:golang/example.com/beside',
  'pkg:golang/example.com/lens',
  'pkg:golang/example.com/new/v2@v2.1.0',
  'pkg:golang/golang.org/x/sys@v0.20.0',
  'pkg:golang/stdlib@1.22.1',
];
const program = (executable: Uint8Array): Readonly<Record<string, { readonly executable: Uint8Array }>> => ({ 'bin/lens': { executable } });

test('modules of a program of Go, in each form of executable and both layouts', () => {
  const info = buildInfoOf('go1.22.1', lines);
  const files = {
    elf: elfOf([
      { name: '.text', bytes: Buffer.alloc(40) },
      { name: '.go.buildinfo', bytes: info },
    ]),
    'elf without a section of its own': elfOf([{ name: '.x', bytes: info }]),
    'old elf': elfOf([{ name: '.go.buildinfo', bytes: oldBuildInfoOf('go1.22.1', lines, { address: firstAddress, order: 'little' }) }]),
    'old elf of the other byte order': elfOf(
      [{ name: '.go.buildinfo', bytes: oldBuildInfoOf('go1.22.1', lines, { address: firstAddress, order: 'big' }) }],
      'big',
    ),
    'mach-o': machOOf([{ name: '__go_buildinfo', bytes: info }]),
    pe: peOf([{ name: '.data', bytes: Buffer.concat([Buffer.alloc(64), info]) }]),
  };
  for (const [name, file] of Object.entries(files)) assert.deepEqual(purlsOf(program(file)), modules, name);
  const fat = Buffer.alloc(0x2000 + files['mach-o'].length);
  fat.writeUInt32BE(0xcafebabe, 0);
  fat.writeUInt32BE(1, 4);
  fat.writeUInt32BE(0x2000, 16);
  fat.writeUInt32BE(files['mach-o'].length, 20);
  files['mach-o'].copy(fat, 0x2000);
  assert.deepEqual(purlsOf(program(fat)), modules);
  const document = documentOf(program(files.elf));
  assert.equal(needsOf(document, 'pkg:golang/example.com/lens').length, 4);
  assert.ok(document.packages.every((one) => one.state === 'linked'));
});

test('a program is one by its first bytes, wherever the bit that says so was lost', async (t) => {
  const bytes = elfOf([{ name: '.go.buildinfo', bytes: buildInfoOf('go1.22.1', lines) }]);
  const wants: Wants = (path, file) => catalogers.some((one) => one.wants(path, file));
  const found = (tree: ByteTree): readonly (string | undefined)[] =>
    describe({ tree, subject: { kind: 'folder', name: 'lens' }, catalogers })
      .packages.map(({ purl }) => purl)
      .sort();
  const layers = async (members: readonly TarMember[], by: number): Promise<ByteTree> => {
    const archive = tarOfMembers(members);
    const open = await openLayers({ layers: [{ name: 'a', pieces: () => inPieces(archive, by) }], marks: 'none', wants, spool });
    assert.ok(open.kind === 'open', JSON.stringify(open));
    t.after(open.close);
    return open.tree;
  };
  const zip = (stored: boolean): ByteTree => {
    const archive = zipOf([
      { name: 'lens', body: bytes, ...(stored ? { stored } : {}) },
      { name: 'notes', body: 'x'.repeat(1_000) },
    ]);
    const open = openZip({ size: archive.length, at: (offset, length) => archive.subarray(offset, offset + length) }, 'a.zip');
    assert.ok(open.kind === 'open', JSON.stringify(open));
    return open.tree;
  };
  assert.deepEqual(purlsOf({ 'bin/lens': bytes }), modules);
  assert.deepEqual(purlsOf({ 'bin/lens.go': { executable: bytes } }), modules);
  assert.deepEqual(purlsOf({ 'bin/lens.go': bytes }), []);
  for (const by of [3, 512, 100_000])
    assert.deepEqual(
      found(
        await layers(
          [
            { name: 'notes', body: 'x'.repeat(1_000) },
            { name: 'lens', body: bytes, mode: 0o644 },
            { name: 'last', body: 'y' },
          ],
          by,
        ),
      ),
      modules,
    );
  for (const stored of [true, false]) assert.deepEqual(found(zip(stored)), modules);
  const at = (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length);
  for (const name of ['lens', 'lens.go', 'lens.gz'])
    assert.deepEqual(found(singleFile(name, { size: bytes.length, isExecutable: false, bytes: { at } })), modules);
});

test('a program of C has no modules, and a script is not opened', () => {
  assert.deepEqual(purlsOf(program(elfOf([{ name: '.text', bytes: Buffer.alloc(600) }]))), []);
  assert.deepEqual(purlsOf(program(Buffer.concat([Buffer.from('#!/bin/sh\n'), Buffer.alloc(600, 0x20)]))), []);
});

test('crates that a program says it was built from', () => {
  const list = {
    packages: [
      { name: 'serde', version: '1.0.0', source: 'crates.io' },
      { name: 'lens', version: '0.1.0', source: 'local', root: true, dependencies: [0, 2] },
      { name: 'cc', version: '1.1.0', source: 'crates.io', kind: 'build' },
    ],
  };
  const section = { name: '.dep-v0', bytes: deflateSync(JSON.stringify(list)) };
  for (const file of [elfOf([section]), machOOf([section]), peOf([section])]) {
    const document = documentOf(program(file));
    assert.deepEqual(
      document.packages.map((one) => [one.purl, one.state]),
      [
        ['pkg:cargo/cc@1.1.0', 'locked'],
        ['pkg:cargo/lens@0.1.0', 'linked'],
        ['pkg:cargo/serde@1.0.0', 'linked'],
      ],
    );
    assert.deepEqual(needsOf(document, 'pkg:cargo/lens@0.1.0'), ['pkg:cargo/cc@1.1.0', 'pkg:cargo/serde@1.0.0']);
  }
});

test('a list of crates that cannot be read, and headers that lie, are problems', () => {
  for (const bytes of [Buffer.from('not packed'), deflateSync('{}'), deflateSync('{"packages":[{"name":"../x","version":"1"}]}')])
    assert.deepEqual(
      documentOf(program(elfOf([{ name: '.dep-v0', bytes }]))).problems.map((one) => one.code),
      ['BINARY_MALFORMED'],
    );
  const cut = elfOf([{ name: '.text', bytes: Buffer.alloc(600) }]).subarray(0, 0x1100);
  assert.deepEqual(new Set(documentOf(program(cut)).problems.map((one) => one.code)), new Set(['BINARY_MALFORMED']));
});

test('whatever bytes a program has, it is described or a problem', () => {
  const whole = elfOf([
    { name: '.go.buildinfo', bytes: buildInfoOf('go1.22.1', lines) },
    { name: '.dep-v0', bytes: deflateSync('{"packages":[{"name":"a","version":"1"}]}') },
  ]);
  const pe = peOf([{ name: '.data', bytes: buildInfoOf('go1.22.1', lines) }]);
  const macho = machOOf([{ name: '__go_buildinfo', bytes: buildInfoOf('go1.22.1', lines) }]);
  fc.assert(
    fc.property(
      fc.constantFrom(whole, pe, macho),
      fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { minLength: 1, maxLength: 8 }),
      (file, changes) => {
        const changed = Buffer.from(file);
        // Most of a file is contents: headers are where it hurts.
        for (const { at, byte } of changes) changed[at % 2 === 0 ? at % 256 : at % changed.length] = byte;
        const { packages, problems } = documentOf(program(changed));
        assert.ok(packages.length + problems.length >= 0);
      },
    ),
    { numRuns: 300 },
  );
});
