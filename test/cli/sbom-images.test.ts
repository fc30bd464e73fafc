import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { disk } from '../../src/cli/ports/disk.ts';
import { scratch } from '../../src/cli/ports/scratch.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { memoryLayout } from '../support/oci-layout.ts';
import { ociImage, ociIndex, serveOci, type OciDescriptor, type OciServer } from '../support/oci-server.ts';
import { outside } from '../support/outside.ts';
import { tarOfMembers } from '../support/tar-members.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly written: ReadonlyMap<string, string>;
}

async function sbom(...words: readonly string[]): Promise<Ran> {
  const verifyPorts = { disk, scratch, ...outside(), programs: { run: async () => ({ kind: 'failed' as const, cause: 'missing' as const, reason: 'none' }) } };
  const machine = fakeMachine({ verifyPorts, env: { SOURCE_DATE_EPOCH: '1700000000' } });
  const code = await run(['sbom', ...words], machine);
  return { code, out: machine.out(), err: machine.err(), written: machine.written };
}

function folder(t: TestContext, files: Readonly<Record<string, Uint8Array | string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'sealwright-sbom-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(path, dirname(name)), { recursive: true });
    writeFileSync(join(path, name), bytes);
  }
  return path;
}

function keepSystem(keeper: Pick<OciServer, 'blob' | 'manifest'>, architecture: string, more: Readonly<Record<string, string>> = {}): OciDescriptor {
  const files = {
    'etc/os-release': 'ID=debian\nVERSION_ID=12\n',
    'var/lib/dpkg/status': `Package: lens\nVersion: 1:2-3\nArchitecture: ${architecture}\n`,
    ...more,
  };
  const layer = keeper.blob(
    gzipSync(tarOfMembers(Object.entries(files).map(([name, body]) => ({ name, body })))),
    'application/vnd.oci.image.layer.v1.tar+gzip',
  );
  const config = keeper.blob(JSON.stringify({ os: 'linux', architecture }), 'application/vnd.oci.image.config.v1+json');
  return keeper.manifest({ mediaType: ociImage, config, layers: [layer] });
}

async function serveIndex(t: TestContext): Promise<string> {
  const server = await serveOci();
  t.after(() => server.close());
  const manifests = ['amd64', 'arm64'].map((architecture) => ({ ...keepSystem(server, architecture), platform: { os: 'linux', architecture } }));
  server.manifest({ mediaType: ociIndex, manifests }, 'v1');
  return `${server.host}/acme/lens:v1`;
}

test('an image is described by its digest, and by the packages of its system', async (t) => {
  const { code, out, err } = await sbom(await serveIndex(t), '--platform', 'linux/arm64');
  assert.equal(code, 0, err);
  assert.match(out, /pkg:deb\/debian\/lens@1:2-3\?arch=arm64&distro=debian-12/);
  assert.match(out, /pkg:oci\/lens@sha256:[0-9a-f]{64}\?arch=arm64&/);
  assert.match(err, /^sealwright: linux\/arm64: 1 package$/m);
});

test('an index has a document for each platform and one that names them, the same each time', async (t) => {
  const image = await serveIndex(t);
  const { code, err, out, written } = await sbom(image, '--output-folder', 'sboms', '--format', 'cyclonedx-json');
  assert.equal(code, 0, err);
  assert.equal(out, '');
  assert.deepEqual([...written.keys()], ['sboms/linux-amd64.cdx.json', 'sboms/linux-arm64.cdx.json', 'sboms/index.cdx.json']);
  assert.match(written.get('sboms/linux-arm64.cdx.json') ?? '', /arch=arm64/);
  assert.deepEqual((await sbom(image, '--output-folder', 'sboms', '--format', 'cyclonedx-json')).written, written);
});

test('an index is not written to one file, and the next thing to type is said', async (t) => {
  const image = await serveIndex(t);
  for (const words of [[], ['--output', 'x.json']]) {
    const { code, err, out, written } = await sbom(image, ...words);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.equal(written.size, 0);
    assert.match(err, /index of 2 images.*\n.*--platform linux\/amd64 for one, --output-folder DIR for all/);
  }
});

test('an image of one platform has one document, in a folder too', async (t) => {
  const layout = memoryLayout();
  layout.index([keepSystem(layout, 'amd64')]);
  const image = folder(t, Object.fromEntries(layout.files));
  const { code, err, out, written } = await sbom(image, '--output-folder', 'sboms');
  assert.equal(code, 0, err);
  assert.equal(out, '');
  assert.deepEqual([...written.keys()], ['sboms/linux-amd64.spdx.json']);
  const both = await sbom(image, '--output-folder', 'sboms', '--output', 'x.json');
  assert.deepEqual([both.code, both.written.size], [2, 0]);
});

test('what is left out of an index is there in one of its images at least', async (t) => {
  const server = await serveOci();
  t.after(() => server.close());
  const manifests = ['amd64', 'arm64'].map((architecture) => ({
    ...keepSystem(server, architecture, architecture === 'amd64' ? { 'srv/go.mod': 'module lens\n' } : {}),
    platform: { os: 'linux', architecture },
  }));
  server.manifest({ mediaType: ociIndex, manifests }, 'v1');
  const image = `${server.host}/acme/lens:v1`;
  assert.equal((await sbom(image, '--output-folder', 'sboms', '--exclude', 'srv')).code, 0);
  const refused = await sbom(image, '--output-folder', 'sboms', '--exclude', 'opt');
  assert.deepEqual([refused.code, refused.written.size], [2, 0]);
});

test('a folder is not asked for where there is one document', async (t) => {
  const { code, err } = await sbom(folder(t, { 'go.mod': 'module lens\n' }), '--output-folder', 'sboms');
  assert.equal(code, 2);
  assert.match(err, /--output FILE/);
});

for (const { what, word, code, said } of [
  { what: 'no such image', word: 'acme/none:v1', code: 3, said: /has no image/ },
  { what: 'a digest that is none', word: 'acme/lens@sha256:12', code: 2, said: /its digest is "sha256:12"/ },
]) {
  test(`what cannot be described writes nothing: ${what}`, async (t) => {
    const server = await serveOci();
    t.after(() => server.close());
    const ran = await sbom(`${server.host}/${word}`);
    assert.equal(ran.code, code);
    assert.equal(ran.out, '');
    assert.match(ran.err, said);
  });
}

test('an image whose database cannot be read is no image without packages', async (t) => {
  const layout = memoryLayout();
  layout.index([keepSystem(layout, 'amd64', { 'var/lib/dpkg/status': '', 'var/lib/rpm/Packages': 'old' })]);
  const { code, err, out } = await sbom(folder(t, Object.fromEntries(layout.files)));
  assert.equal(code, 3);
  assert.equal(out, '');
  assert.match(err, /Berkeley DB/);
});

test('half an archive is told as one, and writes nothing', async (t) => {
  const archive = gzipSync(tarOfMembers([{ name: 'a', body: 'a' }]));
  const path = folder(t, { 'x.tgz': archive.subarray(0, archive.length - 12) });
  const { code, err, out } = await sbom(join(path, 'x.tgz'));
  assert.equal(code, 3);
  assert.equal(out, '');
  assert.match(err, /x\.tgz cannot be described: .*\[ARCHIVE_MALFORMED\] \[SBOM_UNREADABLE\]/);
});
