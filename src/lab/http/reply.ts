import type { ServerResponse } from 'node:http';

/** What a service answers; an object becomes JSON. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
}

/** Writes an answer. A body to HEAD is counted and not sent, which Node does. */
export function send(response: ServerResponse, reply: Reply): void {
  const body = bytesOf(reply.body);
  const type = typeof reply.body === 'object' && !(reply.body instanceof Uint8Array) ? { 'content-type': 'application/json' } : {};
  response.writeHead(reply.status, { ...type, 'content-length': String(body.length), ...reply.headers }).end(body);
}

export function bytesOf(body: Reply['body']): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
