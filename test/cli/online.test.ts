import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import type { Http } from '../../src/base/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine, type FakeMachine, type FakeOptions } from '../support/fake-machine.ts';
import { cannedHttp, sampleService } from '../support/sample-service.ts';

const release = `on: { push: { tags: ['v*'] } }
jobs:
  release:
    runs-on: ubuntu-24.04
    environment: release
    steps:
      - uses: actions/checkout@v4
      - run: gh release upload v1 lens.tar.gz
`;
const folders = { '.': { '.github/workflows/release.yml': release } };

/** A machine of which every request is kept, with its token. */
function online(more: FakeOptions = {}): { readonly machine: FakeMachine; readonly asked: { url: string; token: string | undefined }[] } {
  const asked: { url: string; token: string | undefined }[] = [];
  const canned = cannedHttp(sampleService());
  const http: Http = {
    get: (url, request) => {
      asked.push({ url, token: request.headers['authorization'] });
      return canned.get(url.replace('/api/v3', ''), request);
    },
  };
  return { machine: fakeMachine({ folders, git: { host: 'github.com', owner: 'acme', repo: 'lens' }, audit, http, ...more }), asked };
}

test('audit --online puts what the service says into the report', async () => {
  const { machine, asked } = online({ env: { GITHUB_TOKEN: 'secret-1' } });
  await run(['audit', '--online', '--exit-zero'], machine);
  assert.match(
    machine.out(),
    /the service says \(https:\/\/api\.github\.com\):\n {4}repository: acme\/lens, public\n {4}numbers in certificates: repository 123456 [^\n]*\n(?: {4} +[^\n]*\n)* {4}environments: release \(somebody approves; only from tag v\*\)/,
  );
  assert.ok(asked.every((one) => one.url.startsWith('https://api.github.com/repos/')));
  assert.ok(asked.every((one) => one.token === 'Bearer secret-1'));
  assert.ok(!`${machine.out()}${machine.err()}`.includes('secret-1'));
});

test('without --online nothing is asked, and what the service knows is unknown', async () => {
  const { machine, asked } = online();
  await run(['audit', '--format', 'json'], machine);
  assert.deepEqual(asked, []);
  const { service } = JSON.parse(machine.out()) as { service: { api: null; facts: { what: string; answer: string | null; reason: string }[] } };
  assert.equal(service.api, null);
  assert.ok(service.facts.length > 5);
  for (const fact of service.facts) assert.deepEqual([fact.answer, fact.reason], [null, 'not asked: add --online'], fact.what);
});

const cases: readonly {
  readonly what: string;
  readonly host: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly api: string | null;
  readonly token?: string;
}[] = [
  { what: 'GH_TOKEN goes first', host: 'github.com', env: { GH_TOKEN: 'a', GITHUB_TOKEN: 'b' }, api: 'https://api.github.com', token: 'a' },
  { what: 'a token is not needed', host: 'github.com', env: {}, api: 'https://api.github.com' },
  { what: 'a token that is none is not sent', host: 'github.com', env: { GITHUB_TOKEN: 'a\r\nhost: x' }, api: 'https://api.github.com' },
  { what: 'a host that only the checkout names is not asked', host: 'git.example.com', env: { GITHUB_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'e' }, api: null },
  { what: 'nor one that looks like a tenant', host: 'acme.ghe.com', env: { GITHUB_TOKEN: 'a' }, api: null },
  {
    what: 'an address that is typed is asked, without the token of github.com',
    host: 'git.example.com',
    args: ['--api-url', 'https://git.example.com/api/v3/'],
    env: { GITHUB_TOKEN: 'a' },
    api: 'https://git.example.com/api/v3',
  },
  {
    what: 'with a token of its own',
    host: 'git.example.com',
    args: ['--api-url', 'https://git.example.com/api/v3'],
    env: { GITHUB_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'e' },
    api: 'https://git.example.com/api/v3',
    token: 'e',
  },
  {
    what: 'a tenant that is typed',
    host: 'acme.ghe.com',
    args: ['--api-url', 'https://api.acme.ghe.com'],
    env: { GH_TOKEN: 'a' },
    api: 'https://api.acme.ghe.com',
    token: 'a',
  },
  {
    what: 'the server that the runner is of',
    host: 'git.example.com',
    env: { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_API_URL: 'https://git.example.com/api/v3', GITHUB_TOKEN: 'a' },
    api: 'https://git.example.com/api/v3',
    token: 'a',
  },
  {
    what: 'a runner of another server',
    host: 'evil.example.com',
    env: { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_API_URL: 'https://git.example.com/api/v3', GITHUB_TOKEN: 'a' },
    api: null,
  },
];

for (const one of cases) {
  test(`whom --online asks: ${one.what}`, async () => {
    const { machine, asked } = online({ env: one.env, git: { host: one.host, owner: 'acme', repo: 'lens' } });
    await run(['audit', '--online', '--exit-zero', ...(one.args ?? [])], machine);
    if (one.api === null) {
      assert.deepEqual(asked, []);
      assert.match(machine.err(), /asks nothing: .*only with --api-url/);
      return;
    }
    assert.ok(asked.length > 0);
    for (const { url, token } of asked) {
      assert.ok(url.startsWith(`${one.api}/repos/`), url);
      assert.equal(token, one.token === undefined ? undefined : `Bearer ${one.token}`);
    }
  });
}

test('addresses that a token must not go to are refused', async () => {
  for (const address of [
    'http://git.example.com',
    'https://user:pass@git.example.com',
    'https://git.example.com?x=1',
    'https://git.example.com/#x',
    'file:///etc',
    'git.example.com',
    '',
  ]) {
    const { machine, asked } = online();
    assert.equal(await run(['audit', '--online', `--api-url=${address}`], machine), 2, address);
    assert.deepEqual(asked, [], address);
  }
  assert.equal(await run(['audit', '--api-url', 'https://git.example.com'], online().machine), 2, 'without --online');
});

test('a checkout without a remote is audited all the same', async () => {
  const { machine, asked } = online({ git: { host: null, owner: null, repo: null } });
  assert.equal(await run(['audit', '--online', '--exit-zero'], machine), 0);
  assert.deepEqual(asked, []);
  assert.match(machine.err(), /no remote/);
});

test('the service is asked once for both sides of a comparison', async () => {
  const { machine, asked } = online({ commits: { main: folders['.'] } });
  await run(['audit', '--online', '--against', 'main', '--exit-zero'], machine);
  assert.equal(new Set(asked.map((one) => one.url)).size, asked.length);
  assert.match(machine.out(), /findings: 0 new|compared with main/);
});
