import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { disk } from '../../src/cli/ports/disk.ts';
import { openFolderFiles } from '../../src/folders/index.ts';
import { spool } from '../../src/cli/ports/spool.ts';
import { findContents, type Contents, type ContentsPorts, type Part } from '../../src/contents/index.ts';
import { Asker } from '../../src/registry/asking/index.ts';
import { memoryLayout, tarOf } from '../support/oci-layout.ts';
import { ociImage, ociIndex, serveOci, sha256, type OciDescriptor, type OciServer, type OciServerOptions } from '../support/oci-server.ts';
import { outside } from '../support/outside.ts';
import { tarOfMembers, type TarMember } from '../support/tar-members.ts';
import { zipOf } from '../support/zip-files.ts';

function ports(): ContentsPorts {
  return { disk, spool, folder: openFolderFiles, asker: new Asker(outside()), registry: {} };
}

async function contentsOf(word: string, platform?: string): Promise<Contents> {
  const found = await findContents(word, ports(), { platform });
  assert.ok(found.kind === 'parsed', found.kind === 'refused' ? found.reason.message : '');
  return found.value;
}

async function refusalOf(word: string, platform?: string): Promise<string> {
  const found = await findContents(word, ports(), { platform });
  return found.kind === 'refused' ? `${found.reason.code} ${found.reason.message} ${found.reason.hint ?? ''}` : 'found';
}

function onlyPart(contents: Contents): Part {
  assert.ok(contents.kind === 'one');
  return contents.part;
}

/** Paths of a tree with their texts, or why it is none. */
async function textsOf(part: Part): Promise<Readonly<Record<string, string>> | string> {
  const opened = await part.open(() => true);
  if (opened.kind === 'refused') return `${opened.reason.code} ${opened.reason.message}`;
  if (opened.kind === 'unreadable') return `${opened.problem.code} ${opened.problem.path} ${opened.problem.reason}`;
  const { tree } = opened;
  const texts = tree.paths().map((path) => {
    const file = tree.open(path);
    return [path, file.kind === 'file' ? Buffer.from(file.bytes.at(0, file.bytes.size)).toString() : file.kind] as const;
  });
  opened.close();
  return Object.fromEntries(texts);
}

function folder(t: TestContext, files: Readonly<Record<string, Uint8Array | string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'sealwright-contents-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(path, dirname(name)), { recursive: true });
    writeFileSync(join(path, name), bytes);
  }
  return path;
}

type Keeper = Pick<OciServer, 'blob' | 'manifest'>;

const layerType = 'application/vnd.oci.image.layer.v1.tar';

/** An image of two layers, the second of which takes a file away. */
function keepLayers(keeper: Keeper, platform: { readonly os: string; readonly architecture: string; readonly variant?: string }, tag?: string): OciDescriptor {
  const lower: readonly TarMember[] = [
    { name: 'etc/os-release', body: `ID=lens\nVERSION_ID=${platform.architecture}\n` },
    { name: 'etc/gone', body: 'x' },
  ];
  const layers = [
    keeper.blob(gzipSync(tarOfMembers(lower)), `${layerType}+gzip`),
    keeper.blob(zstdCompressSync(tarOfMembers([{ name: 'etc/.wh.gone' }, { name: 'app', body: 'app' }])), `${layerType}+zstd`),
  ];
  return keeper.manifest({ mediaType: ociImage, config: keeper.blob(JSON.stringify(platform), 'application/vnd.oci.image.config.v1+json'), layers }, tag);
}

const amd64 = { os: 'linux', architecture: 'amd64' };
const arm = { os: 'linux', architecture: 'arm', variant: 'v7' };
const textsFor = (architecture: string): Readonly<Record<string, string>> => ({ app: 'app', 'etc/os-release': `ID=lens\nVERSION_ID=${architecture}\n` });

async function serve(t: TestContext, options: OciServerOptions = {}): Promise<OciServer> {
  const server = await serveOci(options);
  t.after(() => server.close());
  return server;
}

test('an image of a registry is its layers put together, and is named by its digest', async (t) => {
  const server = await serve(t);
  const image = keepLayers(server, amd64, 'v1');
  const part = onlyPart(await contentsOf(`${server.host}/acme/lens:v1`));
  assert.deepEqual(part.subject, {
    kind: 'image',
    name: `${server.host}/acme/lens`,
    version: 'v1',
    digest: { algorithm: 'sha256', hex: image.digest.slice('sha256:'.length) },
    purl: `pkg:oci/lens@${image.digest}?arch=amd64&repository_url=${encodeURIComponent(`${server.host}/acme/lens`)}&tag=v1`,
    platform: 'linux/amd64',
  });
  assert.deepEqual(await textsOf(part), textsFor('amd64'));
});

