import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { limits } from '../../../src/base/index.ts';
import { Asker } from '../../../src/registry/asking/index.ts';
import { openRegistry, parseRegistriesConf, platformsOf, type Attached, type ImageStore, type RegistryOptions } from '../../../src/registry/oci/index.ts';
import {
  bundleType,
  keepBundle,
  keepImage,
  keepOlder,
  ociImage,
  ociIndex,
  serveOci,
  sha256,
  type OciServer,
  type OciServerOptions,
} from '../../support/oci-server.ts';
import { outside } from '../../support/outside.ts';

async function serve(t: TestContext, options: OciServerOptions = {}): Promise<OciServer> {
  const server = await serveOci(options);
  t.after(() => server.close());
  return server;
}

function open(host: string, options: RegistryOptions = {}): ImageStore {
  return openRegistry(new Asker(outside()), { registry: host, repository: 'acme/lens' }, options);
}

function placesOf(text: string): NonNullable<RegistryOptions['places']> {
  const places = parseRegistriesConf(text);
  return typeof places === 'function' ? places : assert.fail(places.why);
}

async function digestOf(store: ImageStore, tag: string): Promise<string> {
  const found = await store.manifest({ tag });
  return found.kind === 'parsed' ? found.value.digest : found.kind === 'missing' ? 'missing' : `${found.reason.code} ${found.reason.message}`;
}

function texts({ evidence }: Attached): readonly string[] {
  return evidence.map((one) => `${one.form} ${new TextDecoder().decode(one.bytes)}`);
}

function codes({ notes }: Attached): readonly string[] {
  return notes.map((one) => one.reason.code);
}

test('a tag is resolved once, and to the digest of its bytes', async (t) => {
  const server = await serve(t);
  const image = keepImage(server, { tag: 'v1' });
  const store = open(server.host);
  assert.equal(await digestOf(store, 'v1'), image.digest);
  keepImage(server, { tag: 'v1', text: 'another' });
  assert.equal(await digestOf(store, 'v1'), image.digest);
  assert.equal(server.asked.filter((one) => one.path.endsWith('/v1')).length, 1);
  assert.equal(await digestOf(store, 'v2'), 'missing');
});

test('evidence is found in every way in which it is kept, and no way hides another', async (t) => {
  for (const referrersPerPage of [undefined, 1, 100]) {
    const server = await serve(t, referrersPerPage === undefined ? {} : { referrersPerPage });
    const image = keepImage(server, { tag: 'v1' });
    const kept = [keepBundle(server, image, '{"bundle":1}'), keepBundle(server, image, '{"bundle":2}')];
    keepOlder(server, image, 'sig', ['payload a', 'payload b']);
    keepOlder(server, image, 'att', ['envelope a']);
    // Others refer to it too.
    server.manifest({ mediaType: ociImage, artifactType: 'application/spdx+json', config: server.blob('{}', 'x'), layers: [], subject: image });
    if (referrersPerPage === undefined)
      server.manifest({ mediaType: ociIndex, manifests: kept.map((one) => ({ ...one, artifactType: bundleType })) }, image.digest.replace(':', '-'));
    const found = await open(server.host).evidence(image.digest);
    assert.deepEqual(
      texts(found).toSorted(),
      ['bundle {"bundle":1}', 'bundle {"bundle":2}', 'cosign-attestation envelope a', 'cosign-signature payload a', 'cosign-signature payload b'],
      `referrers: ${referrersPerPage}`,
    );
    assert.deepEqual(codes(found), []);
    assert.equal(
      found.evidence.find((one) => new TextDecoder().decode(one.bytes) === 'payload b')?.annotations.get('dev.cosignproject.cosign/signature'),
      'signature 1',
    );
  }
});

test('an entry of the tag that does not say what it is is looked at', async (t) => {
  const server = await serve(t);
  const image = keepImage(server);
  const other = keepImage(server, { text: 'no evidence' });
  server.manifest({ mediaType: ociIndex, manifests: [keepBundle(server, image, '{"bundle":1}'), other] }, image.digest.replace(':', '-'));
  const found = await open(server.host).evidence(image.digest);
  assert.deepEqual(texts(found), ['bundle {"bundle":1}']);
  assert.deepEqual(codes(found), []);
});

