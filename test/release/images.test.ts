import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { olderNetwork } from '../../src/cli/release/older-network.ts';
import type { Network } from '../../src/base/index.ts';
import { memoryLayout, tarOf } from '../support/oci-layout.ts';
import { putLayout, releaseBench, sha256, type Ran } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const at = (...path: readonly string[]): string => join(bench.folder, ...path);
const storeOf = (name: string) => bench.registry.repositories.get(name) ?? assert.fail(`there is no ${name}`);

/** A network that does something before each such request, or does not let it through. */
function before(method: string, path: RegExp, does: () => void | 'unreachable'): Network {
  const real = openNetwork();
  return {
    request: async (request) => {
      if (request.method === method && path.test(new URL(request.url).pathname) && does() === 'unreachable')
        return { kind: 'failed', cause: 'unreachable', reason: 'it cannot be reached' };
      return await real.request(request);
    },
  };
}

const indexType = 'application/vnd.oci.image.index.v1+json';

/** Images with a file in each. */
function imagesIn(layout: ReturnType<typeof memoryLayout>, architectures: readonly string[]) {
  return architectures.map((architecture) => {
    const config = layout.blob(
      JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = layout.blob(tarOf([['etc/motd', Buffer.from(architecture)]]), 'application/vnd.oci.image.layer.v1.tar');
    return {
      ...layout.manifest({ mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: [layer] }),
      platform: { os: 'linux', architecture },
    };
  });
}

function putImages(folder: string): string {
  const layout = memoryLayout();
  const index = layout.manifest({ mediaType: indexType, manifests: imagesIn(layout, ['amd64', 'arm64']) });
  layout.index([index]);
  for (const [path, bytes] of layout.files) bench.put(`${folder}/${path}`, bytes);
  return index.digest;
}

async function verifies(image: string, ...types: readonly string[]): Promise<Ran> {
  const who = Object.entries({ ...bench.signer, ref: 'refs/tags/v1.2.3' }).flatMap(([key, value]) => [`--${key}`, value]);
  return await bench.run(['verify', image, ...who, ...types.flatMap((type) => ['--type', type]), '--recursive', '--strict', ...bench.words.slice(2, 4)]);
}

test('a tag is given what was pushed and verified, whatever lies in the layout by then', async () => {
  const top = putLayout(bench.put, 'image');
  const to = `${bench.registry.host}/acme/swapped`;
  bench.config({ signer: bench.signer, images: [{ layout: 'image', to, tags: ['{version}', 'latest'], evidence: ['signature'] }] });
  const blob = at('image/blobs', top.replace(':', '/'));
  const index = JSON.parse(readFileSync(blob, 'utf8')) as { readonly manifests: readonly object[] };
  const swap = (): void => writeFileSync(blob, JSON.stringify({ ...index, manifests: index.manifests.slice(1) }));
  const ran = await bench.release([], { network: before('PUT', /\/manifests\/1\.2\.3$/, swap) });
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual([...storeOf('acme/swapped').tags].toSorted(), [
    ['1.2.3', top],
    ['latest', top],
  ]);
  assert.equal((await verifies(`${to}:1.2.3`, 'signature')).code, 0);
  const earlier = await bench.release(['--state', at('swapped-2')]);
  assert.equal(earlier.code, 2, earlier.err);
  assert.match(earlier.err, /RELEASE_CHANGED/, 'and what is pushed is what the layout says');
});

test('what was pushed is gone on with where the layout is gone, and pushed anew where the registry collected it', async () => {
  const top = putImages('other');
  const to = `${bench.registry.host}/acme/collected`;
  bench.config({ signer: bench.signer, images: [{ layout: 'other', to, tags: ['{version}'], evidence: ['signature', 'spdx'] }] });
  const state = ['--state', at('collected')];
  const stopped = await bench.release(state, { network: before('PUT', /\/manifests\/1\.2\.3$/, () => 'unreachable') });
  assert.equal(stopped.code, 3, stopped.err);
  const { manifests } = storeOf('acme/collected');
  manifests.delete(top);
  const again = await bench.release(state, { network: before('PUT', /\/manifests\/1\.2\.3$/, () => 'unreachable') });
  assert.equal(again.code, 3, again.err);
  assert.ok(manifests.has(top), 'it is pushed again');
  rmSync(at('other'), { recursive: true });
  const ran = await bench.release(state);
  assert.equal(ran.code, 0, ran.err);
  assert.equal((await verifies(`${to}:1.2.3`, 'signature')).code, 0);
});

test('an SBOM is made of what was pushed where the layout is gone', async () => {
  putImages('gone');
  const to = `${bench.registry.host}/acme/gone`;
  bench.config({ signer: bench.signer, images: [{ layout: 'gone', to, tags: ['{version}'], evidence: ['signature', 'spdx'] }] });
  const state = ['--state', at('gone-state')];
  let signed = 0;
  const network = openNetwork();
  // One signature for each of three manifests, and no statement after them.
  const ran = await bench.release(state, {
    network: {
      request: async (request) =>
        request.method === 'POST' && request.url.includes('/api/v1/log/entries') && ++signed > 3
          ? { kind: 'failed', cause: 'unreachable', reason: 'it cannot be reached' }
          : await network.request(request),
    },
  });
  assert.equal(ran.code, 3, ran.err);
  rmSync(at('gone'), { recursive: true });
  const again = await bench.release(state);
  assert.equal(again.code, 0, again.err);
  assert.equal(again.out.split('--type spdx').length, 3, again.out);
});

test('of an index within an index each image is described, and no index', async () => {
  const layout = memoryLayout();
  const inner = layout.manifest({ mediaType: indexType, manifests: imagesIn(layout, ['amd64']) });
  layout.index([layout.manifest({ mediaType: indexType, manifests: [inner, ...imagesIn(layout, ['arm64'])] })]);
  for (const [path, bytes] of layout.files) bench.put(`nested/${path}`, bytes);
  const to = `${bench.registry.host}/acme/nested`;
  bench.config({ signer: bench.signer, images: [{ layout: 'nested', to, tags: ['{version}'], evidence: ['signature', 'provenance', 'spdx'] }] });
  const ran = await bench.release(['--state', at('nested-state')]);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out.split('--type spdx').length, 3, ran.out);
});