test('of an index each platform is a tree of its own, and one can be chosen', async (t) => {
  const server = await serve(t);
  const [one, two] = [keepLayers(server, amd64), keepLayers(server, arm)];
  const attestation = server.manifest({ mediaType: ociImage, config: server.blob('{}', 'application/vnd.oci.image.config.v1+json'), layers: [] });
  const index = server.manifest(
    {
      mediaType: ociIndex,
      manifests: [
        { ...one, platform: amd64 },
        { ...two, platform: arm },
        { ...attestation, platform: { os: 'unknown', architecture: 'unknown' }, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
      ],
    },
    'all',
  );
  const word = `${server.host}/acme/lens:all`;
  const contents = await contentsOf(word);
  assert.ok(contents.kind === 'index');
  assert.equal(contents.subject.digest?.hex, index.digest.slice('sha256:'.length));
  assert.deepEqual(
    contents.parts.map(({ subject }) => [subject.platform, `sha256:${subject.digest?.hex ?? ''}`]),
    [
      ['linux/amd64', one.digest],
      ['linux/arm/v7', two.digest],
    ],
  );
  for (const [i, part] of contents.parts.entries()) assert.deepEqual(await textsOf(part), textsFor(['amd64', 'arm'][i] ?? ''));
  for (const platform of ['linux/arm/v7', 'linux/arm']) assert.deepEqual(await textsOf(onlyPart(await contentsOf(word, platform))), textsFor('arm'));
  assert.match(await refusalOf(word, 'linux/s390x'), /SUBJECT_MISSING.*linux\/s390x.*linux\/amd64 \| linux\/arm\/v7/);
  assert.match(await refusalOf(`${server.host}/acme/lens@${one.digest}`, 'linux/s390x'), /SUBJECT_MISSING/);
});

const faults: readonly { readonly what: string; readonly layer: (keeper: Keeper) => OciDescriptor; readonly said: RegExp }[] = [
  { what: 'a layer that is not there', layer: () => ({ mediaType: layerType, digest: sha256('nothing'), size: 7 }), said: /^SERVICE_FAILED.*not there/ },
  {
    what: 'a layer of another size',
    layer: (keeper) => ({ ...keeper.blob(tarOfMembers([{ name: 'a' }]), layerType), size: 9 }),
    said: /^SERVICE_MISMATCH/,
  },
  { what: 'a layer that is no archive', layer: (keeper) => keeper.blob('x'.repeat(2_000), layerType), said: /^ARCHIVE_MALFORMED sha256:/ },
  { what: 'a layer of another type', layer: (keeper) => keeper.blob('x', 'application/wasm'), said: /^ARCHIVE_UNSUPPORTED.*wasm/ },
  { what: 'a layer that is encrypted', layer: (keeper) => keeper.blob('x', `${layerType}+gzip+encrypted`), said: /^ARCHIVE_UNSUPPORTED/ },
];

for (const { what, layer, said } of faults) {
  test(`an image is not described by the rest of it: ${what}`, async (t) => {
    const server = await serve(t);
    const good = server.blob(tarOfMembers([{ name: 'a', body: 'a' }]), layerType);
    server.manifest({ mediaType: ociImage, config: server.blob('{}', 'application/vnd.oci.image.config.v1+json'), layers: [good, layer(server)] }, 'v1');
    assert.match(String(await textsOf(onlyPart(await contentsOf(`${server.host}/acme/lens:v1`)))), said);
  });
}

test('a registry that sends other bytes than it was asked for is found out', async (t) => {
  let layer = '';
  const server = await serve(t, {
    instead: (request, response) => {
      if (request.url?.endsWith(layer) !== true || layer === '') return false;
      response.writeHead(200).end(tarOfMembers([{ name: 'a', body: 'b' }]));
      return true;
    },
  });
  const kept = server.blob(tarOfMembers([{ name: 'a', body: 'a' }]), layerType);
  layer = kept.digest;
  server.manifest({ mediaType: ociImage, config: server.blob('{}', 'application/vnd.oci.image.config.v1+json'), layers: [kept] }, 'v1');
  assert.match(String(await textsOf(onlyPart(await contentsOf(`${server.host}/acme/lens:v1`)))), /^SERVICE_MISMATCH/);
});

test('an image in a layout, and in an archive of one, packed or not', async (t) => {
  const layout = memoryLayout();
  const [one, two] = [keepLayers(layout, amd64), keepLayers(layout, arm)];
  layout.index([{ ...one, annotations: { 'org.opencontainers.image.ref.name': 'v1' } }]);
  const archive = tarOf(layout.files);
  const path = folder(t, {
    'lens.tar': archive,
    'lens.tar.gz': gzipSync(archive),
    ...Object.fromEntries([...layout.files].map(([name, bytes]) => [`lay/${name}`, bytes])),
  });
  for (const word of ['lay', 'lens.tar', 'lens.tar.gz']) {
    const part = onlyPart(await contentsOf(join(path, word)));
    assert.deepEqual(
      { ...part.subject, name: '' },
      { kind: 'image', name: '', version: 'v1', digest: { algorithm: 'sha256', hex: one.digest.slice(7) }, platform: 'linux/amd64' },
      word,
    );
    assert.equal(part.subject.name, word);
    assert.deepEqual(await textsOf(part), textsFor('amd64'), word);
  }
  layout.index([
    { ...one, annotations: { 'org.opencontainers.image.ref.name': 'v1' } },
    { ...two, annotations: { 'org.opencontainers.image.ref.name': 'v2' } },
  ]);
  writeFileSync(join(path, 'two.tar'), tarOf(layout.files));
  assert.match(await refusalOf(join(path, 'two.tar')), /SUBJECT_MALFORMED.*2 images.*:v1 :v2/);
  assert.deepEqual(await textsOf(onlyPart(await contentsOf(`oci-archive:${join(path, 'two.tar')}:v2`))), textsFor('arm'));
});

test('a blob of a layout that is not what its name says is found out', async (t) => {
  const layout = memoryLayout();
  const one = keepLayers(layout, amd64);
  layout.index([one]);
  for (const [name, bytes] of layout.files) if (bytes.length > 0 && bytes[0] === 0x1f) layout.files.set(name, gzipSync(tarOfMembers([{ name: 'other' }])));
  const path = folder(t, Object.fromEntries(layout.files));
  assert.match(String(await textsOf(onlyPart(await contentsOf(path)))), /^SERVICE_MISMATCH/);
});

test('an archive of Docker that has no manifest is named by its own bytes', async (t) => {
  const layers = {
    'a/layer.tar': tarOfMembers([
      { name: 'a', body: '1' },
      { name: 'b', body: '1' },
    ]),
    'b/layer.tar': tarOfMembers([{ name: '.wh.b' }]),
  };
  const listed = (images: unknown): Buffer => tarOf([['manifest.json', Buffer.from(JSON.stringify(images))], ...Object.entries(layers)]);
  const image = (tag: string, names: readonly string[]): object => ({ Config: 'x.json', RepoTags: [tag], Layers: names });
  const bytes = listed([image('lens:1', ['a/layer.tar', 'b/layer.tar'])]);
  const path = folder(t, {
    'lens.tar': bytes,
    'two.tar': listed([image('lens:1', ['a/layer.tar']), image('lens:2', ['a/layer.tar', 'b/layer.tar'])]),
    'torn.tar': listed([image('lens:1', ['c/layer.tar'])]),
    'strange.tar': listed({ images: 1 }),
  });
  const part = onlyPart(await contentsOf(join(path, 'lens.tar')));
  assert.deepEqual(part.subject, { kind: 'file', name: 'lens.tar', version: 'lens:1', digest: { algorithm: 'sha256', hex: sha256(bytes).slice(7) } });
  assert.deepEqual(await textsOf(part), { a: '1' });
  assert.match(await refusalOf(join(path, 'two.tar')), /SUBJECT_MALFORMED.*2 images/);
  assert.deepEqual(await textsOf(onlyPart(await contentsOf(`docker-archive:${join(path, 'two.tar')}:1`))), { a: '1', b: '1' });
  assert.match(await refusalOf(join(path, 'torn.tar')), /SUBJECT_UNREADABLE.*c\/layer\.tar is not in it/);
  assert.match(await refusalOf(join(path, 'strange.tar')), /SUBJECT_UNREADABLE.*names no images/);
});

/** An archive of tar without the mark of POSIX, its sum as it is without it. */
function oldTarOf(members: readonly TarMember[]): Buffer {
  const bytes = tarOfMembers(members);
  bytes.fill(0, 257, 265);
  bytes.fill(' ', 148, 156);
  bytes.write(
    `${bytes
      .subarray(0, 512)
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return bytes;
}

/** A package of Debian by deb(5): members of ar. */
function debOf(data: Uint8Array, name = 'data.tar.gz'): Buffer {
  const member = (called: string, bytes: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`${called.padEnd(16)}${'0'.padEnd(12)}0     0     100644  ${String(bytes.length).padEnd(10)}\`\n`),
      bytes,
      Buffer.alloc(bytes.length % 2),
    ]);
  return Buffer.concat([Buffer.from('!<arch>\n'), member('debian-binary', Buffer.from('2.0\n')), member('control.tar.gz', gzipSync('x')), member(name, data)]);
}

