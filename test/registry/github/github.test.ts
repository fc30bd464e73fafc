import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { compress } from 'snappyjs';
import { Asker } from '../../../src/registry/asking/index.ts';
import {
  apiOf,
  downloadAsset,
  listAttestations,
  readRelease,
  tagDigest,
  type Asset,
  type Attestations,
  type GitHubOptions,
} from '../../../src/registry/github/index.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { outside } from '../../support/outside.ts';

const token = 'ghp_neverShown0123456789';
const digest = `sha256:${'ab'.repeat(32)}`;
const path = `/repos/acme/lens/attestations/${digest}`;
const of = { owner: 'acme', repo: 'lens' };
const visible: Readonly<Record<string, Served>> = { '/repos/acme/lens': { full_name: 'acme/lens' } };

async function serve(t: TestContext, answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const server = await serveApi(answers);
  t.after(() => server.close());
  return server;
}

async function list(url: string, more: Partial<GitHubOptions> = {}): Promise<Attestations> {
  const found = await listAttestations(new Asker(outside()), { of, digest }, { api: url, token, ...more });
  assert.ok(!JSON.stringify(found).includes('neverShown'));
  return found;
}

function texts({ bundles }: Attestations): readonly string[] {
  return bundles.map((one) => new TextDecoder().decode(one.bytes));
}

function notes({ notes: all }: Attestations): string {
  return all.map((one) => `${one.reason.code} ${one.reason.message} ${one.reason.hint ?? ''}`).join('\n');
}

test('where the API of a host is', () => {
  assert.equal(apiOf('github.com'), 'https://api.github.com');
  assert.equal(apiOf('acme.ghe.com'), 'https://api.acme.ghe.com');
  assert.equal(apiOf('github.acme.example'), 'https://github.acme.example/api/v3');
});

test('attestations over their pages, with the token or without', async (t) => {
  const server = await serve(t, {
    [path]: (request: IncomingMessage, response: ServerResponse) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? '1');
      if (page < 3) response.setHeader('link', `<${path}?per_page=100&page=${page + 1}>; rel="next"`);
      response.end(JSON.stringify({ attestations: [{ bundle: { page }, repository_id: 1 }] }));
    },
  });
  assert.deepEqual(texts(await list(server.url)), ['{"page":1}', '{"page":2}', '{"page":3}']);
  assert.ok(server.asked.every((one) => one.headers.authorization === `Bearer ${token}`));
  const before = server.asked.length;
  assert.equal(notes(await list(server.url, { token: undefined })), '');
  assert.ok(server.asked.slice(before).every((one) => one.headers.authorization === undefined));
});

test('a bundle at an address of its own is taken without the token, packed or not', async (t) => {
  const text = JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', filler: 'x'.repeat(500) });
  const packed = compress(new TextEncoder().encode(text));
  const store = await serve(t, {
    '/packed': (_request, response) => void response.writeHead(200, { 'content-type': 'application/x-snappy' }).end(packed),
    '/plain': (_request, response) => void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(text),
    '/bomb': (_request, response) => void response.writeHead(200).end(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0])),
    '/rubbish': (_request, response) => void response.writeHead(200).end('<html>'),
    '/late': 403,
  });
  const names = ['packed?sig=secret', 'plain', 'bomb', 'rubbish', 'late'];
  const server = await serve(t, {
    [path]: {
      attestations: [...names.map((name) => ({ bundle: null, bundle_url: `${store.url}/${name}` })), { bundle_url: 'file:///etc/passwd' }, { bundle: null }, 7],
    },
  });
  const found = await list(server.url);
  assert.deepEqual(texts(found), [text, text]);
  assert.deepEqual(
    found.notes.map((one) => one.reason.code),
    ['SERVICE_TOO_MUCH', 'SERVICE_MALFORMED', 'SERVICE_FAILED', 'SERVICE_MALFORMED', 'SERVICE_MALFORMED', 'SERVICE_MALFORMED'],
  );
  assert.ok(!JSON.stringify(found).includes('secret'));
  assert.equal(store.asked.length, names.length);
  for (const one of store.asked) assert.equal(one.headers.authorization, undefined);
});

