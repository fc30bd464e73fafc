import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { githubConfig, parseSigningConfig, publicGoodConfig, stagingConfig } from '../../../src/trust/sign/index.ts';
import { chooseServices, type Chosen } from '../../../src/trust/sign/select.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const service = (url: string, more: object = {}): object => ({ url, majorApiVersion: 1, validFor: { start: '2026-01-01T00:00:00Z' }, operator: 'o', ...more });
const base = {
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [service('https://ca.test')],
  oidcUrls: [service('https://oidc.test')],
  rekorTlogUrls: [service('https://log.test')],
  tsaUrls: [service('https://tsa.test/stamp')],
  rekorTlogConfig: { selector: 'ANY' },
  tsaConfig: { selector: 'ANY' },
};
const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function choose(change: object, keyless: 'keyless' | 'key' = 'keyless'): Chosen {
  const config = parseSigningConfig(bytes({ ...base, ...change }), 'the file');
  assert.equal(config.kind, 'parsed', JSON.stringify(config));
  return chooseServices(config.kind === 'parsed' ? config.value : publicGoodConfig(), { now, keyless });
}

const urls = (services: readonly { readonly url: string }[]): readonly string[] => services.map((one) => one.url);

test('which services are chosen', () => {
  const older = { validFor: { start: '2025-01-01T00:00:00Z' } };
  const over = { validFor: { start: '2025-01-01T00:00:00Z', end: '2026-05-31T00:00:00Z' } };
  const later = { validFor: { start: '2026-07-01T00:00:00Z' } };
  const ends = { validFor: { start: '2025-01-01T00:00:00Z', end: '2026-06-01T12:00:00Z' } };
  const v2 = { majorApiVersion: 2 };
  const table: readonly { readonly what: string; readonly logs: readonly object[]; readonly wanted?: object; readonly chosen: readonly string[] }[] = [
    { what: 'the newest', logs: [service('https://a', older), service('https://b')], chosen: ['https://b'] },
    { what: 'not one that is over', logs: [service('https://a', over), service('https://b', older)], chosen: ['https://b'] },
    { what: 'not one that is to come', logs: [service('https://a', later), service('https://b', older)], chosen: ['https://b'] },
    { what: 'one on its last moment', logs: [service('https://a', ends)], chosen: ['https://a'] },
    { what: 'the highest version alone', logs: [service('https://a'), service('https://b', { ...v2, ...older })], chosen: ['https://b'] },
    { what: 'no version that we do not speak', logs: [service('https://a', { majorApiVersion: 3 }), service('https://b', older)], chosen: ['https://b'] },
    {
      what: 'all, one of each operator',
      logs: [service('https://a'), service('https://b', { operator: 'p' }), service('https://c', { operator: 'p', ...older })],
      wanted: { selector: 'ALL' },
      chosen: ['https://a', 'https://b'],
    },
    {
      what: 'exactly two',
      logs: [service('https://a'), service('https://b', { operator: 'p' }), service('https://c', { operator: 'q', ...older })],
      wanted: { selector: 'EXACT', count: 2 },
      chosen: ['https://a', 'https://b'],
    },
  ];
  for (const { what, logs, wanted = { selector: 'ANY' }, chosen } of table)
    assert.deepEqual(urls(choose({ rekorTlogUrls: logs, rekorTlogConfig: wanted }).logs), chosen, what);
  assert.deepEqual(urls(choose({ rekorTlogUrls: [], rekorTlogConfig: undefined }).logs), []);
  // The address of a timestamp authority is complete.
  assert.deepEqual(urls(choose({}).timestampAuthorities), ['https://tsa.test/stamp']);
  assert.equal(choose({ caUrls: [] }, 'key').authority, undefined);
});

test('too few services stop a signing before it begins', () => {
  const past = { validFor: { start: '2025-01-01T00:00:00Z', end: '2025-02-01T00:00:00Z' } };
  const table: readonly { readonly what: string; readonly change: object }[] = [
    { what: 'fewer than an exact count', change: { rekorTlogUrls: [service('https://a')], rekorTlogConfig: { selector: 'EXACT', count: 2 } } },
    { what: 'an exact count of none', change: { tsaUrls: [], tsaConfig: { selector: 'EXACT', count: 1 } } },
    { what: 'a selector that is not defined', change: { rekorTlogConfig: { selector: 'SERVICE_SELECTOR_UNDEFINED' } } },
    { what: 'no selector', change: { tsaConfig: undefined } },
    { what: 'logs that are all over', change: { rekorTlogUrls: [service('https://a', past)] } },
    { what: 'no authority', change: { caUrls: [] } },
    { what: 'an authority that is over', change: { caUrls: [service('https://ca.test', past)] } },
    { what: 'a log of version 2 without a timestamp', change: { rekorTlogUrls: [service('https://a', { majorApiVersion: 2 })], tsaUrls: [] } },
    { what: 'nothing that says a time', change: { rekorTlogUrls: [], tsaUrls: [] } },
  ];
  for (const { what, change } of table) assert.throws(() => choose(change), { code: 'SIGNING_CONFIG_UNREADABLE' }, what);
});

