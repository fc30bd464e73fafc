import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { NetworkFault } from './faults.ts';
import { bytesOf, send, type Reply } from './reply.ts';

interface Spoiled {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What would have been the answer. */
  readonly reply: Reply;
  readonly elsewhere: string;
}

/** Does to a request what the fault says. */
export function misbehave(fault: NetworkFault, { request, response, reply, elsewhere }: Spoiled): void {
  const body = bytesOf(reply.body);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const path = request.url ?? '/';
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'server-error':
      return send(response, { status: 500, body: { message: 'the lab was asked to fail' } });
    case 'unavailable':
      return send(response, { status: 503, headers: { 'retry-after': '1' }, body: { message: 'the lab was asked to be away' } });
    case 'rate-limited':
      return send(response, { status: 429, headers: { 'retry-after': '60' }, body: { message: 'too many requests' } });
    case 'rate-limited-as-forbidden':
      return send(response, {
        status: 403,
        headers: { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' },
        body: { message: 'API rate limit exceeded' },
      });
    case 'unauthorized':
      return send(response, { status: 401, body: { message: 'Bad credentials' } });
    case 'not-found':
      return send(response, { status: 404, body: { message: 'Not Found' } });
    case 'reset':
      return void request.socket.destroy();
    case 'stall':
      return;
    case 'stall-in-body':
      return void response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) }).write(half);
    case 'truncated-body':
      return void response
        .writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) })
        .write(half, () => void request.socket.destroy());
    case 'endless-body':
      // An answer to HEAD has no body to go on with.
      if (request.method === 'HEAD') return send(response, reply);
      return endless(response.writeHead(200, { ...json, ...reply.headers }));
    case 'packed-bomb':
      return send(response, { status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body: bomb() });
    case 'empty-body':
      return send(response, { status: 200, headers: reply.headers ?? {} });
    case 'not-json':
      return send(response, { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' });
    case 'deep-json':
      return send(response, { status: 200, headers: json, body: '['.repeat(100_000) });
    case 'changed-byte': {
      const copy = Buffer.from(body);
      copy[half.length] = (copy[half.length] ?? 0) ^ 1;
      return send(response, { ...reply, body: copy });
    }
    case 'redirect-elsewhere':
      return send(response, { status: 307, headers: { location: `${elsewhere}${path}` } });
    case 'redirect-loop':
      return send(response, { status: 307, headers: { location: path } });
    case 'page-loop':
      return send(response, { ...reply, headers: { ...reply.headers, link: `<http://${request.headers.host ?? ''}${path}>; rel="next"` } });
  }
}

/** Writes whenever there is room. */
function endless(response: ServerResponse): void {
  const piece = Buffer.alloc(64 * 1024, 0x20);
  const write = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
}

/** Members of gzip one after the other: their contents are one. Source: RFC 1952 section 2.2. */
function bomb(): Uint8Array {
  const member = gzipSync(Buffer.alloc(8 * 1024 * 1024, 0x20));
  return Buffer.concat(Array.from({ length: 125 }, () => member));
}
