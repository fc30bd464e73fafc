import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Asker } from '../../../src/registry/asking/index.ts';
import { isSameFile, normalVersion, versionOf } from '../../../src/registry/pypi/filename.ts';
import { listDistributions, readProvenance, type Distribution } from '../../../src/registry/pypi/index.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { outside } from '../../support/outside.ts';

const sha256 = 'ab'.repeat(32);

async function serve(t: TestContext, answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const server = await serveApi(answers);
  t.after(() => server.close());
  return server;
}

async function list(url: string, version = '1.0'): Promise<readonly Distribution[] | string> {
  const found = await listDistributions(new Asker(outside()), { project: 'Acme.Lens', version }, url);
  return found.kind === 'parsed' ? found.value : found.kind === 'refused' ? `${found.reason.code} ${found.reason.message}` : found.kind;
}

test('versions that are equal have one spelling', () => {
  const same = [
    ['1.0', '1', 'v1.0', '1.0.0', '01.0'],
    ['1.0a1', '1.0.alpha1', '1.0-a.1', '1a01'],
    ['1.0rc2', '1.0c2', '1.0-preview2', '1pre2'],
    ['1.0.post1', '1.0-1', '1.0rev1', '1-r1'],
    ['1.0+linux.1', '1+linux-1'],
    ['1!2', '1!2.0'],
  ];
  for (const row of same) assert.equal(new Set(row.map(normalVersion)).size, 1, row.map(normalVersion).join(' '));
  assert.equal(new Set(same.map(([one]) => normalVersion(one ?? ''))).size, same.length);
  assert.notEqual(normalVersion('1.10'), normalVersion('1.1'));
});

test('the version that a file name tells', () => {
  const rows = [
    ['acme_lens-1.0-py3-none-any.whl', '1.0'],
    ['acme_lens-1.0-2-py3-none-any.whl', '1.0'],
    ['acme.lens-1.0.tar.gz', '1.0'],
    ['Acme-Lens-1.0-1.zip', '1.0-1'],
    ['acme_lens_extra-1.0.tar.gz', undefined],
    ['acme-1.0.tar.gz', undefined],
    ['acme_lens-1.0-py3.whl', undefined],
    ['acme_lens-1.0-py3.11.egg', undefined],
  ] as const;
  for (const [name, version] of rows) assert.equal(versionOf(name, 'acme-lens'), version, name);
});

test('names of one file, however they are spelled', () => {
  const rows = [
    ['acme_lens-1.0-py3-none-any.whl', 'acme_lens-1.0-py3-none-any.whl', true],
    ['acme_lens-1.0-py3-none-any.whl', 'Acme.Lens-1.0.0-py3-none-any.whl', true],
    ['acme_lens-1.0-py2.py3-none-any.whl', 'acme_lens-1.0-py3.py2-none-any.whl', true],
    ['acme_lens-1.0.tar.gz', 'Acme-Lens-1.0.tar.gz', true],
    ['acme_lens-1.0-py3-none-any.whl', 'acme_lens-1.1-py3-none-any.whl', false],
    ['acme_lens-1.0-py3-none-any.whl', 'acme_lens-1.0-1-py3-none-any.whl', false],
    ['acme_lens-1.0-py3-none-any.whl', 'acme_lens-1.0-py3-none-linux_x86_64.whl', false],
    ['acme_lens-1.0.tar.gz', 'acme_lens-1.0.zip', false],
    ['acme_lens-1.0.tar.gz', 'acme_lens_x-1.0.tar.gz', false],
    ['a', 'b', false],
  ] as const;
  for (const [one, other, same] of rows) assert.equal(isSameFile(one, other), same, `${one} ${other}`);
});

test('the files of one version, and their provenance where the index says it is', async (t) => {
  const file = (filename: string, more: object = {}): object => ({ filename, url: `/files/${filename}#sha256=${sha256}`, hashes: { sha256 }, ...more });
  const server = await serve(t, {
    '/simple/acme-lens/': {
      meta: { 'api-version': '1.3' },
      files: [
        file('acme_lens-0.9.tar.gz'),
        file('acme_lens-1.0.0.tar.gz', { provenance: '/p/1' }),
        file('acme_lens-1.0-py3-none-any.whl', { provenance: null }),
      ],
    },
    '/p/1': { version: 1, attestation_bundles: [] },
    '/integrity/acme-lens/1.0/acme_lens-1.0-py3-none-any.whl/provenance': 404,
  });
  const found = await list(server.url);
  assert.ok(typeof found !== 'string', String(found));
  assert.deepEqual(
    found.map((one) => one.filename),
    ['acme_lens-1.0.0.tar.gz', 'acme_lens-1.0-py3-none-any.whl'],
  );
  assert.equal(found[0]?.url, `${server.url}/files/acme_lens-1.0.0.tar.gz`);
  assert.equal(found[0]?.sha256, sha256);
  const provenance = await Promise.all(found.map((one) => readProvenance(new Asker(outside()), { ...one, project: 'acme-lens', version: '1.0' }, server.url)));
  assert.deepEqual(
    provenance.map((one) => (one.kind === 'parsed' ? new TextDecoder().decode(one.value) : one.kind)),
    ['{"version":1,"attestation_bundles":[]}', 'missing'],
  );
  assert.equal(await list(server.url, '2.0'), 'missing');
});

test('an index that lies or fails is not one without files', async (t) => {
  const file = { filename: 'acme_lens-1.0.tar.gz', url: '/f', hashes: {} };
  const rows: readonly { readonly what: string; readonly served: Served; readonly code: RegExp }[] = [
    { what: 'not there', served: 404, code: /^missing/ },
    { what: 'failing', served: 503, code: /^SERVICE_FAILED/ },
    { what: 'HTML', served: '<html>', code: /^SERVICE_MALFORMED/ },
    { what: 'files that are none', served: { files: {} }, code: /^SERVICE_MALFORMED/ },
    { what: 'a name that leaves its folder', served: { files: [{ ...file, filename: '../acme_lens-1.0.tar.gz' }] }, code: /^SERVICE_MALFORMED/ },
    { what: 'a file that is no address', served: { files: [{ ...file, url: 'file:///etc/passwd' }] }, code: /^SERVICE_MALFORMED/ },
    { what: 'a file twice', served: { files: [file, { ...file, url: '/g' }] }, code: /^SERVICE_MALFORMED/ },
    {
      what: 'another host',
      served: (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      code: /^SERVICE_MALFORMED/,
    },
  ];
  for (const { what, served, code } of rows) assert.match(String(await list((await serve(t, { '/simple/acme-lens/': served })).url)), code, what);
});

test('provenance that is listed and not there is not missing', async (t) => {
  const server = await serve(t, {});
  const file = { filename: 'a-1.tar.gz', url: 'x', sha256, project: 'a', version: '1' };
  for (const provenance of ['/gone', 'file:///etc/passwd', 'http://user:pass@127.0.0.1/x']) {
    const found = await readProvenance(new Asker(outside()), { ...file, provenance }, server.url);
    assert.match(found.kind === 'refused' ? found.reason.code : found.kind, /^SERVICE_(?:FAILED|MALFORMED)$/, provenance);
  }
});