test('evidence in more pieces than are read is bounded, and what is told of it too', async (t) => {
  const server = await serve(t);
  const image = keepImage(server);
  const layers = Array.from({ length: limits.maxEvidenceLayers }, (_, i) => ({ mediaType: bundleType, digest: sha256(`none ${i}`), size: 1 }));
  const referrers = Array.from({ length: 8 }, (_, i) => {
    const annotations = { number: String(i) };
    return {
      ...server.manifest({ mediaType: ociImage, artifactType: bundleType, config: server.blob('{}', 'x'), layers, subject: image, annotations }),
      artifactType: bundleType,
    };
  });
  server.manifest({ mediaType: ociIndex, manifests: referrers }, image.digest.replace(':', '-'));
  const { notes } = await open(server.host).evidence(image.digest);
  assert.equal(notes.length, limits.maxNotes + 1);
  assert.equal(server.asked.filter((one) => one.path.includes('/blobs/')).length, limits.maxImageEvidence);
});

test('a registry that takes the tag of referrers for the digest gives the image itself, whose parts are no referrers', async (t) => {
  const server = await serve(t);
  const parts = [keepImage(server, { text: 'a' }), keepImage(server, { text: 'b' })];
  const image = server.manifest({ mediaType: ociIndex, manifests: parts });
  server.manifest({ mediaType: ociIndex, manifests: parts }, image.digest.replace(':', '-'));
  assert.deepEqual(await open(server.host).evidence(image.digest), { evidence: [], notes: [] });
  for (const part of parts) assert.ok(!server.asked.some((one) => one.path.endsWith(part.digest)));
});

test('an image without evidence has none, and nothing kept us from knowing', async (t) => {
  const server = await serve(t);
  const image = keepImage(server, { tag: 'v1' });
  assert.deepEqual(await open(server.host).evidence(image.digest), { evidence: [], notes: [] });
});

