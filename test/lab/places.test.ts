import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  createSigstore,
  makeKey,
  npmKeyId,
  packSnappy,
  signStatement,
  startGithub,
  startNpm,
  startPypi,
  startRegistry,
  type Github,
  type Registry,
  type RegistryOptions,
} from '../../src/lab/index.ts';

const clock = { now: () => Date.UTC(2026, 5, 1, 12) };
const sha256 = (bytes: Uint8Array | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const ociManifest = 'application/vnd.oci.image.manifest.v1+json';

/** Bytes pushed in two pieces, as clients do. */
async function pushBlob(base: string, bytes: string): Promise<{ readonly digest: string; readonly size: number }> {
  const opened = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
  assert.equal(opened.status, 202);
  const at = new URL(opened.headers.get('location') ?? '', base);
  assert.equal((await fetch(at, { method: 'PATCH', body: bytes.slice(0, 3) })).status, 202);
  at.searchParams.set('digest', sha256(bytes));
  assert.equal((await fetch(at, { method: 'PUT', body: bytes.slice(3) })).status, 201);
  return { digest: sha256(bytes), size: bytes.length };
}

async function pushManifest(base: string, manifest: object, tag?: string): Promise<{ readonly digest: string; readonly reply: Response }> {
  const body = JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, ...manifest });
  const reply = await fetch(`${base}/manifests/${tag ?? sha256(body)}`, { method: 'PUT', body, headers: { 'content-type': ociManifest } });
  assert.equal(reply.status, 201);
  return { digest: sha256(body), reply };
}

async function withRegistry(options: RegistryOptions, run: (base: string, registry: Registry) => Promise<void>): Promise<void> {
  const registry = await startRegistry(options);
  try {
    await run(`${registry.url}/v2/acme/lens`, registry);
  } finally {
    await registry.close();
  }
}

test('a registry gives back what was pushed, by digest and by tag', () =>
  withRegistry({}, async (base) => {
    const layer = await pushBlob(base, 'a layer');
    const { digest } = await pushManifest(base, { config: layer, layers: [layer] }, 'v1');
    assert.equal(await (await fetch(`${base}/blobs/${layer.digest}`)).text(), 'a layer');
    const byTag = await fetch(`${base}/manifests/v1`);
    assert.equal(byTag.headers.get('docker-content-digest'), digest);
    assert.equal(sha256(Buffer.from(await byTag.arrayBuffer())), digest);
    assert.equal((await fetch(`${base}/manifests/${digest}`, { method: 'HEAD' })).status, 200);
    assert.equal((await fetch(`${base}/manifests/v1`, { method: 'DELETE' })).status, 202);
    assert.equal((await fetch(`${base}/manifests/v1`)).status, 404);
  }));

test('a registry takes no bytes under the digest of others', () =>
  withRegistry({}, async (base) => {
    assert.equal((await fetch(`${base}/blobs/uploads/?digest=${sha256('x')}`, { method: 'POST', body: 'y' })).status, 400);
    assert.equal((await fetch(`${base}/manifests/${sha256('x')}`, { method: 'PUT', body: '{}' })).status, 400);
  }));

