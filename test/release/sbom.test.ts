import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { memoryLayout, tarOf } from '../support/oci-layout.ts';
import { releaseBench } from './bench.ts';

const bench = await releaseBench();
after(bench.close);

/** A lock file of one package. */
const lock = (name: string): string =>
  JSON.stringify({
    name: 'lens',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'lens', version: '1.0.0' },
      [`node_modules/${name}`]: { version: '1.3.0', resolved: `https://registry.npmjs.org/${name}/-/${name}-1.3.0.tgz`, license: 'MIT' },
    },
  });

interface Spdx {
  readonly packages: readonly {
    readonly externalRefs?: readonly { readonly referenceLocator: string }[];
    readonly checksums?: readonly { readonly checksumValue: string }[];
  }[];
}

const purlsIn = ({ packages }: Spdx): readonly string[] =>
  packages.flatMap(({ externalRefs = [] }) => externalRefs.map((one) => one.referenceLocator)).filter((one) => one.startsWith('pkg:npm/'));

interface Attested {
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: Spdx;
}

/** Statements in bundles that a registry keeps. */
function statementsIn(blobs: Iterable<Uint8Array>): readonly Attested[] {
  return [...blobs].flatMap((blob) => {
    const text = Buffer.from(blob).toString();
    if (!text.includes('"dsseEnvelope"')) return [];
    const { dsseEnvelope } = JSON.parse(text) as { readonly dsseEnvelope: { readonly payload: string } };
    return [JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as Attested];
  });
}

test('each file and each platform carries a signed SBOM of itself', async () => {
  bench.put(
    'dist/lens.tar',
    tarOf([
      ['package-lock.json', Buffer.from(lock('left'))],
      ['docs/requirements.txt', Buffer.from('flask\n')],
    ]),
  );
  const layout = memoryLayout();
  const platforms = ['amd64', 'arm64'].map((architecture) => {
    const config = layout.blob(
      JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = layout.blob(tarOf([['srv/package-lock.json', Buffer.from(lock(`left-${architecture}`))]]), 'application/vnd.oci.image.layer.v1.tar');
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

  const read = (name: string): unknown => JSON.parse(readFileSync(join(bench.folder, 'public', name), 'utf8'));
  assert.deepEqual(purlsIn(read('lens.tar.spdx.json') as Spdx), ['pkg:npm/left@1.3.0']);
  const { components } = read('lens.tar.cdx.json') as { readonly components: readonly { readonly purl?: string }[] };
  assert.deepEqual(
    components.map(({ purl }) => purl),
    ['pkg:npm/left@1.3.0'],
  );
  const store = bench.registry.repositories.get('acme/lens');
  const described = statementsIn(store?.blobs.values() ?? []).filter((one) => one.predicateType === 'https://spdx.dev/Document');
  assert.deepEqual(
    described.map(({ subject, predicate }) => [`sha256:${subject[0]?.digest.sha256}`, ...purlsIn(predicate)]).toSorted(),
    platforms.map(({ digest, platform }) => [digest, `pkg:npm/left-${platform.architecture}@1.3.0`]).toSorted(),
  );
  // What is not in a document is told, once for all its formats.
  assert.match(ran.err, /the SBOM of lens\.tar: 1 package\n {2}not looked at: docs\/requirements\.txt asks for 1 package without an exact version\n/);
  assert.equal(ran.err.split('not looked at').length, 2, ran.err);
  assert.match(ran.err, /the SBOM of \S+\/acme\/lens \(linux\/arm64\): 1 package\n/);
});

test('what cannot be described whole is not released with an SBOM', async () => {
  bench.put('dist/lens.tar', tarOf([['package-lock.json', Buffer.from('{ no json')]]));
  rmSync(join(bench.folder, 'public'), { recursive: true });
  const ran = await bench.release(['--state', join(bench.folder, 'second')]);
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.err, /SBOM_UNREADABLE/);
  assert.match(ran.err, /nothing of it is public/);
});