test('a registry that lies, fails or stalls is not one without evidence', async (t) => {
  type Instead = (request: IncomingMessage, response: ServerResponse) => void;
  const rows: readonly { readonly what: string; readonly path: RegExp; readonly instead: Instead; readonly code: string }[] = [
    { what: 'other bytes for a bundle', path: /\/blobs\//, instead: (_, r) => void r.writeHead(200).end('{"bundle":2}'), code: 'SERVICE_MISMATCH' },
    { what: 'more bytes than it said', path: /\/blobs\//, instead: (_, r) => void r.writeHead(200).end('x'.repeat(1_000_000)), code: 'SERVICE_TOO_MUCH' },
    { what: 'a bundle that is gone', path: /\/blobs\//, instead: (_, r) => void r.writeHead(404).end(), code: 'SERVICE_FAILED' },
    { what: 'a manifest that is gone', path: /\/manifests\/sha256:/, instead: (_, r) => void r.writeHead(404).end(), code: 'SERVICE_FAILED' },
    {
      what: 'another manifest',
      path: /\/manifests\/sha256:/,
      instead: (_, r) => void r.writeHead(200).end('{"schemaVersion":2,"layers":[]}'),
      code: 'SERVICE_MISMATCH',
    },
    { what: 'referrers that are no index', path: /\/referrers\//, instead: (_, r) => void r.writeHead(200).end('[]'), code: 'SERVICE_MALFORMED' },
    { what: 'referrers that fail', path: /\/referrers\//, instead: (_, r) => void r.writeHead(500).end(), code: 'SERVICE_FAILED' },
    { what: 'referrers that are denied', path: /\/referrers\//, instead: (_, r) => void r.writeHead(403).end(), code: 'SERVICE_DENIED' },
    { what: 'too many questions', path: /\/referrers\//, instead: (_, r) => void r.writeHead(429, { 'retry-after': '900' }).end(), code: 'SERVICE_LIMITED' },
    {
      what: 'an answer cut off',
      path: /\/referrers\//,
      instead: (_, r) => void r.writeHead(200, { 'content-length': '9' }).end('{', () => r.destroy()),
      code: 'SERVICE_UNREACHABLE',
    },
    { what: 'a tag that fails', path: /\.sig$/, instead: (_, r) => void r.writeHead(502).end(), code: 'SERVICE_FAILED' },
    {
      what: 'endless referrers',
      path: /\/referrers\//,
      instead: (_, r) => {
        r.writeHead(200);
        const more = (): void => void (r.destroyed || r.write(' '.repeat(65_536), () => setImmediate(more)));
        more();
      },
      code: 'SERVICE_TOO_MUCH',
    },
    {
      what: 'pages in a circle',
      path: /\/referrers\//,
      instead: (q, r) => void r.writeHead(200, { link: `<${q.url}>; rel="next"` }).end(JSON.stringify({ schemaVersion: 2, manifests: [] })),
      code: 'SERVICE_MALFORMED',
    },
    {
      what: 'pages without an end',
      path: /\/referrers\//,
      instead: (q, r) => void r.writeHead(200, { link: `<${q.url}0>; rel="next"` }).end(JSON.stringify({ schemaVersion: 2, manifests: [] })),
      code: 'SERVICE_TOO_MUCH',
    },
    {
      what: 'a next page elsewhere',
      path: /\/referrers\//,
      instead: (_, r) => void r.writeHead(200, { link: '<http://127.0.0.1:9/x>; rel="next"' }).end(JSON.stringify({ schemaVersion: 2, manifests: [] })),
      code: 'SERVICE_MALFORMED',
    },
  ];
  for (const { what, path, instead, code } of rows) {
    const server = await serve(t, {
      referrersPerPage: 100,
      instead: (request, response) => {
        if (!path.test(request.url ?? '')) return false;
        instead(request, response);
        return true;
      },
    });
    const image = keepImage(server);
    keepBundle(server, image, '{"bundle":1}');
    const found = await open(server.host).evidence(image.digest);
    assert.deepEqual(texts(found), what === 'a tag that fails' ? ['bundle {"bundle":1}'] : [], what);
    assert.deepEqual(codes(found), [code], what);
    assert.ok(server.asked.length < 60, `${what}: ${server.asked.length} requests`);
  }
});

test('evidence that is more than is kept is not asked for', async (t) => {
  const server = await serve(t);
  const image = keepImage(server);
  const claims = Array.from({ length: 10 }, (_, i) => ({ mediaType: bundleType, digest: sha256(String(i)), size: limits.maxEvidenceBytes }));
  const referrer = server.manifest({ mediaType: ociImage, artifactType: bundleType, config: server.blob('{}', 'x'), layers: claims, subject: image });
  server.manifest({ mediaType: ociIndex, manifests: [{ ...referrer, artifactType: bundleType }] }, image.digest.replace(':', '-'));
  const found = codes(await open(server.host).evidence(image.digest));
  assert.ok(found.includes('SERVICE_TOO_MUCH'));
  assert.ok(server.asked.filter((one) => one.path.includes('/blobs/')).length * limits.maxEvidenceBytes <= limits.maxKeptBytes);
});

test('a manifest that is two things, or not what it says, is none', async (t) => {
  const server = await serve(t);
  const layer = server.blob('layer', 'x');
  const rows = [
    { what: 'image and index at once', manifest: { mediaType: ociIndex, manifests: [layer], layers: [layer] }, said: /at once/ },
    { what: 'an index that says image', manifest: { mediaType: ociImage, manifests: [layer] }, said: /something else/ },
    { what: 'neither', manifest: { mediaType: ociImage }, said: /neither/ },
    { what: 'of version 1', manifest: { mediaType: ociImage, schemaVersion: 1, layers: [] }, said: /schemaVersion/ },
    { what: 'a digest that is none', manifest: { mediaType: ociImage, layers: [{ ...layer, digest: 'sha256:../../x' }] }, said: /an entry/ },
    { what: 'a size that is none', manifest: { mediaType: ociImage, layers: [{ ...layer, size: -1 }] }, said: /an entry/ },
    { what: 'layers that are none', manifest: { mediaType: ociImage, layers: { length: 1 } }, said: /list/ },
  ];
  for (const { what, manifest, said } of rows) {
    server.manifest(manifest, 'odd');
    assert.match(await digestOf(open(server.host), 'odd'), said, what);
  }
});

test('a registry that names another digest than that of its bytes is not believed', async (t) => {
  const server = await serve(t, {
    instead: (request, response) => {
      if (!request.url?.endsWith('/manifests/v1')) return false;
      response.writeHead(200, { 'docker-content-digest': sha256('other') }).end('{"schemaVersion":2,"layers":[]}');
      return true;
    },
  });
  assert.match(await digestOf(open(server.host), 'v1'), /^SERVICE_MISMATCH/);
});

test('every platform below an index, and indexes in it', async (t) => {
  const server = await serve(t);
  const images = ['amd64', 'arm64', 's390x'].map((text) => ({ ...keepImage(server, { text }), platform: { os: 'linux', architecture: text, variant: '' } }));
  const inner = server.manifest({ mediaType: ociIndex, manifests: [images[2], images[1]] });
  const attestation = { ...keepImage(server, { text: 'buildkit' }), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
  server.manifest({ mediaType: ociIndex, manifests: [images[0], images[1], inner, attestation] }, 'v1');
  const store = open(server.host);
  const top = await store.manifest({ tag: 'v1' });
  assert.ok(top.kind === 'parsed');
  const found = await platformsOf(store, top.value);
  assert.deepEqual(
    found.platforms.map((one) => one.platform ?? one.digest),
    ['linux/amd64', 'linux/arm64', inner.digest, 'linux/s390x'],
  );
  assert.deepEqual(found.problems, []);
});

test('indexes without an end are bounded, and told', async (t) => {
  const server = await serve(t);
  let index = server.manifest({ mediaType: ociIndex, manifests: [keepImage(server)] });
  for (let i = 0; i < 20; i++) index = server.manifest({ mediaType: ociIndex, manifests: [index] });
  server.manifest({ mediaType: ociIndex, manifests: [index] }, 'deep');
  const wide = Array.from({ length: limits.maxPlatforms + 5 }, (_, i) => ({ mediaType: ociImage, digest: sha256(String(i)), size: 1 }));
  server.manifest({ mediaType: ociIndex, manifests: wide }, 'wide');
  for (const tag of ['deep', 'wide']) {
    const store = open(server.host);
    const top = await store.manifest({ tag });
    assert.ok(top.kind === 'parsed');
    const found = await platformsOf(store, top.value);
    assert.ok(found.platforms.length <= limits.maxPlatforms);
    assert.deepEqual(
      found.problems.map((one) => one.code),
      ['SERVICE_TOO_MUCH'],
      tag,
    );
  }
});

test('a mirror is asked first, and does not hide what the registry has', async (t) => {
  const [registry, mirror] = [await serve(t, { referrersPerPage: 10 }), await serve(t)];
  const image = keepImage(registry, { tag: 'v1' });
  keepImage(mirror, { tag: 'v1' });
  keepBundle(registry, image, '{"bundle":1}');
  for (const one of [registry, mirror]) keepOlder(one, image, 'sig', ['payload']);
  const store = open(registry.host, { places: placesOf(`[[registry]]\nprefix = "${registry.host}"\n[[registry.mirror]]\nlocation = "${mirror.host}/hub"\n`) });
  assert.equal(await digestOf(store, 'v1'), image.digest);
  assert.deepEqual(registry.asked, []);
  assert.equal(mirror.asked[0]?.path, '/v2/hub/acme/lens/manifests/v1');
  assert.deepEqual(texts(await store.evidence(image.digest)).toSorted(), ['bundle {"bundle":1}', 'cosign-signature payload']);
});

test('evidence that is kept in another repository', async (t) => {
  const [registry, other] = [await serve(t), await serve(t)];
  const image = keepImage(registry, { tag: 'v1' });
  keepOlder(registry, image, 'sig', ['beside']);
  keepOlder(other, image, 'sig', ['apart']);
  const store = open(registry.host, { evidenceRepository: { registry: other.host, repository: 'acme/signatures' } });
  assert.deepEqual(texts(await store.evidence(image.digest)), ['cosign-signature apart']);
  assert.ok(other.asked.every((one) => one.path.startsWith('/v2/acme/signatures/')));
});