test('a registry lists referrers page by page, and by kind', () =>
  withRegistry({ pageSize: 2 }, async (base) => {
    const subject = { mediaType: ociManifest, digest: sha256('image'), size: 5 };
    for (const name of ['a', 'b', 'c'])
      assert.equal((await pushManifest(base, { artifactType: `test/${name}`, subject })).reply.headers.get('oci-subject'), subject.digest);
    const found: string[] = [];
    for (let next: string | undefined = `${base}/referrers/${subject.digest}`; next !== undefined;) {
      const reply: Response = await fetch(next);
      const { manifests } = (await reply.json()) as { readonly manifests: readonly { readonly artifactType: string }[] };
      assert.ok(manifests.length <= 2);
      found.push(...manifests.map((one) => one.artifactType));
      const link = /<([^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1];
      next = link === undefined ? undefined : new URL(link, base).href;
    }
    assert.deepEqual(found, ['test/a', 'test/b', 'test/c']);
    const filtered = await fetch(`${base}/referrers/${subject.digest}?artifactType=test/b`);
    assert.equal(filtered.headers.get('oci-filters-applied'), 'artifactType');
    assert.equal(((await filtered.json()) as { readonly manifests: readonly unknown[] }).manifests.length, 1);
  }));

test('a registry without the API of referrers says so', () =>
  withRegistry({ referrers: 'none' }, async (base) => {
    const subject = { mediaType: ociManifest, digest: sha256('image'), size: 5 };
    assert.equal((await pushManifest(base, { artifactType: 'test/a', subject })).reply.headers.get('oci-subject'), null);
    assert.equal((await fetch(`${base}/referrers/${subject.digest}`)).status, 404);
  }));

test('a registry with a login takes the token that it gave', () =>
  withRegistry({ login: { username: 'ada', password: 'secret', by: 'token' } }, async (base, registry) => {
    const refused = await fetch(`${registry.url}/v2/`);
    assert.equal(refused.status, 401);
    assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer realm="http:\/\/127\.0\.0\.1:\d+\/token"/);
    const asked = (login: string): Promise<Response> =>
      fetch(`${registry.url}/token`, { headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } });
    assert.equal((await asked('ada:wrong')).status, 401);
    const { token } = (await (await asked('ada:secret')).json()) as { readonly token: string };
    assert.equal((await fetch(`${base}/manifests/v1`, { headers: { authorization: `Bearer ${token}` } })).status, 404);
  }));

const statement = (bytes: Uint8Array, name = 'lens.tgz'): Parameters<typeof signStatement>[1] => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name, digest: { sha256: sha256(bytes).slice(7) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
});

describe('a small GitHub', () => {
  const bytes = Buffer.from('a file of a release');
  const signed = signStatement(createSigstore({ clock }), statement(bytes));
  let github: Github;
  before(async () => {
    github = await startGithub({ attestationsAs: 'address', pageSize: 2, token: 'secret' });
    for (let i = 0; i < 3; i++) github.attest({ repository: 'acme/lens', digest: sha256(bytes), bundle: signed.bundle });
    github.release({ repository: 'acme/lens', tag: 'v1', files: [{ name: 'lens.tgz', bytes }] });
  });
  after(() => github.close());

  test('gives attestations page by page, packed at another host', async () => {
    const first = await fetch(`${github.url}/repos/acme/lens/attestations/${sha256(bytes)}`);
    const { attestations } = (await first.json()) as { readonly attestations: readonly { readonly bundle: unknown; readonly bundle_url: string }[] };
    assert.equal(attestations.length, 2);
    assert.equal(attestations[0]?.bundle, null);
    assert.match(first.headers.get('link') ?? '', /rel="next"/);
    const packed = Buffer.from(await (await fetch(attestations[0]?.bundle_url ?? '')).arrayBuffer());
    assert.deepEqual(JSON.parse(unpackSnappy(packed).toString()), signed.bundle);
    assert.notEqual(new URL(attestations[0]?.bundle_url ?? '').host, new URL(github.url).host);
  });

  test('knows attestations of the repository alone, and of its owner', async () => {
    const status = async (scope: string): Promise<number> => (await fetch(`${github.url}/${scope}/attestations/${sha256(bytes)}`)).status;
    assert.deepEqual([await status('repos/acme/other'), await status('orgs/acme'), await status('users/ada')], [404, 200, 404]);
  });

  test('takes attestations from whoever has the token', async () => {
    const write = (authorization: string): Promise<Response> =>
      fetch(`${github.url}/repos/acme/new/attestations`, { method: 'POST', body: JSON.stringify({ bundle: signed.bundle }), headers: { authorization } });
    assert.deepEqual([(await write('Bearer wrong')).status, (await write('Bearer secret')).status], [401, 201]);
    assert.equal((await fetch(`${github.url}/repos/acme/new/attestations/${sha256(bytes)}`)).status, 200);
  });

  test('gives the files of a release, and hides what is private', async () => {
    const { assets } = (await (await fetch(`${github.url}/repos/acme/lens/releases/tags/v1`)).json()) as {
      readonly assets: readonly { readonly digest: string; readonly browser_download_url: string }[];
    };
    assert.equal(assets[0]?.digest, sha256(bytes));
    assert.deepEqual(Buffer.from(await (await fetch(assets[0]?.browser_download_url ?? '')).arrayBuffer()), bytes);
    github.hide('acme/lens');
    const asked = (headers: Readonly<Record<string, string>>): Promise<Response> => fetch(`${github.url}/repos/acme/lens/releases/tags/v1`, { headers });
    assert.deepEqual([(await asked({})).status, (await asked({ authorization: 'Bearer secret' })).status], [404, 200]);
  });
});

