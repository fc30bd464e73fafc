import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { limits } from '../../../src/base/index.ts';
import { openArchive, openLayout, type Layout } from '../../../src/registry/oci/index.ts';
import type { Parsed } from '../../../src/trust/reason/index.ts';
import { archiveBytes, memoryLayout, tarOf, type MemoryLayout } from '../../support/oci-layout.ts';
import { keepBundle, keepImage, keepOlder, ociImage, sha256, type OciDescriptor } from '../../support/oci-server.ts';

const refName = 'org.opencontainers.image.ref.name';

function open({ files }: MemoryLayout): Parsed<Layout> {
  return openLayout((path) => {
    const bytes = files.get(path);
    return bytes === undefined ? { kind: 'missing' } : { kind: 'parsed', value: bytes };
  }, 'oci-layout:lens');
}

function opened(layout: Parsed<Layout>): Layout {
  return layout.kind === 'parsed' ? layout.value : assert.fail(layout.reason.message);
}

async function evidenceOf({ store }: Layout, { digest }: OciDescriptor): Promise<readonly string[]> {
  const { evidence, notes } = await store.evidence(digest);
  assert.deepEqual(notes, []);
  return evidence.map((one) => `${one.form} ${new TextDecoder().decode(one.bytes)}`).toSorted();
}

/** An image with everything that can hang on one, as `oras copy -r` and `skopeo` leave it. */
function filled(): { readonly layout: MemoryLayout; readonly image: OciDescriptor } {
  const layout = memoryLayout();
  const image = keepImage(layout);
  const sig = keepOlder(layout, image, 'sig', ['payload']);
  layout.index([
    { ...image, annotations: { [refName]: 'v1' } },
    keepBundle(layout, image, '{"bundle":1}'),
    { ...sig, annotations: { [refName]: `${image.digest.replace(':', '-')}.sig` } },
  ]);
  return { layout, image };
}

test('a layout: its one image by name, and the evidence for it', async () => {
  const { layout, image } = filled();
  const read = opened(open(layout));
  assert.deepEqual(read.images, [{ digest: image.digest, names: ['v1'] }]);
  assert.equal((await read.store.manifest({ tag: 'v1' })).kind, 'parsed');
  assert.equal((await read.store.manifest({ tag: 'v2' })).kind, 'missing');
  assert.deepEqual(await evidenceOf(read, image), ['bundle {"bundle":1}', 'cosign-signature payload']);
  assert.equal(read.store.show(image.digest), `oci-layout:lens@${image.digest}`);
});

test('what cosign saves marks its parts by kind', async () => {
  const layout = memoryLayout();
  const image = keepImage(layout);
  const kind = (name: string): { readonly annotations: Readonly<Record<string, string>> } => ({ annotations: { kind: `dev.cosignproject.cosign/${name}` } });
  layout.index([
    { ...image, ...kind('image') },
    { ...keepOlder(layout, image, 'sig', ['payload']), ...kind('sigs') },
    { ...keepOlder(layout, image, 'att', ['envelope']), ...kind('atts') },
  ]);
  const read = opened(open(layout));
  assert.deepEqual(
    read.images.map((one) => one.digest),
    [image.digest],
  );
  assert.deepEqual(await evidenceOf(read, image), ['cosign-attestation envelope', 'cosign-signature payload']);
});