test('what is public is shown without a token that may not read it', async (t) => {
  for (const status of [401, 403]) {
    const server = await serve(t, {
      [path]: (request, response) =>
        void (request.headers.authorization === undefined ? response.end('{"attestations":[{"bundle":{"open":1}}]}') : response.writeHead(status).end('{}')),
    });
    const found = await list(server.url);
    assert.deepEqual(texts(found), ['{"open":1}']);
    assert.deepEqual(found.notes, []);
  }
});

test('nothing found, a repository that is not shown and a limit are three things', async (t) => {
  const none = await serve(t, visible);
  assert.deepEqual(await list(none.url), { bundles: [], notes: [] });
  const empty = await serve(t, { [path]: { attestations: [] } });
  assert.deepEqual(await list(empty.url), { bundles: [], notes: [] });
  const hidden = await serve(t, {});
  assert.match(notes(await list(hidden.url, { token: undefined })), /^SERVICE_DENIED .*acme\/lens.*GITHUB_TOKEN/);
  const reset = String(Date.UTC(2026, 0, 2, 3, 4, 5) / 1_000 + 1_500);
  const limited =
    (headers: Readonly<Record<string, string>>, status = 403): Served =>
    (_request, response) =>
      void response.writeHead(status, headers).end('{"message":"rate limit"}');
  const rows: readonly { readonly what: string; readonly served: Served; readonly said: RegExp }[] = [
    { what: 'the limit', served: limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }), said: /^SERVICE_LIMITED .*25 minutes.*GITHUB_TOKEN/ },
    { what: 'the other limit', served: limited({ 'retry-after': '60' }), said: /^SERVICE_LIMITED/ },
    { what: 'the limit by its own status', served: limited({ 'retry-after': '600' }, 429), said: /^SERVICE_LIMITED .*600 seconds.*GITHUB_TOKEN/ },
    { what: 'a token that is refused', served: 401, said: /^SERVICE_DENIED .*token/ },
    { what: 'forbidden', served: 403, said: /^SERVICE_DENIED/ },
    { what: 'a fault', served: 500, said: /^SERVICE_FAILED/ },
    { what: 'no JSON', served: '<html>', said: /^SERVICE_MALFORMED/ },
    { what: 'a key twice', served: '{"attestations":[],"attestations":[]}', said: /^SERVICE_MALFORMED/ },
    { what: 'another form', served: { attestations: { length: 1 } }, said: /^SERVICE_MALFORMED/ },
    {
      what: 'a redirect away',
      served: (_request, response) => void response.writeHead(302, { location: `${none.url}${path}` }).end(),
      said: /^SERVICE_MALFORMED/,
    },
    {
      what: 'pages in a circle',
      served: (request, response) => void response.writeHead(200, { link: `<${request.url}>; rel="next"` }).end('{"attestations":[]}'),
      said: /^SERVICE_MALFORMED .*circle/,
    },
    {
      what: 'a page elsewhere',
      served: (_request, response) => void response.writeHead(200, { link: `<${none.url}/x>; rel="next"` }).end('{"attestations":[]}'),
      said: /^SERVICE_MALFORMED .*another host/,
    },
    {
      what: 'pages without an end',
      served: (request, response) => void response.writeHead(200, { link: `<${request.url}0>; rel="next"` }).end('{"attestations":[]}'),
      said: /^SERVICE_TOO_MUCH/,
    },
  ];
  for (const { what, served, said } of rows) {
    const server = await serve(t, { ...visible, [path]: served });
    const found = await list(server.url, what.includes('limit') ? { token: undefined } : {});
    assert.deepEqual(found.bundles, [], what);
    assert.match(notes(found), said, what);
  }
  assert.ok(none.asked.length <= 2, 'nobody was led there');
});

const file = Buffer.from('the file of the release');
const sha256 = createHash('sha256').update(file).digest('hex');