/** A package of rpm: its lead, two headers that say nothing, and what it carries. */
function rpmOf(payload: Uint8Array): Buffer {
  const header = (size: number): Buffer => {
    const head = Buffer.alloc(16 + size);
    head.writeUInt32BE(0x8eade801, 0);
    head.writeUInt32BE(size, 12);
    return head;
  };
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb, 0);
  // The signature ends at 116 bytes, and what follows begins at 120.
  return Buffer.concat([lead, header(4), Buffer.alloc(4), header(3), payload]);
}

const cpioFiles: readonly (readonly [name: string, mode: number, body: string])[] = [
  ['./usr/bin', 0o040755, ''],
  ['./usr/bin/lens', 0o100755, 'lens'],
  ['./usr/bin/link', 0o120777, 'lens'],
  ['./dev/null', 0o020666, ''],
];

/** An archive of cpio in its newer form. */
function cpioOf(members: typeof cpioFiles): Buffer {
  return Buffer.concat(
    [...members, ['TRAILER!!!', 0, ''] as const].flatMap(([name, mode, body]) => {
      const fields = [0, mode, 0, 0, 1, 0, body.length, 0, 0, 0, 0, name.length + 1, 0].map((one) => one.toString(16).padStart(8, '0'));
      const head = Buffer.from(`070701${fields.join('')}${name}\0`);
      return [head, Buffer.alloc((4 - (head.length % 4)) % 4), Buffer.from(body), Buffer.alloc((4 - (body.length % 4)) % 4)];
    }),
  );
}