test('what the tag of a release stands for is vouched for, and not the images in it alone', async () => {
  const layout = memoryLayout();
  layout.index(imagesIn(layout, ['amd64']));
  for (const [path, bytes] of layout.files) bench.put(`single/${path}`, bytes);
  const empty = memoryLayout();
  empty.index([empty.manifest({ mediaType: indexType, manifests: [] })]);
  for (const [path, bytes] of empty.files) bench.put(`empty/${path}`, bytes);
  putImages('listed');
  const to = `${bench.registry.host}/acme/vouched`;
  const table = [
    { layout: 'listed', evidence: ['spdx'], err: /listed holds an index, of which nothing would be signed.*RELEASE_REFUSED/ },
    { layout: 'listed', evidence: ['spdx', 'cyclonedx'], err: /RELEASE_REFUSED/ },
    { layout: 'empty', evidence: ['signature', 'spdx'], err: /empty holds an index of no image \[RELEASE_REFUSED\]/ },
    { layout: 'listed', evidence: ['spdx', 'provenance'], err: undefined },
    { layout: 'single', evidence: ['spdx'], err: undefined },
  ];
  for (const [i, { err, ...image }] of table.entries()) {
    bench.config({ signer: bench.signer, images: [{ ...image, to, tags: [`t${i}`] }] });
    const logged = bench.lab.rekorV1.asked.length;
    const ran = await bench.release(['--state', at(`vouched-${i}`)]);
    assert.equal(ran.code, err === undefined ? 0 : 2, ran.err);
    if (err === undefined) continue;
    assert.match(ran.err, err);
    assert.equal(bench.lab.rekorV1.asked.length, logged, 'nothing is signed');
  }
});

test('evidence goes where COSIGN_REPOSITORY says, and is found there', async () => {
  putLayout(bench.put, 'kept-apart', 'apart');
  const to = `${bench.registry.host}/acme/apart`;
  bench.config({ signer: bench.signer, images: [{ layout: 'kept-apart', to, tags: ['{version}'], evidence: ['signature'] }] });
  const env = (name: string) =>
    name === 'COSIGN_REPOSITORY' ? `${bench.registry.host}/acme/evidence` : Object.entries(bench.env).find(([one]) => one === name)?.[1];
  const ran = await bench.release(['--state', at('apart-state')], { machine: { env } });
  assert.equal(ran.code, 0, ran.err);
  assert.equal(storeOf('acme/apart').manifests.size, 3, 'an index and two images, and nothing else');
  assert.ok(storeOf('acme/evidence').manifests.size > 0);
});

