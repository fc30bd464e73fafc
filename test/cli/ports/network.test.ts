import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createRawServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { NetworkReply, NetworkRequest } from '../../../src/base/index.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';

const secret = 'hunter2-never-shown';
const network = openNetwork();

async function serve(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function ask(url: string, more: Partial<NetworkRequest> = {}): Promise<NetworkReply> {
  return network.request({ method: 'GET', url, headers: { authorization: `Bearer ${secret}` }, maxBytes: 100_000, timeoutMs: 400, ...more });
}

/** How a request came to nothing; its words must hold neither the address nor what was sent. */
async function failure(url: string, more: Partial<NetworkRequest> = {}): Promise<string> {
  const reply = await ask(url, more);
  if (reply.kind !== 'failed') return `answered ${reply.status}`;
  assert.ok(!reply.reason.includes(secret) && !reply.reason.includes(new URL(url).host), reply.reason);
  return reply.cause;
}

test('an answer: status, headers in lower case, bytes', async (t) => {
  const url = await serve(t, (_request, response) => {
    response.writeHead(404, { 'X-Thing': 'a', link: ['<a>; rel="next"', '<b>; rel="last"'] });
    response.end(Buffer.from([0, 255, 1]));
  });
  const reply = await ask(`${url}/v2/`);
  assert.ok(reply.kind === 'answer');
  assert.equal(reply.status, 404);
  assert.equal(reply.header('x-thing'), 'a');
  assert.equal(reply.header('x-other'), null);
  assert.equal(reply.header('link'), '<a>; rel="next", <b>; rel="last"');
  assert.deepEqual([...reply.bytes], [0, 255, 1]);
});

test('a body is sent, with its length and no more than was given', async (t) => {
  const seen: string[] = [];
  const url = await serve(t, (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
    request.on('end', () => {
      seen.push(`${request.method} ${request.headers['content-length']} ${text} ${request.headers.authorization} ${request.headers.cookie}`);
      response.writeHead(201, { 'set-cookie': 'a=b' }).end();
    });
  });
  for (let i = 0; i < 2; i++) await ask(url, { method: 'PUT', body: new TextEncoder().encode('läßt'), headers: {} });
  assert.deepEqual(
    seen,
    Array.from({ length: 2 }, () => 'PUT 6 läßt undefined undefined'),
  );
});

test('a redirect is an answer', async (t) => {
  let asked = 0;
  const url = await serve(t, (_request, response) => {
    asked++;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  const reply = await ask(url);
  assert.ok(reply.kind === 'answer');
  assert.deepEqual([reply.status, reply.header('location'), asked], [302, '/elsewhere', 1]);
});

test('what goes wrong is a value with its cause', async (t) => {
  const big = gzipSync(Buffer.alloc(20_000_000));
  const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
    '/never': () => undefined,
    '/stalls': (_request, response) => void response.writeHead(200).write('some'),
    '/drips': (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    },
    '/endless': (_request, response) => {
      response.writeHead(200);
      const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)));
      more();
    },
    '/lies-of-length': (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setImmediate(() => response.destroy());
    },
    '/chunks-break-off': (_request, response) => {
      response.writeHead(200).write('half');
      setImmediate(() => response.destroy());
    },
    '/bomb': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(big),
    '/not-packed': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text'),
    '/half-packed': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('some text').subarray(0, 12)),
    '/packed-twice': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('x'),
    '/drops': (request) => void request.socket.destroy(),
  };
  const url = await serve(t, (request, response) => answers[request.url ?? '']?.(request, response));
  const rows = [
    { path: '/never', cause: 'timeout' },
    { path: '/stalls', cause: 'timeout' },
    { path: '/drips', cause: 'timeout' },
    { path: '/endless', cause: 'too-long' },
    { path: '/lies-of-length', cause: 'cut-off' },
    { path: '/chunks-break-off', cause: 'cut-off' },
    { path: '/bomb', cause: 'too-long' },
    { path: '/not-packed', cause: 'malformed' },
    { path: '/half-packed', cause: 'malformed' },
    { path: '/packed-twice', cause: 'malformed' },
    { path: '/drops', cause: 'unreachable' },
  ];
  for (const { path, cause } of rows) assert.equal(await failure(`${url}${path}`), cause, path);
});