test('an archive is read as the layout in it, whoever packed it', async () => {
  const { layout, image } = filled();
  const bundle = `{"bundle":2,"filler":"${'x'.repeat(5_000_000)}"}`;
  layout.index([{ ...image, annotations: { [refName]: 'v1' } }, keepBundle(layout, image, bundle)]);
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-layout-'));
  try {
    for (const [path, bytes] of layout.files) {
      mkdirSync(join(folder, 'in', dirname(path)), { recursive: true });
      writeFileSync(join(folder, 'in', path), bytes);
    }
    const archives = [{ what: 'ours', bytes: tarOf(layout.files) }];
    for (const format of ['ustar', 'gnu', 'pax']) {
      const file = join(folder, `${format}.tar`);
      const run = spawnSync('tar', ['-C', join(folder, 'in'), `--format=${format}`, '-cf', file, '.']);
      if (run.status === 0) archives.push({ what: format, bytes: readFileSync(file) });
    }
    for (const { what, bytes } of archives) {
      const read = opened(openArchive(archiveBytes(bytes, 1_048_576), 'lens.tar'));
      assert.deepEqual(read.images, [{ digest: image.digest, names: ['v1'] }], what);
      assert.deepEqual(await evidenceOf(read, image), [`bundle ${bundle}`], what);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a layout that is none, or lies', async () => {
  const rows: readonly { readonly what: string; readonly edit: (files: Map<string, Buffer>) => void; readonly said: RegExp }[] = [
    { what: 'no marker', edit: (files) => void files.delete('oci-layout'), said: /no file oci-layout/ },
    { what: 'another version', edit: (files) => void files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"2.0.0"}')), said: /version 1/ },
    { what: 'no index', edit: (files) => void files.delete('index.json'), said: /index.json/ },
    { what: 'an index that is none', edit: (files) => void files.set('index.json', Buffer.from('{"schemaVersion":2,"layers":[]}')), said: /no index/ },
  ];
  for (const { what, edit, said } of rows) {
    const { layout } = filled();
    edit(layout.files);
    const read = open(layout);
    assert.match(read.kind === 'refused' ? `${read.reason.code} ${read.reason.message}` : 'read', said, what);
  }
  const { layout, image } = filled();
  layout.files.set(`blobs/${image.digest.replace(':', '/')}`, Buffer.from('{"schemaVersion":2,"layers":[]}'));
  const found = await opened(open(layout)).store.manifest({ tag: 'v1' });
  assert.equal(found.kind === 'refused' ? found.reason.code : found.kind, 'SERVICE_MISMATCH');
});

test('a layout of more manifests than are read says so', async () => {
  const layout = memoryLayout();
  const image = keepImage(layout);
  const many = Array.from({ length: 4 * limits.maxReferrers + 1 }, (_, i) => ({ mediaType: ociImage, digest: sha256(String(i)), size: 9 }));
  layout.index([{ ...image, annotations: { [refName]: 'v1' } }, ...many]);
  const { notes } = await opened(open(layout)).store.evidence(image.digest);
  assert.deepEqual(
    notes.map((one) => one.reason.code),
    ['SERVICE_TOO_MUCH'],
  );
});

test('one name for two images names neither', async () => {
  const layout = memoryLayout();
  layout.index(['a', 'b'].map((text) => ({ ...keepImage(layout, { text }), annotations: { [refName]: 'v1' } })));
  const read = opened(open(layout));
  assert.equal(read.images.length, 2);
  const found = await read.store.manifest({ tag: 'v1' });
  assert.equal(found.kind === 'refused' ? found.reason.code : found.kind, 'SUBJECT_UNREADABLE');
});

test('archives that are none', () => {
  const good = tarOf([['index.json', Buffer.from('{}')]]);
  const bad = (bytes: Uint8Array): string => {
    const read = openArchive(archiveBytes(bytes), 'lens.tar');
    return read.kind === 'refused' ? `${read.reason.code} ${read.reason.message} ${read.reason.hint ?? ''}` : 'read';
  };
  const edited = (at: number, text: string, sum = true): Buffer => {
    if (sum) return tarOf([['index.json', Buffer.from('{}')]], (header) => void header.write(text, at));
    const copy = Buffer.from(good);
    copy.write(text, at);
    return copy;
  };
  const rows: readonly { readonly what: string; readonly bytes: Uint8Array; readonly said: RegExp }[] = [
    { what: 'empty', bytes: new Uint8Array(), said: /empty/ },
    { what: 'packed', bytes: Buffer.concat([Buffer.from([0x1f, 0x8b]), good]), said: /add up/ },
    { what: 'a header that was changed', bytes: edited(0, 'x', false), said: /add up/ },
    { what: 'a size that is none', bytes: edited(124, '9z'), said: /size/ },
    { what: 'a negative size', bytes: edited(124, '-1'), said: /size/ },
    { what: 'cut short in a file', bytes: good.subarray(0, 600), said: /cut short/ },
    {
      what: 'one name twice',
      bytes: tarOf([
        ['index.json', Buffer.from('{}')],
        ['./index.json', Buffer.from('{ }')],
      ]),
      said: /two files of one name/,
    },
    { what: 'no files', bytes: Buffer.alloc(2_048), said: /no files/ },
    { what: 'a pax header that is none', bytes: tarOf([['x', Buffer.from('99 path=a\n')]], (header) => void header.write('x', 156)), said: /pax/ },
    { what: 'a pax header of length nothing', bytes: tarOf([['x', Buffer.from('0 path=a\n')]], (header) => void header.write('x', 156)), said: /pax/ },
    { what: 'a claim of eight gigabytes', bytes: edited(124, '77777777777'), said: /cut short/ },
    { what: 'neither form', bytes: tarOf([['hello', Buffer.from('x')]]), said: /no image/ },
    { what: 'the older form', bytes: tarOf([['manifest.json', Buffer.from('[]')]]), said: /before version 25.*skopeo/ },
  ];
  for (const { what, bytes, said } of rows) assert.match(bad(bytes), said, what);
});
