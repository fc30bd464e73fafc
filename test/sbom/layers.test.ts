import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { limits } from '../../src/base/index.ts';
import { spool } from '../../src/cli/ports/spool.ts';
import { openLayers, type ByteTree, type Wants } from '../../src/sbom/index.ts';
import { inPieces } from '../support/oci-layout.ts';
import { paxMember, tarOfMembers, type TarMember } from '../support/tar-members.ts';

type Packed = (bytes: Buffer) => Uint8Array;

async function opened(layers: readonly Uint8Array[], options: { readonly marks?: 'whiteouts' | 'none'; readonly wants?: Wants } = {}) {
  return await openLayers({
    layers: layers.map((bytes, i) => ({ name: `layer-${i}`, pieces: () => inPieces(bytes) })),
    marks: options.marks ?? 'whiteouts',
    wants: options.wants ?? (() => true),
    spool,
  });
}

async function treeOf(layers: readonly (readonly TarMember[])[], options: Parameters<typeof opened>[1] & { readonly pack?: Packed } = {}): Promise<ByteTree> {
  const pack: Packed = options.pack ?? ((bytes) => bytes);
  const found = await opened(
    layers.map((members) => pack(tarOfMembers(members))),
    options,
  );
  assert.equal(found.kind, 'open', JSON.stringify(found));
  assert.ok(found.kind === 'open');
  return found.tree;
}

function textAt(tree: ByteTree, path: string): string {
  const file = tree.open(path);
  return file.kind === 'file' ? Buffer.from(file.bytes.at(0, file.bytes.size)).toString() : file.kind === 'missing' ? 'missing' : `refused: ${file.reason}`;
}