/** A release with one file, whose bytes are kept by another host. */
async function serveRelease(t: TestContext, more: Readonly<Record<string, Served>> = {}): Promise<{ readonly server: ApiServer; readonly store: ApiServer }> {
  const store = await serve(t, { '/file': (_request, response) => void response.end(file) });
  const home: { url: string } = { url: '' };
  const server = await serve(t, {
    ...visible,
    '/repos/acme/lens/releases/tags/v1%2F2': { id: 7, tag_name: 'v1/2', draft: false, immutable: true },
    '/repos/acme/lens/releases/7/assets': (_request, response) =>
      void response.end(
        JSON.stringify([{ name: 'lens.tgz', size: file.length, digest: `sha256:${sha256}`, url: `${home.url}/repos/acme/lens/releases/assets/9` }]),
      ),
    '/repos/acme/lens/releases/assets/9': (_request, response) => void response.writeHead(302, { location: `${store.url}/file` }).end(),
    '/repos/acme/lens/git/ref/tags/v1/2': { ref: 'refs/tags/v1/2', object: { sha: 'c'.repeat(40), type: 'commit' } },
    ...more,
  });
  home.url = server.url;
  return { server, store };
}

test('a release, its files, and their bytes from where they are kept', async (t) => {
  const { server, store } = await serveRelease(t);
  const options = { api: server.url, token };
  const asker = new Asker(outside());
  const release = await readRelease(asker, { of, tag: 'v1/2' }, options);
  assert.ok(release.kind === 'parsed');
  assert.deepEqual([release.value.isImmutable, release.value.isDraft, release.value.assets.map((one) => one.name)], [true, false, ['lens.tgz']]);
  const [asset] = release.value.assets as readonly [Asset];
  const down = await downloadAsset(asker, { of, asset, keep: 'bytes' }, options);
  assert.ok(down.kind === 'parsed');
  assert.equal(down.value.sha256, sha256);
  assert.equal(down.value.sha512, createHash('sha512').update(file).digest('hex'));
  assert.ok(file.equals(down.value.bytes));
  assert.equal(store.asked[0]?.headers.authorization, undefined);
  assert.equal(server.asked.at(-1)?.headers.authorization, `Bearer ${token}`);
  const without = await downloadAsset(asker, { of, asset, keep: 'digests' }, options);
  assert.equal(without.kind === 'parsed' ? without.value.bytes.length : without.kind, 0);
  for (const lie of [
    { ...asset, digest: digest },
    { ...asset, size: file.length + 1 },
  ]) {
    const other = await downloadAsset(asker, { of, asset: lie, keep: 'digests' }, options);
    assert.equal(other.kind === 'refused' ? other.reason.code : other.kind, 'SERVICE_MISMATCH');
  }
  const longer = await downloadAsset(asker, { of, asset: { ...asset, size: 3 }, keep: 'digests' }, options);
  assert.equal(longer.kind === 'refused' ? longer.reason.code : longer.kind, 'SERVICE_MISMATCH');
  assert.deepEqual(await tagDigest(asker, { of, tag: 'v1/2' }, options), { kind: 'parsed', value: `sha1:${'c'.repeat(40)}` });
  assert.deepEqual(await readRelease(asker, { of, tag: 'v9' }, options), { kind: 'missing' });
});

test('a release that is not what it says', async (t) => {
  const assets = '/repos/acme/lens/releases/7/assets';
  const asset = { name: 'a', size: 1, url: 'https://evil.example/asset' };
  const rows: readonly { readonly what: string; readonly more: Readonly<Record<string, Served>> }[] = [
    { what: 'of another tag', more: { '/repos/acme/lens/releases/tags/v1%2F2': { id: 7, tag_name: 'v1/3' } } },
    { what: 'with an id that is none', more: { '/repos/acme/lens/releases/tags/v1%2F2': { id: '../8', tag_name: 'v1/2' } } },
    { what: 'with a file at another host', more: { [assets]: [asset] } },
    { what: 'with a name that leaves its folder', more: { [assets]: [{ ...asset, name: '../a' }] } },
    { what: 'with a list that is none', more: { [assets]: { a: 1 } } },
  ];
  for (const { what, more } of rows) {
    const { server } = await serveRelease(t, more);
    const release = await readRelease(new Asker(outside()), { of, tag: 'v1/2' }, { api: server.url, token });
    assert.equal(release.kind === 'refused' ? release.reason.code : release.kind, 'SERVICE_MALFORMED', what);
  }
});
