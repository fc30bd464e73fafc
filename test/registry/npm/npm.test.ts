import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { Asker, download } from '../../../src/registry/asking/index.ts';
import { readAttestations, readPackage } from '../../../src/registry/npm/index.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { outside } from '../../support/outside.ts';

const tarball = Buffer.from('the tarball');
const sha512 = createHash('sha512').update(tarball).digest('hex');
const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;

async function serve(t: TestContext, answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const server = await serveApi(answers);
  t.after(() => server.close());
  return server;
}

async function read(url: string, version = '1.2.3'): Promise<string> {
  const found = await readPackage(new Asker(outside()), { name: '@acme/lens', version }, url);
  return found.kind === 'parsed'
    ? JSON.stringify({ ...found.value, tarball: found.value.tarball.replace(url, '') })
    : found.kind === 'refused'
      ? found.reason.code
      : found.kind;
}

test('a version or a tag, its tarball and attestations', async (t) => {
  const one = { name: '@acme/lens', version: '1.2.3', dist: { tarball: '/lens.tgz', integrity: `sha1-xxxx ${integrity}` } };
  const attestations = { attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', bundle: {} }] };
  const server = await serve(t, {
    '/@acme%2Flens': { name: '@acme/lens', 'dist-tags': { latest: '1.2.3' }, versions: { '1.2.3': one } },
    '/lens.tgz': (_request, response) => void response.end(tarball),
    '/-/npm/v1/attestations/@acme%2Flens@1.2.3': attestations,
  });
  for (const version of ['1.2.3', 'latest'])
    assert.equal(
      await read(server.url, version),
      JSON.stringify({ name: '@acme/lens', version: '1.2.3', tarball: '/lens.tgz', sha512, signatures: [] }),
      version,
    );
  for (const version of ['9.9.9', 'next', 'constructor']) assert.equal(await read(server.url, version), 'missing', version);
  const found = await readAttestations(new Asker(outside()), { name: '@acme/lens', version: '1.2.3' }, server.url);
  assert.equal(found.kind === 'parsed' ? new TextDecoder().decode(found.value) : found.kind, JSON.stringify(attestations));
  assert.equal((await readAttestations(new Asker(outside()), { name: 'other', version: '1.2.3' }, server.url)).kind, 'missing');
  const file = { url: `${server.url}/lens.tgz`, name: 'lens.tgz', keep: 'digests' } as const;
  const got = await download(new Asker(outside()), { ...file, expected: { sha512 } });
  assert.equal(got.kind === 'parsed' ? got.value.sha512 : got.kind, sha512);
  const other = await download(new Asker(outside()), { ...file, expected: { sha512: 'ab'.repeat(64) } });
  assert.equal(other.kind === 'refused' ? other.reason.code : other.kind, 'SERVICE_MISMATCH');
});

test('an answer that is of another package or form', async (t) => {
  const good = { name: '@acme/lens', version: '1.2.3', dist: { tarball: '/lens.tgz', integrity } };
  const among = (one: unknown, more: object = {}): Served => ({ name: '@acme/lens', versions: { '1.2.3': one }, ...more });
  const rows: readonly { readonly what: string; readonly served: Served; readonly code: string }[] = [
    { what: 'another name', served: among(good, { name: '@evil/lens' }), code: 'SERVICE_MALFORMED' },
    { what: 'a version of another name', served: among({ ...good, name: '@evil/lens' }), code: 'SERVICE_MALFORMED' },
    { what: 'another version', served: among({ ...good, version: '1.2.4' }), code: 'SERVICE_MALFORMED' },
    { what: 'no versions', served: { name: '@acme/lens' }, code: 'SERVICE_MALFORMED' },
    { what: 'a tag to nowhere', served: { name: '@acme/lens', versions: {}, 'dist-tags': { '1.2.3': '../1' } }, code: 'SERVICE_MALFORMED' },
    { what: 'no tarball', served: among({ ...good, dist: {} }), code: 'SERVICE_MALFORMED' },
    { what: 'a tarball that is no address', served: among({ ...good, dist: { tarball: 'file:///etc/passwd' } }), code: 'SERVICE_MALFORMED' },
    { what: 'a key twice', served: '{"name":"@acme/lens","name":"@acme/lens","versions":{}}', code: 'SERVICE_MALFORMED' },
    { what: 'denied', served: 401, code: 'SERVICE_DENIED' },
    { what: 'failing', served: 500, code: 'SERVICE_FAILED' },
    { what: 'busy', served: (_request, response) => void response.writeHead(429, { 'retry-after': '9999' }).end(), code: 'SERVICE_LIMITED' },
  ];
  for (const { what, served, code } of rows) assert.equal(await read((await serve(t, { '/@acme%2Flens': served })).url), code, what);
});