test('charts of one name are what they are, each under its own version, also when they are gone on with', async () => {
  const chart = (version: string): Buffer => gzipSync(tarOf([['lens/Chart.yaml', Buffer.from(`name: lens\nversion: ${version}\n`)]]), { level: 9 });
  const packed = ['1.2.3', '1.2.4'].map((version) => ({ version, bytes: chart(version), path: bench.put(`charts/lens-${version}.tgz`, chart(version)) }));
  const to = `${bench.registry.host}/acme/charts`;
  bench.config({ signer: bench.signer, charts: [{ file: 'charts/lens-*.tgz', to, evidence: ['signature'] }] });
  const state = ['--state', at('charts-state')];
  const stopped = await bench.release(state, { network: before('PUT', /\/manifests\/1\.2\.3$/, () => 'unreachable') });
  assert.equal(stopped.code, 3, stopped.err);
  for (const { path } of packed) rmSync(path);
  const ran = await bench.release(state);
  assert.equal(ran.code, 0, ran.err);
  const { tags, manifests } = storeOf('acme/charts/lens');
  for (const { version, bytes } of packed) {
    const manifest = Buffer.from(manifests.get(tags.get(version) ?? '')?.bytes ?? []).toString();
    assert.ok(manifest.includes(sha256(bytes)), `${version} holds its own chart`);
    assert.equal((await verifies(`${to}/lens:${version}`, 'signature')).code, 0);
  }
});

test('evidence for cosign 1 and 2 is kept beside, and verified by itself before a tag moves', async () => {
  const top = putImages('legacy');
  const to = `${bench.registry.host}/acme/legacy`;
  const declare = (legacy: boolean): void =>
    bench.config({ signer: bench.signer, images: [{ layout: 'legacy', to, tags: ['{version}'], evidence: ['signature', 'provenance', 'spdx'], legacy }] });
  declare(true);
  const planned = await bench.release(['--plan']);
  assert.equal(planned.out.split('also as cosign 1 and 2 keep it').length, 4, planned.out);
  const state = ['--state', at('legacy-state')];
  const own = () => storeOf('acme/legacy');
  const olderTag = `${top.replace(':', '-')}.sig`;
  // What is kept for them is lost while the rest is attached: what lies beside it does not stand in for it.
  const lost = await bench.release(state, { network: before('PUT', /\/manifests\/sha256-[0-9a-f]{64}\.att$/, () => void own().tags.delete(olderTag)) });
  assert.equal(lost.code, 1, lost.err);
  assert.match(lost.err, /does not verify as strangers are told to, by what cosign 1 and 2 see of it: verify .*RELEASE_UNVERIFIED/);
  assert.ok(!own().tags.has('1.2.3'));
  assert.equal((await bench.release([...state, '--discard'])).code, 0);
  const ran = await bench.release(state);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(own().tags.get('1.2.3'), top);
  const digests = (
    JSON.parse(readFileSync(at('legacy/blobs', top.replace(':', '/')), 'utf8')) as { readonly manifests: readonly { readonly digest: string }[] }
  ).manifests;
  const tags = [top, ...digests.map(({ digest }) => digest)].flatMap((digest) => ['sig', 'att'].map((ending) => `${digest.replace(':', '-')}.${ending}`));
  for (const tag of tags) assert.ok(own().tags.has(tag), tag);
  const older = { network: olderNetwork(openNetwork()) };
  const who = Object.entries({ ...bench.signer, ref: 'refs/tags/v1.2.3' }).flatMap(([key, value]) => [`--${key}`, value]);
  const asked = ['verify', `${to}:1.2.3`, ...who, '--type', 'signature', '--type', 'provenance', '--recursive', '--strict', ...bench.words.slice(2, 4)];
  assert.equal((await bench.run(asked, older)).code, 0);
  // The same image without: nothing is there for them.
  putImages('legacy');
  bench.config({ signer: bench.signer, images: [{ layout: 'legacy', to: `${bench.registry.host}/acme/newer`, tags: ['{version}'], evidence: ['signature'] }] });
  assert.equal((await bench.release(['--state', at('newer-state')])).code, 0);
  const none = await bench.run(
    asked.map((word) => word.replace('acme/legacy', 'acme/newer')),
    older,
  );
  assert.equal(none.code, 1, none.out);
});
