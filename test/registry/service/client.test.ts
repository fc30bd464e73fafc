import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { limits, type Http } from '../../../src/base/index.ts';
import { http } from '../../../src/cli/ports/http.ts';
import { observe, type Observed } from '../../../src/registry/service/index.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { questions, sampleService } from '../../support/sample-service.ts';

const token = 'ghp_neverShown0123456789';

async function serve(t: TestContext, answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const server = await serveApi(answers);
  t.after(() => server.close());
  return server;
}

function ask(url: string, port: Http = http): Promise<Observed> {
  return observe({ http: port, address: { url, token }, questions });
}

function why(answer: Observed['repository']): string {
  return answer.kind === 'unknown' ? answer.reason : `known: ${answer.value.fullName}`;
}

const repository = '/repos/acme/lens';

test('over a real connection: reading requests alone, with the token and a version', async (t) => {
  const server = await serve(t, sampleService());
  const seen = await ask(server.url);
  assert.equal(why(seen.repository), 'known: acme/lens');
  assert.ok(server.asked.length > 10);
  for (const { method, headers } of server.asked) {
    assert.equal(method, 'GET');
    assert.equal(headers.authorization, `Bearer ${token}`);
    assert.equal(headers['x-github-api-version'], '2022-11-28');
  }
  assert.equal(new Set(server.asked.map((one) => one.path)).size, server.asked.length, 'no question is asked twice');
  assert.ok(!JSON.stringify(seen).includes(token));
});

test('an address below a path is kept', async (t) => {
  const below = Object.fromEntries(Object.entries(sampleService()).map(([path, served]) => [`/api/v3${path}`, served]));
  const server = await serve(t, below);
  assert.equal(why((await ask(`${server.url}/api/v3`)).repository), 'known: acme/lens');
});

test('a repository that moved is found under its new name, and asked about there', async (t) => {
  const server = await serve(t, {
    ...sampleService(),
    [repository]: (_request, response) => void response.writeHead(301, { location: '/repositories/12' }).end(),
    '/repositories/12': { full_name: 'acme/prism', private: false, visibility: 'public', fork: false, archived: false, default_branch: 'main' },
    '/repos/acme/prism/branches/main': { protected: false },
  });
  const seen = await ask(server.url);
  assert.equal(why(seen.repository), 'known: acme/prism');
  assert.deepEqual(seen.defaultBranchProtected, { kind: 'known', value: false });
});

test('no other host is asked: not by a redirect, not by a next page, and never with the token', async (t) => {
  const other = await serve(t, sampleService());
  const server = await serve(t, {
    ...sampleService(),
    [`${repository}/branches/main`]: (_request, response) => void response.writeHead(302, { location: `${other.url}${repository}/branches/main` }).end(),
    [`${repository}/environments`]: (_request, response) =>
      void response.writeHead(200, { link: `<${other.url}${repository}/environments>; rel="next"` }).end(JSON.stringify({ environments: [] })),
    [`${repository}/rulesets`]: (_request, response) => void response.writeHead(302, { location: `http://user:pass@${new URL(other.url).host}/` }).end(),
  });
  const seen = await ask(server.url);
  for (const part of [seen.defaultBranchProtected, seen.environments, seen.rulesets]) assert.match(part.kind === 'unknown' ? part.reason : '', /another host/);
  assert.deepEqual(other.asked, []);
});

test('redirects in a circle end', async (t) => {
  const server = await serve(t, { ...sampleService(), [repository]: (_request, response) => void response.writeHead(301, { location: repository }).end() });
  assert.match(why((await ask(server.url)).repository), /one address to the next/);
  assert.ok(server.asked.filter((one) => one.path === repository).length <= limits.maxRedirects + 1);
});

