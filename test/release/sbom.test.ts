import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { memoryLayout, tarOf } from '../support/oci-layout.ts';
import { releaseBench } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

const lock = (name: string): string =>
  JSON.stringify({
    name,
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name, version: '1.0.0' },
      'node_modules/left': { version: '1.3.0', resolved: 'https://registry.npmjs.org/left/-/left-1.3.0.tgz', license: 'MIT' },
    },
  });

test('each file and each platform carries a signed SBOM of itself', async () => {
  bench.put('dist/lens.tar', tarOf([['package-lock.json', Buffer.from(lock('lens'))]]));
  const layout = memoryLayout();
  const platforms = ['amd64', 'arm64'].map((architecture) => {
    const config = layout.blob(
      JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = layout.blob(tarOf([['srv/package-lock.json', Buffer.from(lock(`lens-${architecture}`))]]), 'application/vnd.oci.image.layer.v1.tar');
    const manifest = layout.manifest({ mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: [layer] });
    return { ...manifest, platform: { os: 'linux', architecture } };
  });
  layout.index([layout.manifest({ mediaType: 'application/vnd.oci.image.index.v1+json', manifests: platforms })]);
  for (const [path, bytes] of layout.files) bench.put(`image/${path}`, bytes);
  const to = `${bench.registry.host}/acme/lens`;
  bench.config({
    signer: bench.signer,
    files: [{ path: 'dist/*.tar', evidence: ['signature', 'provenance', 'spdx', 'cyclonedx'] }],
    images: [{ layout: 'image', to, tags: ['{version}'], evidence: ['signature', 'spdx'] }],
    folder: 'public',
  });
  const ran = await bench.release();
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out.split('--type spdx').length, 4, ran.out);
  for (const { digest } of platforms) assert.ok(ran.out.includes(`sealwright verify ${to}@${digest}`), ran.out);
  const root = bench.words.slice(2, 4);
  const lens = join(bench.folder, 'public/lens.tar');
  const who = Object.entries(bench.signer).flatMap(([key, value]) => [`--${key}`, value]);
  const whole = await bench.run(['verify', lens, ...who, '--ref', 'refs/tags/v1.2.3', '--type', 'spdx', '--type', 'cyclonedx', '--strict', ...root]);
  assert.equal(whole.code, 0, whole.out);
  const document = await bench.run(['verify', `${lens}.spdx.json`, ...who, ...root]);
  assert.equal(document.code, 0, document.out);
  assert.match(document.out, /SHA256SUMS/, 'the list vouches for the document');
});

test('what cannot be described whole is not released with an SBOM', async () => {
  bench.put('dist/lens.tar', tarOf([['package-lock.json', Buffer.from('{ no json')]]));
  rmSync(join(bench.folder, 'public'), { recursive: true });
  const ran = await bench.release(['--state', join(bench.folder, 'second')]);
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /SBOM_UNREADABLE/);
  assert.match(ran.err, /nothing of it is public/);
});
