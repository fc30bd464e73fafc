import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { limits } from '../../../src/base/index.ts';
import { Asker, nextPage, type Question, type Reply } from '../../../src/registry/asking/index.ts';
import { serveApi, type ApiServer, type Served } from '../../support/api-server.ts';
import { outside } from '../../support/outside.ts';

const token = 'Bearer neverShown0123';

async function serve(t: TestContext, answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const server = await serveApi(answers);
  t.after(() => server.close());
  return server;
}

function question(url: string, more: Partial<Question> = {}): Question {
  return { url, authorization: token, maxBytes: 10_000, timeoutMs: 500, redirects: 'anywhere', ...more };
}

function outcome(reply: Reply): string {
  if (reply.kind === 'answer') return `${reply.status} ${new TextDecoder().decode(reply.bytes)}`;
  assert.ok(!JSON.stringify(reply).includes('neverShown'));
  return `${reply.reason.code} ${reply.reason.message}`;
}

/** Answers with these statuses in turn, then with 200. */
function inTurn(...rows: readonly (readonly [number, Readonly<Record<string, string>>?])[]): (request: IncomingMessage, response: ServerResponse) => void {
  let i = 0;
  return (_request, response) => {
    const [status, headers = {}] = rows[i++] ?? [200];
    response.writeHead(status, headers).end('said');
  };
}

test('a service that is busy is asked again, when it says', async (t) => {
  const date = new Date(Date.UTC(2026, 0, 2, 3, 4, 12)).toUTCString();
  const server = await serve(t, {
    '/busy': inTurn([503], [502], [429]),
    '/later': inTurn([429, { 'retry-after': '7' }]),
    '/at': inTurn([503, { 'retry-after': date }]),
    '/much-later': inTurn([429, { 'retry-after': '3600' }]),
    '/failing': inTurn([500], [500], [500], [500], [500]),
    '/odd': inTurn([429, { 'retry-after': 'soon' }]),
  });
  const rows = [
    { path: '/busy', said: /^200 said/, waited: [500, 1_000, 2_000] },
    { path: '/later', said: /^200 said/, waited: [7_000] },
    { path: '/at', said: /^200 said/, waited: [7_000] },
    { path: '/much-later', said: /^SERVICE_LIMITED .* 3600 seconds/, waited: [] },
    { path: '/failing', said: /^SERVICE_FAILED .* 500/, waited: [500, 1_000, 2_000] },
    { path: '/odd', said: /^200 said/, waited: [500] },
  ];
  for (const row of rows) {
    const ports = outside();
    assert.match(outcome(await new Asker(ports).ask(question(`${server.url}${row.path}`))), row.said, row.path);
    assert.deepEqual(ports.waited, row.waited, row.path);
  }
});

test('what changes something is sent once', async (t) => {
  const server = await serve(t, { '/put': inTurn([503]) });
  const reply = await new Asker(outside()).ask(question(`${server.url}/put`, { method: 'PUT', body: new Uint8Array(3) }));
  assert.match(outcome(reply), /^SERVICE_FAILED/);
  assert.equal(server.asked.length, 1);
});

test('all waiting together has an end', async (t) => {
  const server = await serve(t, { '/busy': (_request, response) => void response.writeHead(503, { 'retry-after': '20' }).end() });
  const ports = outside();
  const asker = new Asker(ports);
  for (let i = 0; i < 20; i++) await asker.ask(question(`${server.url}/busy`));
  assert.ok(ports.waited.reduce((sum, ms) => sum + ms, 0) <= limits.maxPausesMs);
});

test('whoever gives it a time is waited for until then, and no longer', async (t) => {
  const busy = (): ReturnType<typeof inTurn> => inTurn(...Array.from({ length: 12 }, () => [503] as const));
  const server = await serve(t, { '/long': busy(), '/short': busy(), '/usual': busy(), '/later': inTurn([429, { 'retry-after': '90' }]) });
  const asking = async (path: string, ms: number | undefined): Promise<{ readonly outcome: string; readonly waited: number }> => {
    const ports = outside();
    let at = 0;
    const clock = { now: () => at };
    const timer = {
      wait: async (one: number) => {
        at += one;
        await ports.timer.wait(one);
      },
    };
    const asker = new Asker({ ...ports, clock, timer });
    if (ms !== undefined) asker.limit(ms);
    const reply = await asker.ask(question(`${server.url}${path}`, { method: 'POST', body: new Uint8Array(3), resend: 'harmless' }));
    return { outcome: outcome(reply), waited: at };
  };
  const long = await asking('/long', 300_000);
  assert.match(long.outcome, /^200/);
  assert.ok(long.waited <= 300_000 && long.waited > limits.maxPausesMs, `${long.waited}`);
  const short = await asking('/short', 10_000);
  assert.match(short.outcome, /^SERVICE_FAILED/);
  assert.ok(short.waited <= 10_000 && short.waited > 5_000, `${short.waited}`);
  assert.match((await asking('/usual', undefined)).outcome, /^SERVICE_FAILED/);
  assert.match((await asking('/later', 300_000)).outcome, /^200/);
  assert.match((await asking('/later', undefined)).outcome, /^200/);
});