test('a rate limit ends the questions, with what to do', async (t) => {
  const server = await serve(t, {
    ...sampleService(),
    [`${repository}/environments`]: (_request, response) => void response.writeHead(403, { 'x-ratelimit-remaining': '0' }).end(),
  });
  const seen = await observe({ http, address: { url: server.url, token: undefined }, questions });
  assert.match(seen.environments.kind === 'unknown' ? seen.environments.reason : '', /rate limit.*GITHUB_TOKEN/);
  assert.ok(seen.actions.every((one) => one.commit.kind === 'unknown'));
  assert.ok(!server.asked.some((one) => one.path.startsWith('/repos/acme/sign')));
});

test('a token that is refused ends the questions', async (t) => {
  const server = await serve(t, { [repository]: 401 });
  assert.match(why((await ask(server.url)).repository), /refuses the token/);
  assert.equal(server.asked.length, 1);
});

test('an answer that is too long, broken off or not there in time is unknown', async (t) => {
  const server = await serve(t, {
    '/long': (_request, response) => {
      response.writeHead(200);
      const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)));
      more();
    },
    '/broken': (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setImmediate(() => response.destroy());
    },
    '/never': () => undefined,
    '/drop': (request) => void request.socket.destroy(),
  });
  const request = { headers: { authorization: `Bearer ${token}` }, maxBytes: 1_000_000, timeoutMs: 300 };
  const reasons = new Map<string, RegExp>([
    ['/long', /longer than 1000000 bytes/],
    ['/broken', /cannot be reached/],
    ['/never', /no answer in time/],
    ['/drop', /cannot be reached/],
  ]);
  for (const [path, reason] of reasons) {
    const reply = await http.get(`${server.url}${path}`, request);
    assert.match(reply.kind === 'failed' ? reply.reason : 'answered', reason, path);
    assert.ok(!JSON.stringify(reply).includes(token));
  }
});

test('a service that never answers is given up', async () => {
  let asked = 0;
  const silent: Http = {
    get: async () => {
      asked++;
      return { kind: 'failed', reason: 'there was no answer in time' };
    },
  };
  const many = Array.from({ length: 40 }, (_, i) => ({ name: `acme/a${i}`, ref: 'v1', version: undefined }));
  const seen = await observe({ http: silent, address: { url: 'https://api.example.com', token }, questions: { ...questions, actions: many } });
  assert.match(why(seen.repository), /no answer in time/);
  assert.ok(asked <= limits.maxSilences + limits.maxRequestsAtOnce, `${asked} requests`);
});

test('no more are asked at once, and in all, than the limits say', async () => {
  let running = 0;
  let most = 0;
  let asked = 0;
  const deep: Http = {
    get: async (url) => {
      asked++;
      most = Math.max(most, ++running);
      await new Promise((resolve) => void setImmediate(resolve));
      running--;
      const next = asked + 1;
      // Every action uses twenty others, each of which uses twenty others.
      const uses = Array.from({ length: 20 }, (_, i) => `    - uses: acme/b${next}-${i}@${'a'.repeat(40)}\n`).join('');
      return { kind: 'answer', status: 200, header: () => null, text: url.includes('/contents/') ? `runs:\n  using: composite\n  steps:\n${uses}` : '{}' };
    },
  };
  const many = Array.from({ length: 60 }, (_, i) => ({ name: `acme/a${i}`, ref: 'a'.repeat(40), version: undefined }));
  const seen = await observe({ http: deep, address: { url: 'https://api.example.com', token }, questions: { ...questions, actions: many } });
  assert.ok(most <= limits.maxRequestsAtOnce, `${most} at once`);
  assert.ok(asked <= limits.maxRequests, `${asked} in all`);
  assert.ok(seen.actions.length <= limits.maxActionsAsked);
});

test('more pages than are read are no list', async (t) => {
  const server = await serve(t, {
    ...sampleService(),
    [`${repository}/environments`]: (request, response) =>
      void response
        .writeHead(200, {
          link: `<${repository}/environments?page=${Math.floor(Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1)) + 1}>; rel="next"`,
        })
        .end(JSON.stringify({ environments: [{ name: 'a', protection_rules: [], deployment_branch_policy: null }] })),
  });
  const seen = await ask(server.url);
  assert.match(seen.environments.kind === 'unknown' ? seen.environments.reason : '', /more than 3/);
});
