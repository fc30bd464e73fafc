import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { tarOf } from '../support/oci-layout.ts';
import { releaseBench, sha256 } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const chart = (text: string): Buffer =>
  gzipSync(
    tarOf([
      ['lens/Chart.yaml', Buffer.from(text)],
      ['lens/charts/other/Chart.yaml', Buffer.from('name: other\n')],
    ]),
    { level: 9 },
  );

test('a chart is pushed under its own name and version, as Helm looks for it, and verifies', async () => {
  const packed = chart('apiVersion: v2\nname: lens\nversion: 1.2.3+build.7\n');
  bench.put('dist/lens-1.2.3.tgz', packed);
  const to = `${bench.registry.host}/acme/charts`;
  bench.config({ signer: bench.signer, charts: [{ file: 'dist/*.tgz', to, evidence: ['signature', 'provenance'] }] });
  const ran = await bench.release();
  assert.equal(ran.code, 0, ran.err);
  const store = bench.registry.repositories.get('acme/charts/lens');
  assert.deepEqual([...(store?.tags.keys() ?? [])], ['1.2.3_build.7']);
  const top = store?.tags.get('1.2.3_build.7') ?? '';
  const manifest = JSON.parse(Buffer.from(store?.manifests.get(top)?.bytes ?? []).toString()) as {
    readonly config: { readonly mediaType: string; readonly digest: string };
    readonly layers: readonly { readonly mediaType: string; readonly digest: string }[];
  };
  assert.equal(manifest.config.mediaType, 'application/vnd.cncf.helm.config.v1+json');
  assert.deepEqual(
    manifest.layers.map(({ mediaType, digest }) => [mediaType, digest]),
    [['application/vnd.cncf.helm.chart.content.v1.tar+gzip', `sha256:${sha256(packed)}`]],
  );
  assert.equal((JSON.parse(Buffer.from(store?.blobs.get(manifest.config.digest) ?? []).toString()) as { readonly name: string }).name, 'lens');
  const words = ran.out.split('\n').flatMap((line) => (line.startsWith('    sealwright verify ') ? [line.trim().split(' ').slice(1)] : []))[0] ?? [];
  assert.equal((await bench.run([...words, '--strict', ...bench.words.slice(2, 4)])).code, 0);
  // The folder of the journal may have moved, as between two runners.
  bench.put('dist/lens-1.2.3.tgz', chart('apiVersion: v2\nname: lens\nversion: 1.2.3+build.7\nappVersion: other\n'));
  const other = await bench.release();
  assert.equal(other.code, 2, other.err);
  assert.match(other.err, /dist\/lens-1\.2\.3\.tgz is not the chart that was frozen/);
});

test('an SBOM of a chart is refused with the reason', async () => {
  bench.put('dist/lens-1.2.3.tgz', chart('name: lens\nversion: 1.2.3\n'));
  for (const asked of ['spdx', 'cyclonedx']) {
    bench.config({ signer: bench.signer, charts: [{ file: 'dist/*.tgz', to: `${bench.registry.host}/acme/charts`, evidence: ['signature', asked] }] });
    const ran = await bench.release(['--plan']);
    assert.equal(ran.code, 2, ran.err);
    assert.match(ran.err, /signature or provenance: what a chart installs is in the images that it names, and each of these has an SBOM of its own/);
  }
  bench.config({ signer: bench.signer, charts: [{ file: 'dist/*.tgz', to: `${bench.registry.host}/acme/charts`, evidence: ['signature', 'provenance'] }] });
});

test('what is no chart is told before anything is done', async () => {
  const table = [
    { what: 'no archive', bytes: Buffer.from('hello\n') },
    { what: 'no Chart.yaml', bytes: gzipSync(tarOf([['lens/values.yaml', Buffer.from('a: 1\n')]])) },
    { what: 'no map', bytes: chart('- 1\n') },
    { what: 'a name that leads elsewhere', bytes: chart('name: ../../evil\nversion: 1.2.3\n') },
    { what: 'a version that is none', bytes: chart('name: lens\nversion: latest\n') },
  ];
  for (const { what, bytes } of table) {
    bench.put('dist/lens-1.2.3.tgz', bytes);
    rmSync(join(bench.folder, '.sealwright'), { recursive: true, force: true });
    const ran = await bench.release();
    assert.ok([2, 3].includes(ran.code), `${what}: ${ran.err}`);
    assert.match(ran.err, /RELEASE_REFUSED|SBOM_UNREADABLE/, what);
  }
});