test('what is no signing config', () => {
  const table: readonly { readonly what: string; readonly value: unknown }[] = [
    { what: 'another type', value: { ...base, mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.1+json' } },
    { what: 'no type', value: { ...base, mediaType: undefined } },
    { what: 'a field that is not known', value: { ...base, extra: 1 } },
    { what: 'a service that is a text', value: { ...base, caUrls: ['https://ca.test'] } },
    { what: 'an address that is none', value: { ...base, caUrls: [service('ca.test')] } },
    { what: 'an address with a password', value: { ...base, caUrls: [service('https://me:hunter2@ca.test')] } },
    { what: 'an address of a file', value: { ...base, caUrls: [service('file:///etc/passwd')] } },
    { what: 'a service without a start', value: { ...base, tsaUrls: [service('https://tsa.test', { validFor: {} })] } },
    { what: 'a start that is no time', value: { ...base, tsaUrls: [service('https://tsa.test', { validFor: { start: 'yesterday' } })] } },
    { what: 'an exact count that is missing', value: { ...base, rekorTlogConfig: { selector: 'EXACT' } } },
    { what: 'a selector of another word', value: { ...base, rekorTlogConfig: { selector: 'SOME' } } },
    { what: 'too many services', value: { ...base, caUrls: Array.from({ length: 65 }, () => service('https://ca.test')) } },
    { what: 'a key twice', value: JSON.stringify(base).replace('{', '{"mediaType":"x",') },
    { what: 'no JSON', value: 'caUrls: []' },
  ];
  for (const { what, value } of table) {
    const read = parseSigningConfig(bytes(value), 'the file');
    assert.equal(read.kind, 'refused', what);
    assert.ok(!JSON.stringify(read).includes('hunter2'), what);
  }
});

test('the one of a client trust config is read too, and the embedded ones are sound', () => {
  const client = { mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json', trustedRoot: {}, signingConfig: base };
  const read = parseSigningConfig(bytes(client), 'the file');
  assert.equal(read.kind === 'parsed' && read.value.authorities[0]?.url, 'https://ca.test');
  const chosen = chooseServices(publicGoodConfig(), { now, keyless: 'keyless' });
  assert.deepEqual(
    [chosen.authority?.url, urls(chosen.logs), urls(chosen.timestampAuthorities)],
    ['https://fulcio.sigstore.dev', ['https://rekor.sigstore.dev'], ['https://timestamp.sigstore.dev/api/v1/timestamp']],
  );
  assert.deepEqual(
    chooseServices(stagingConfig(), { now, keyless: 'keyless' }).logs.map((one) => one.majorApiVersion),
    [2],
  );
});

test("GitHub's own services are those of the server that runs the job", () => {
  const table: readonly { readonly server: string | undefined; readonly authority: string | undefined }[] = [
    { server: undefined, authority: 'https://fulcio.githubapp.com' },
    { server: 'https://github.com', authority: 'https://fulcio.githubapp.com' },
    { server: 'https://octocorp.ghe.com', authority: 'https://fulcio.octocorp.ghe.com' },
    { server: 'https://git.example.test', authority: undefined },
    { server: 'https://a.b.ghe.com', authority: undefined },
    { server: 'https://example.test/.ghe.com', authority: undefined },
    { server: 'no address', authority: undefined },
  ];
  for (const { server, authority } of table) {
    if (authority === undefined) assert.throws(() => githubConfig(server), { code: 'SIGNING_CONFIG_UNREADABLE' }, server);
    else assert.equal(chooseServices(githubConfig(server), { now, keyless: 'keyless' }).authority?.url, authority);
  }
});

test('arbitrary bytes give a config or a refusal', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => ['parsed', 'refused'].includes(parseSigningConfig(bytes({ ...base, rekorTlogUrls: value }), 'f').kind)));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (value) => ['parsed', 'refused'].includes(parseSigningConfig(value, 'f').kind)));
});