test('a credential reaches no other origin, and does not come back', async (t) => {
  const home: { url: string } = { url: '' };
  const other = await serve(t, {
    '/blob': 'content',
    '/back': (_request, response) => void response.writeHead(307, { location: `${home.url}/blob` }).end(),
  });
  const to = (location: string) => (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(302, { location }).end();
  const server = await serve(t, { '/blob': 'own', '/away': to(`${other.url}/blob`), '/there-and-back': to(`${other.url}/back`), '/within': to('/blob') });
  home.url = server.url;
  const asker = new Asker(outside());
  assert.equal(outcome(await asker.ask(question(`${server.url}/within`))), '200 own');
  assert.deepEqual(
    server.asked.map((one) => one.headers.authorization),
    [token, token],
  );
  assert.equal(outcome(await asker.ask(question(`${server.url}/away`))), '200 content');
  assert.equal(outcome(await asker.ask(question(`${server.url}/there-and-back`))), '200 own');
  for (const one of other.asked) assert.equal(one.headers.authorization, undefined);
  assert.equal(server.asked.at(-1)?.headers.authorization, undefined);
  assert.match(outcome(await asker.ask(question(`${server.url}/away`, { redirects: 'within' }))), /^SERVICE_MALFORMED .*another host/);
  assert.match(outcome(await asker.ask(question(`${server.url}/away`, { redirects: 'none' }))), /^302/);
});

test('where nobody follows', async () => {
  const rows = [
    { what: 'TLS ends', from: 'https://registry.example/', location: 'http://cdn.example/x' },
    { what: 'this machine by number', from: 'https://registry.example/', location: 'https://127.0.0.1/x' },
    { what: 'this machine by name', from: 'https://registry.example/', location: 'https://localhost/x' },
    { what: 'this machine in decimal', from: 'https://registry.example/', location: 'https://2130706433/x' },
    { what: 'this machine mapped', from: 'https://registry.example/', location: 'https://[::ffff:127.0.0.1]/x' },
    { what: "a cloud's own data", from: 'https://registry.example/', location: 'https://169.254.169.254/x' },
    { what: 'a file', from: 'https://registry.example/', location: 'file:///etc/passwd' },
    { what: 'a user in the address', from: 'https://registry.example/', location: 'https://user:pass@registry.example/' },
    { what: 'nowhere', from: 'https://registry.example/', location: undefined },
  ];
  for (const { what, from, location } of rows) {
    const asked: string[] = [];
    const ports = outside();
    const asker = new Asker({
      ...ports,
      network: {
        request: ({ url }) => {
          asked.push(url);
          return Promise.resolve({ kind: 'answer', status: 302, header: () => location ?? null, bytes: new Uint8Array() });
        },
      },
    });
    assert.match(outcome(await asker.ask(question(from))), /^SERVICE_MALFORMED/, what);
    assert.deepEqual(asked, [from], what);
  }
});

test('redirects in a circle end', async (t) => {
  const server = await serve(t, { '/a': (_request, response) => void response.writeHead(302, { location: '/a' }).end() });
  assert.match(outcome(await new Asker(outside()).ask(question(`${server.url}/a`))), /^SERVICE_MALFORMED .*from one address to the next/);
  assert.equal(server.asked.length, limits.maxHops + 1);
});

test('a service that never answers is given up, and others are still asked', async (t) => {
  const server = await serve(t, { '/never': () => undefined });
  const other = await serve(t, { '/ok': 'fine' });
  const asker = new Asker(outside());
  for (let i = 0; i < limits.maxSilences + 2; i++)
    assert.match(outcome(await asker.ask(question(`${server.url}/never`, { timeoutMs: 50 }))), /^SERVICE_UNREACHABLE/);
  assert.equal(server.asked.length, limits.maxSilences);
  assert.equal(outcome(await asker.ask(question(`${other.url}/ok`))), '200 fine');
});

test('a taker is made anew for each attempt', async (t) => {
  let i = 0;
  const server = await serve(t, {
    '/blob': (_request, response) => {
      response.writeHead(200, { 'content-length': '8' }).write('half');
      if (i++ === 0) setImmediate(() => response.destroy());
      else response.end('full');
    },
  });
  let text = '';
  const taker = (): ((piece: Uint8Array) => void) => {
    text = '';
    return (piece) => void (text += new TextDecoder().decode(piece));
  };
  assert.equal(outcome(await new Asker(outside()).ask(question(`${server.url}/blob`, { taker }))), '200 ');
  assert.equal(text, 'halffull');
});

test('the next page is on the same origin, or nowhere', () => {
  const from = 'https://api.example/list?page=1';
  const rows = [
    { what: 'none', header: null, next: undefined },
    {
      what: 'absolute',
      header: '<https://api.example/list?page=2>; rel="next", <https://api.example/list?page=9>; rel="last"',
      next: 'https://api.example/list?page=2',
    },
    { what: 'relative', header: '</list?n=2&last=x,y>; rel="next"', next: 'https://api.example/list?n=2&last=x,y' },
    { what: 'second, without quotes', header: '<https://api.example/a>; rel="prev", <https://api.example/b>; rel=next', next: 'https://api.example/b' },
    { what: 'another word', header: '<https://api.example/a>; rel="nextish"', next: undefined },
    { what: 'another host', header: '<https://evil.example/list?page=2>; rel="next"', next: 'elsewhere' },
    { what: 'without TLS', header: '<http://api.example/list?page=2>; rel="next"', next: 'elsewhere' },
    { what: 'a user', header: '<https://a:b@api.example/list?page=2>; rel="next"', next: 'elsewhere' },
  ];
  for (const row of rows) assert.equal(nextPage(row.header, from), row.next, row.what);
});