test('a bomb is stopped while it is unpacked, also where bytes go to a taker', async (t) => {
  const packed = gzipSync(Buffer.alloc(50_000_000));
  const url = await serve(t, (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
  let taken = 0;
  const reply = await ask(url, { maxBytes: 1_000_000, timeoutMs: 5_000, onBytes: (piece) => void (taken += piece.length) });
  assert.equal(reply.kind === 'failed' ? reply.cause : '', 'too-long');
  assert.ok(taken <= 1_000_000, `${taken} bytes were taken`);
});

test('what is packed is unpacked', async (t) => {
  const text = 'seal '.repeat(1_000);
  const packed: Readonly<Record<string, Buffer>> = {
    gzip: gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
    identity: Buffer.from(text),
  };
  const url = await serve(t, (request, response) => {
    const name = (request.url ?? '').slice(1);
    response.writeHead(200, { 'content-encoding': name }).end(packed[name]);
  });
  for (const name of Object.keys(packed)) {
    const reply = await ask(`${url}/${name}`);
    assert.equal(reply.kind === 'answer' ? new TextDecoder().decode(reply.bytes) : reply.reason, text, name);
  }
});

test('a taker gets the bytes of a success, and of nothing else', async (t) => {
  const body = Buffer.alloc(3_000_000, 'abc');
  const url = await serve(t, (request, response) => void response.writeHead(request.url === '/no' ? 403 : 200).end(request.url === '/no' ? 'denied' : body));
  const hash = createHash('sha256');
  const reply = await ask(url, { maxBytes: 4_000_000, timeoutMs: 5_000, onBytes: (piece) => void hash.update(piece) });
  assert.equal(reply.kind === 'answer' ? reply.bytes.length : -1, 0);
  assert.equal(hash.digest('hex'), createHash('sha256').update(body).digest('hex'));
  const no = await ask(`${url}/no`, { onBytes: () => assert.fail('the words of a refusal are no content') });
  assert.equal(no.kind === 'answer' ? new TextDecoder().decode(no.bytes) : '', 'denied');
});

test('a fault of a taker is not swallowed', async (t) => {
  const url = await serve(t, (_request, response) => void response.end('bytes'));
  const asked = ask(url, {
    onBytes: () => {
      throw new Error('full');
    },
  });
  await assert.rejects(asked, /full/);
});

test('without TLS only this machine and hosts that were named are asked', async (t) => {
  const url = await serve(t, (_request, response) => void response.end('here'));
  assert.equal(await failure('http://registry.example.com/v2/'), 'tls');
  assert.equal(await failure('http://127.0.0.1.example.com/'), 'tls');
  assert.equal((await ask(url.replace('127.0.0.1', 'localhost'))).kind, 'answer');
  // An address that leads here, and is not known to.
  const other = url.replace('127.0.0.1', '0.0.0.0');
  assert.equal(await failure(other), 'tls');
  assert.equal((await ask(other, { withoutTls: 'allowed' })).kind, 'answer');
});

test('addresses and headers that cannot be sent', async (t) => {
  const url = await serve(t, (_request, response) => void response.end());
  assert.equal(await failure('ftp://example.com/x'), 'malformed');
  assert.equal(await failure(url.replace('//', `//user:${secret}@`)), 'malformed');
  assert.equal(await failure(url, { headers: { authorization: `${secret}\r\nx: y` } }), 'malformed');
  assert.equal(await failure('http://127.0.0.1:1/'), 'unreachable');
});

test('what is no HTTP, and a protocol that changes, are no answers', async (t) => {
  const server = createRawServer((socket) => void socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
  const upgrading = createRawServer((socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'));
  for (const one of [server, upgrading]) {
    await new Promise<void>((resolve) => void one.listen(0, '127.0.0.1', resolve));
    t.after(() => one.close());
    const { port } = one.address() as AddressInfo;
    assert.equal(await failure(`http://127.0.0.1:${port}/`), 'malformed');
  }
  // Both are still there to be closed: nothing of the client keeps them.
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void connect(port, '127.0.0.1').on('close', resolve).resume());
});