test('a tree has the files of its layers, packed in any way that images have', async () => {
  const big = Buffer.alloc(300_000, 'abc');
  const packs: readonly Packed[] = [
    (bytes) => bytes,
    gzipSync,
    zstdCompressSync,
    (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
  ];
  for (const pack of packs) {
    const tree = await treeOf(
      [
        [
          { name: './etc/os-release', body: 'ID=lens\n' },
          { name: 'big', body: big },
          { name: 'a/b/', type: '5' },
        ],
      ],
      { pack },
    );
    assert.deepEqual(tree.paths(), ['big', 'etc/os-release']);
    assert.equal(textAt(tree, 'etc/os-release'), 'ID=lens\n');
    assert.equal(textAt(tree, 'big'), big.toString());
    assert.deepEqual(tree.names('a'), ['b']);
    assert.deepEqual(tree.problems(), []);
  }
});

const base: readonly TarMember[] = [
  { name: 'usr/lib/a', body: 'a' },
  { name: 'usr/lib/b', body: 'b' },
  { name: 'opt/x/one', body: '1' },
  { name: 'opt/x/two', body: '2' },
  { name: 'lib', type: '2', target: 'usr/lib' },
];

const squashes: readonly {
  readonly what: string;
  readonly upper: readonly TarMember[];
  readonly paths: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
}[] = [
  { what: 'a file is taken away', upper: [{ name: 'usr/lib/.wh.a' }], paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/b'] },
  { what: 'a folder is taken away whole', upper: [{ name: 'opt/.wh.x' }], paths: ['lib', 'usr/lib/a', 'usr/lib/b'] },
  {
    what: 'an opaque folder hides what is below, and not what its own layer puts there before the mark',
    upper: [{ name: 'opt/x/three', body: '3' }, { name: 'opt/x/.wh..wh..opq' }],
    paths: ['lib', 'opt/x/three', 'usr/lib/a', 'usr/lib/b'],
  },
  {
    what: 'what is taken away and put back in one layer is the new one',
    upper: [{ name: 'usr/lib/a', body: 'new' }, { name: 'usr/lib/.wh.a' }],
    paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/a', 'usr/lib/b'],
    texts: { 'usr/lib/a': 'new' },
  },
  { what: 'a mark finds its file through a link', upper: [{ name: 'lib/.wh.a' }], paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/b'] },
  {
    what: 'a file is written through a link',
    upper: [{ name: 'lib/c', body: 'c' }],
    paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/a', 'usr/lib/b', 'usr/lib/c'],
    texts: { 'lib/c': 'c', 'usr/lib/c': 'c' },
  },
  {
    what: 'a file takes the place of a folder',
    upper: [{ name: 'opt/x', body: 'file' }],
    paths: ['lib', 'opt/x', 'usr/lib/a', 'usr/lib/b'],
    texts: { 'opt/x': 'file' },
  },
  { what: 'a folder takes the place of a link', upper: [{ name: 'lib', type: '5' }], paths: ['opt/x/one', 'opt/x/two', 'usr/lib/a', 'usr/lib/b'] },
  { what: 'a folder keeps what is in it', upper: [{ name: 'opt/x', type: '5' }], paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/a', 'usr/lib/b'] },
  {
    what: 'a second name of a file of a layer below',
    upper: [{ name: 'again', type: '1', target: 'usr/lib/a' }, { name: 'usr/lib/.wh.b' }],
    paths: ['again', 'lib', 'opt/x/one', 'opt/x/two', 'usr/lib/a'],
    texts: { again: 'a' },
  },
  { what: 'a device hides a file', upper: [{ name: 'usr/lib/a', type: '3' }], paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/b'] },
  {
    what: 'a mark for what is not there',
    upper: [{ name: 'nowhere/.wh.a' }, { name: '.wh..wh.plnk' }],
    paths: ['lib', 'opt/x/one', 'opt/x/two', 'usr/lib/a', 'usr/lib/b'],
  },
];

for (const { what, upper, paths, texts = {} } of squashes) {
  test(`layers: ${what}`, async () => {
    const tree = await treeOf([base, upper]);
    assert.deepEqual(tree.paths(), paths);
    for (const [path, text] of Object.entries(texts)) assert.equal(textAt(tree, path), text);
    assert.deepEqual(tree.problems(), []);
  });
}

test('an archive that is no image has no marks', async () => {
  const tree = await treeOf([[{ name: '.wh.a', body: 'x' }]], { marks: 'none' });
  assert.deepEqual(tree.paths(), ['.wh.a']);
});

const links: readonly { readonly what: string; readonly path: string; readonly to: string | undefined }[] = [
  { what: 'one step', path: 'lib/a', to: 'usr/lib/a' },
  { what: 'with the root as root', path: 'absolute', to: 'usr/lib/a' },
  { what: 'above the root is the root', path: 'out', to: 'usr/lib/a' },
  { what: 'in a circle', path: 'round', to: undefined },
  { what: 'to nothing', path: 'dangling', to: undefined },
  { what: 'to a folder', path: 'lib', to: 'usr/lib' },
  { what: 'through a file', path: 'usr/lib/a/b', to: undefined },
];

test('links are followed within the tree and never out of it', async () => {
  const tree = await treeOf([
    [
      ...base,
      { name: 'absolute', type: '2', target: '/lib/a' },
      { name: 'out', type: '2', target: '../../../../usr/lib/a' },
      { name: 'round', type: '2', target: 'round2' },
      { name: 'round2', type: '2', target: './round' },
      { name: 'dangling', type: '2', target: '/etc/passwd' },
    ],
  ]);
  for (const { what, path, to } of links) assert.equal(tree.resolve(path), to, what);
});

test('long names and sizes of GNU and pax', async () => {
  const long = `${'folder/'.repeat(30)}file`;
  const tree = await treeOf([
    [
      { name: long, body: 'gnu' },
      paxMember({ path: 'pax-é', mtime: '1.5', 'SCHILY.xattr.user.x': 'y' }),
      { name: 'short', body: 'pax' },
      paxMember({ size: '3' }),
      { name: 'sized', body: 'abc', size: 3 },
      paxMember({ linkpath: long }),
      { name: 'link', type: '2', target: 'x' },
      paxMember({ comment: 'made by hand' }, 'g'),
      { name: 'after', body: 'after' },
    ],
  ]);
  assert.deepEqual(tree.paths(), ['after', long, 'link', 'pax-é', 'sized']);
  assert.equal(textAt(tree, 'link'), 'gnu');
  assert.equal(textAt(tree, 'sized'), 'abc');
});

const refusedMembers: readonly { readonly what: string; readonly members: readonly TarMember[]; readonly said: RegExp; readonly paths?: readonly string[] }[] =
  [
    { what: 'a name that leads out', members: [{ name: '../../etc/passwd', body: 'x' }, { name: 'ok' }], said: /out of the archive/, paths: ['ok'] },
    { what: 'a step back in a name', members: [{ name: 'a/../b', body: 'x' }, { name: 'ok' }], said: /out of the archive/, paths: ['ok'] },
    { what: 'a name too long', members: [{ name: 'a'.repeat(5_000) }], said: /too long/, paths: [] },
    { what: 'folders without end', members: [{ name: 'a/'.repeat(300) }], said: /too deep/, paths: [] },
    {
      what: 'one name twice',
      members: [
        { name: 'a', body: '1' },
        { name: './a', body: '2' },
      ],
      said: /later one counts/,
      paths: ['a'],
    },
    { what: 'a second name of nothing', members: [{ name: 'a', type: '1', target: 'b' }], said: /not there/, paths: [] },
    { what: 'a second name that leads out', members: [{ name: 'a', type: '1', target: '../b' }], said: /not there/, paths: [] },
    {
      what: 'a file below a file',
      members: [
        { name: 'a', body: '1' },
        { name: 'a/b', body: '2' },
      ],
      said: /no folder/,
      paths: ['a'],
    },
    {
      what: 'a sparse file of pax',
      members: [paxMember({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'real' }), { name: 'GNUSparse/real', body: 'x' }],
      said: /sparse/,
      paths: [],
    },
  ];

for (const { what, members, said, paths } of refusedMembers) {
  test(`a member is told and left out: ${what}`, async () => {
    const tree = await treeOf([members]);
    assert.deepEqual(tree.paths(), paths);
    assert.equal(tree.problems().length, 1);
    assert.match(tree.problems()[0]?.reason ?? '', said);
  });
}

test('a layer in which nothing changed is an archive with its end alone', async () => {
  for (const nothing of [new Uint8Array(1_024), gzipSync(new Uint8Array(1_024))]) {
    const found = await opened([tarOfMembers([{ name: 'a', body: 'a' }]), nothing]);
    assert.ok(found.kind === 'open', JSON.stringify(found));
    assert.deepEqual(found.tree.paths(), ['a']);
  }
});

const good = tarOfMembers([
  { name: 'a', body: 'a'.repeat(2_000) },
  { name: 'b', body: 'b' },
]);
const unreadable: readonly { readonly what: string; readonly bytes: Uint8Array; readonly code: string }[] = [
  { what: 'nothing', bytes: new Uint8Array(), code: 'ARCHIVE_MALFORMED' },
  { what: 'text', bytes: Buffer.alloc(2_000, 'text '), code: 'ARCHIVE_MALFORMED' },
  { what: 'a body that is cut short', bytes: good.subarray(0, 1_200), code: 'ARCHIVE_MALFORMED' },
  { what: 'one block of zeros between members', bytes: Buffer.concat([good.subarray(0, -1_024), Buffer.alloc(512), good]), code: 'ARCHIVE_MALFORMED' },
  { what: 'a header that is cut short', bytes: good.subarray(0, 512 + 2_048 + 100), code: 'ARCHIVE_MALFORMED' },
  { what: 'gzip that is cut short', bytes: gzipSync(good).subarray(0, 60), code: 'ARCHIVE_MALFORMED' },
  { what: 'gzip that lacks its sum', bytes: gzipSync(good).subarray(0, -8), code: 'ARCHIVE_MALFORMED' },
  { what: 'gzip with a wrong sum', bytes: withByte(gzipSync(good), -6), code: 'ARCHIVE_MALFORMED' },
  { what: 'zstd that is cut short', bytes: zstdCompressSync(good).subarray(0, 30), code: 'ARCHIVE_MALFORMED' },
  { what: 'bzip2', bytes: Buffer.from('BZh91AY&SY'), code: 'ARCHIVE_UNSUPPORTED' },
  { what: 'xz', bytes: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]), code: 'ARCHIVE_UNSUPPORTED' },
  { what: 'a size that lies', bytes: tarOfMembers([{ name: 'a', body: 'a', size: 1024 ** 3 }]), code: 'ARCHIVE_MALFORMED' },
  { what: 'a header for all that renames them', bytes: tarOfMembers([paxMember({ path: 'x' }, 'g'), { name: 'a' }]), code: 'ARCHIVE_MALFORMED' },
  { what: 'a size of pax that is none', bytes: tarOfMembers([paxMember({ size: '-1' }), { name: 'a' }]), code: 'ARCHIVE_MALFORMED' },
  { what: 'names without end', bytes: tarOfMembers([{ name: 'x', type: 'L', body: 'a', size: limits.maxTarHeaderBytes + 1 }]), code: 'ARCHIVE_MALFORMED' },
];

function withByte(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  const place = at < 0 ? changed.length + at : at;
  changed[place] = (changed[place] ?? 0) ^ 0xff;
  return changed;
}

for (const { what, bytes, code } of unreadable) {
  test(`an archive is not read: ${what}`, async () => {
    const found = await opened([good, bytes]);
    assert.ok(found.kind === 'unreadable', what);
    assert.equal(found.problem.code, code);
    assert.equal(found.problem.path, 'layer-1');
  });
}

test('a little that unpacks to much is stopped', async () => {
  const zeros = Buffer.alloc(16 * 1024 * 1024);
  const bomb = function* (): Generator<Uint8Array> {
    yield tarOfMembers([{ name: 'zeros', size: 8 * 1024 ** 3 - 1 }], 'open');
    for (let i = 0; i < 20; i += 1) yield zeros;
  };
  const packed = gzipSync(Buffer.concat([...bomb()]), { level: 1 });
  const found = await opened([packed], { wants: () => false });
  assert.ok(found.kind === 'unreadable');
  assert.equal(found.problem.code, 'ARCHIVE_TOO_MUCH');
});

test('what is not wanted is not kept, and what is wanted under its last name is', async () => {
  const wanted = new Set(['usr/lib/a', 'second']);
  const tree = await treeOf(
    [
      base,
      [
        { name: 'lib/a', body: 'through a link' },
        { name: 'second', type: '1', target: 'opt/x/one' },
      ],
    ],
    { wants: (path) => wanted.has(path) },
  );
  assert.equal(textAt(tree, 'usr/lib/a'), 'through a link');
  assert.equal(textAt(tree, 'second'), '1');
  assert.equal(textAt(tree, 'usr/lib/b'), 'refused: it was not kept');
});

test('any change of an archive gives a tree or a coded problem', async () => {
  const whole = tarOfMembers([...base, paxMember({ path: 'p' }), { name: 'x', body: 'y' }, { name: 'a'.repeat(120), body: 'z' }]);
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(whole.length), async (changes, cut) => {
      const bytes = Buffer.from(whole);
      for (const { at, value } of changes) bytes[at] = value;
      const found = await opened([bytes.subarray(0, cut === 0 ? bytes.length : cut)]);
      if (found.kind === 'unreadable') assert.match(found.problem.code, /^ARCHIVE_/);
      else for (const path of found.tree.paths()) assert.ok(!path.startsWith('/') && !path.split('/').includes('..'));
    }),
    { numRuns: 300 },
  );
});