const files: readonly {
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly texts: Readonly<Record<string, string>> | RegExp;
}[] = [
  {
    what: 'a program of Python',
    name: 'lens.pyz',
    bytes: zipOf([{ name: 'lens/a.py', body: 'a' }], { before: '#!/usr/bin/env python3\n' }),
    texts: { 'lens/a.py': 'a' },
  },
  { what: 'a script that is no archive', name: 'lens', bytes: Buffer.from('#!/bin/sh\n'), texts: { lens: '#!/bin/sh\n' } },
  { what: 'an archive from before POSIX', name: 'lens.bin', bytes: oldTarOf([{ name: 'a', body: 'x' }]), texts: { a: 'x' } },
  { what: 'a wheel', name: 'lens-1-py3-none-any.whl', bytes: zipOf([{ name: 'lens/a.py', body: 'a' }]), texts: { 'lens/a.py': 'a' } },
  {
    what: 'a tarball',
    name: 'lens.tgz',
    bytes: gzipSync(tarOfMembers([{ name: 'package/package.json', body: '{}' }])),
    texts: { 'package/package.json': '{}' },
  },
  {
    what: 'an archive that has a file called as those of images have',
    name: 'x.tar',
    bytes: tarOfMembers([{ name: 'index.json', body: '{}' }]),
    texts: { 'index.json': '{}' },
  },
  { what: 'an archive of files with marks', name: 'x.tar', bytes: tarOfMembers([{ name: '.wh.a', body: 'a' }]), texts: { '.wh.a': 'a' } },
  { what: 'any other file', name: 'package-lock.json', bytes: Buffer.from('{}'), texts: { 'package-lock.json': '{}' } },
  { what: 'an empty file', name: 'empty', bytes: Buffer.alloc(0), texts: { empty: '' } },
  {
    what: 'a package of Debian',
    name: 'lens.deb',
    bytes: debOf(gzipSync(tarOfMembers([{ name: './usr/bin/lens', body: 'lens' }]))),
    texts: { 'usr/bin/lens': 'lens' },
  },
  {
    what: 'a package of Debian whose files have slashes behind them',
    name: 'lens.deb',
    bytes: debOf(tarOfMembers([{ name: 'a', body: 'a' }]), 'data.tar/'),
    texts: { a: 'a' },
  },
  {
    what: 'a package of Debian that is packed with xz',
    name: 'lens.deb',
    bytes: debOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'data.tar.xz'),
    texts: /^ARCHIVE_UNSUPPORTED.*xz/,
  },
  { what: 'a package of Debian without files', name: 'lens.deb', bytes: debOf(Buffer.from('x'), 'other'), texts: /^ARCHIVE_MALFORMED/ },
  { what: 'half a package of Debian', name: 'lens.deb', bytes: debOf(gzipSync(tarOfMembers([{ name: 'a' }]))).subarray(0, 200), texts: /^ARCHIVE_MALFORMED/ },
  { what: 'a package of rpm', name: 'lens.rpm', bytes: rpmOf(gzipSync(cpioOf(cpioFiles))), texts: { 'usr/bin/lens': 'lens', 'usr/bin/link': 'lens' } },
  {
    what: 'a package of rpm that is packed with zstd',
    name: 'lens.rpm',
    bytes: rpmOf(zstdCompressSync(cpioOf(cpioFiles))),
    texts: { 'usr/bin/lens': 'lens', 'usr/bin/link': 'lens' },
  },
  { what: 'half a package of rpm', name: 'lens.rpm', bytes: rpmOf(cpioOf(cpioFiles).subarray(0, 300)), texts: /^ARCHIVE_MALFORMED/ },
  { what: 'a package of rpm with nothing that is cpio', name: 'lens.rpm', bytes: rpmOf(Buffer.alloc(400)), texts: /^ARCHIVE_MALFORMED/ },
  { what: 'the first bytes of a package of rpm', name: 'lens.rpm', bytes: rpmOf(cpioOf(cpioFiles)).subarray(0, 110), texts: /^ARCHIVE_MALFORMED/ },
  { what: 'what is packed with xz', name: 'x.tar.xz', bytes: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]), texts: /^ARCHIVE_UNSUPPORTED.*xz/ },
  { what: 'half an archive', name: 'x.zip', bytes: zipOf([{ name: 'a', body: 'a' }]).subarray(0, 20), texts: /^ARCHIVE_MALFORMED/ },
];

