import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { NetworkReply } from '../../../src/base/index.ts';
import { openNetwork, type NetworkOptions } from '../../../src/cli/ports/network.ts';

/** A server over TLS with a certificate that nobody knows, made by openssl; undefined where there is none. */
async function start(t: TestContext): Promise<{ readonly port: number; readonly certificate: string } | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-tls-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const made = spawnSync('openssl', [...words, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate]);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  if (made.status !== 0 && process.env['CI'] !== 'true') return void t.skip('openssl is not installed');
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => void response.end(`hello ${request.headers.authorization}`),
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, certificate: readFileSync(certificate, 'utf8') };
}

function ask(port: number, options: NetworkOptions, host = 'localhost'): Promise<NetworkReply> {
  return openNetwork(options).request({
    method: 'GET',
    url: `https://${host}:${port}/`,
    headers: { authorization: 'Bearer x' },
    maxBytes: 1_000,
    timeoutMs: 5_000,
  });
}

function said(reply: NetworkReply): string {
  return reply.kind === 'answer' ? new TextDecoder().decode(reply.bytes) : reply.cause;
}

test('a certificate is believed that the platform or the person knows, for its own host', async (t) => {
  const server = await start(t);
  if (server === undefined) return;
  const { port, certificate } = server;
  assert.equal(said(await ask(port, {})), 'tls');
  assert.equal(said(await ask(port, { extraAuthorities: [certificate] })), 'hello Bearer x');
  assert.equal(said(await ask(port, { extraAuthorities: [certificate] }, '127.0.0.1')), 'tls');
});

test('a proxy carries what it cannot read', async (t) => {
  const server = await start(t);
  if (server === undefined) return;
  const { port, certificate } = server;
  const seen: string[] = [];
  const proxy = createPlainServer((request) => void seen.push(`plain ${request.url}`));
  proxy.on('connect', (request, socket) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const extraAuthorities = [certificate];
  assert.equal(said(await ask(port, { extraAuthorities, proxy: { HTTPS_PROXY: address } })), 'hello Bearer x');
  assert.deepEqual(seen, [`CONNECT localhost:${port} undefined`]);
  assert.equal(said(await ask(port, { extraAuthorities, proxy: { https_proxy: address, NO_PROXY: 'localhost' } })), 'hello Bearer x');
  assert.equal(seen.length, 1);
  for (const bad of ['no address', 'ftp://x', 'http://127.0.0.1:1'])
    assert.equal(said(await ask(port, { extraAuthorities, proxy: { HTTPS_PROXY: bad } })), 'unreachable', bad);
});