test('an index of Python packages gives provenance for the files that have it', async () => {
  const bytes = Buffer.from('a wheel');
  const pypi = await startPypi();
  const filename = 'lens-1.0-py3-none-any.whl';
  const signed = signStatement(createSigstore({ clock }), statement(bytes, filename));
  pypi.upload({ project: 'lens', version: '1.0', filename, bytes, attestations: [signed] });
  pypi.upload({ project: 'lens', version: '1.0', filename: 'lens-1.0.tar.gz', bytes });
  const listed = (await (await fetch(`${pypi.url}/simple/lens/`)).json()) as {
    readonly files: readonly { readonly url: string; readonly provenance: string | null }[];
  };
  assert.equal(listed.files[1]?.provenance, null);
  const provenance = (await (await fetch(listed.files[0]?.provenance ?? '')).json()) as {
    readonly attestation_bundles: readonly { readonly attestations: readonly { readonly envelope: { readonly signature: string } }[] }[];
  };
  assert.equal(provenance.attestation_bundles[0]?.attestations[0]?.envelope.signature, signed.bundle.dsseEnvelope?.signatures[0]?.sig);
  assert.equal(await (await fetch(listed.files[0]?.url ?? '')).text(), 'a wheel');
  assert.equal((await fetch(`${pypi.url}/integrity/lens/1.0/lens-1.0.tar.gz/provenance`)).status, 404);
  await pypi.close();
});

test('a registry of npm packages gives attestations and the keys to the one of publishing', async () => {
  const key = makeKey({ seed: 'npm', algorithm: 'p256' });
  const npm = await startNpm({ keys: [key] });
  const signed = signStatement(createSigstore({ clock }), statement(Buffer.from('x')), { signer: { kind: 'key', key, hint: npmKeyId(key) } });
  npm.publish({ name: '@acme/lens', version: '1.0.0', tarball: Buffer.from('x'), attestations: [{ predicateType: 'p', signed }] });
  const { attestations } = (await (await fetch(`${npm.url}/-/npm/v1/attestations/@acme%2flens@1.0.0`)).json()) as {
    readonly attestations: readonly { readonly bundle: typeof signed.bundle }[];
  };
  const { keys } = (await (await fetch(`${npm.url}/-/npm/v1/keys`)).json()) as { readonly keys: readonly { readonly keyid: string }[] };
  assert.equal(attestations[0]?.bundle.verificationMaterial.publicKey?.hint, keys[0]?.keyid);
  const of = (await (await fetch(`${npm.url}/@acme%2flens`)).json()) as {
    readonly versions: Readonly<Record<string, { readonly dist: { readonly tarball: string } }>>;
  };
  assert.equal(await (await fetch(of.versions['1.0.0']?.dist.tarball ?? '')).text(), 'x');
  await npm.close();
});

/** Source: google/snappy `format_description.txt`; only what the lab packs with. */
function unpackSnappy(packed: Buffer): Buffer {
  let at = 0;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = packed[at++] ?? 0;
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const out = Buffer.alloc(size);
  let end = 0;
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    if ((tag & 3) === 0) {
      const long = tag >> 2 === 61;
      const length = (long ? packed.readUInt16LE(at) : tag >> 2) + 1;
      at += long ? 2 : 0;
      out.set(packed.subarray(at, at + length), end);
      at += length;
      end += length;
    } else {
      assert.equal(tag & 3, 2);
      const offset = packed.readUInt16LE(at);
      at += 2;
      for (let i = 0; i <= tag >> 2; i++, end++) out[end] = out[end - offset] ?? 0;
    }
  }
  assert.equal(end, size);
  return out;
}

test('what is packed unpacks to itself', () => {
  for (const text of ['', 'a', 'abc'.repeat(1000), `${'x'.repeat(70_000)}abcd${'y'.repeat(100)}abcd`, Array.from({ length: 20_000 }, (_, i) => i).join(' ')])
    assert.equal(unpackSnappy(Buffer.from(packSnappy(Buffer.from(text)))).toString(), text);
  assert.ok(packSnappy(Buffer.from('abc'.repeat(1000))).length < 300);
});