for (const { what, name, bytes, texts } of files) {
  test(`a file is what is in it, and is named by its digest: ${what}`, async (t) => {
    const part = onlyPart(await contentsOf(join(folder(t, { [name]: bytes }), name)));
    assert.deepEqual(part.subject, { kind: 'file', name, digest: { algorithm: 'sha256', hex: sha256(bytes).slice(7) } });
    const found = await textsOf(part);
    if (texts instanceof RegExp) assert.match(String(found), texts);
    else assert.deepEqual(found, texts);
  });
}

test('a folder is itself, whatever it is called with', async (t) => {
  const path = folder(t, { 'a/b': 'b' });
  for (const word of [path, `${path}/`, `file:${path}`]) {
    const part = onlyPart(await contentsOf(word));
    assert.deepEqual(part.subject, { kind: 'folder', name: path.split('/').at(-1) });
    assert.deepEqual(await textsOf(part), { 'a/b': 'b' });
  }
});

for (const { word, said } of [
  { word: 'pkg:npm/lens@1.0.0', said: /SUBJECT_MALFORMED.*not fetched/ },
  { word: 'git:v1', said: /SUBJECT_MALFORMED/ },
  { word: `sha256:${'a'.repeat(64)}`, said: /SUBJECT_MALFORMED/ },
  { word: './is-not-there', said: /SUBJECT_MISSING/ },
  { word: 'oci-archive:./is-not-there', said: /SUBJECT_MISSING/ },
]) {
  test(`what holds no files is told: ${word.slice(0, 30)}`, async () => assert.match(await refusalOf(word), said));
}

test('any change of a package gives its files or a coded problem', async (t) => {
  const path = folder(t, {});
  const packages = [debOf(tarOfMembers([{ name: 'usr/bin/lens', body: 'lens' }]), 'data.tar'), rpmOf(cpioOf(cpioFiles))];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...packages),
      fc.array(fc.record({ at: fc.nat(), value: fc.nat(255) }), { minLength: 1, maxLength: 6 }),
      async (whole, changes) => {
        const bytes = Buffer.from(whole);
        // The first bytes say what it is.
        for (const { at, value } of changes) bytes[24 + (at % (bytes.length - 24))] = value;
        writeFileSync(join(path, 'lens.package'), bytes);
        const found = await textsOf(onlyPart(await contentsOf(join(path, 'lens.package'))));
        if (typeof found === 'string') assert.match(found, /^ARCHIVE_/);
        else for (const name of Object.keys(found)) assert.ok(!name.startsWith('/') && !name.split('/').includes('..'));
      },
    ),
    { numRuns: 200 },
  );
});
